"""How a newspaper names and numbers its editions (版)."""

from __future__ import annotations

import re
from collections.abc import Iterable

EDITION = re.compile(r"第\s?[A-Z]?[0-9]{1,3}\s?版|(?<![0-9])[0-9]{2}\s?版[:：\s]|版面[导導]航")
"""How a page says that it is one of an issue: 第A1版：要闻, 03版 副刊."""

MOST = 100
"""Where more than so many numbers are passed over, they are not those of editions that stand in a row."""


def missing_numbers(numbers: Iterable[str]) -> list[str]:
    """The editions that a paper's numbering passes over: A1, A2, A4 → A3. Chinese numerals are left alone."""
    sections: dict[str, set[int]] = {}
    width: dict[str, int] = {}
    for text in numbers:
        letters = text.rstrip("0123456789")
        if text != letters:
            sections.setdefault(letters, set()).add(int(text[len(letters) :]))
            width[letters] = len(text) - len(letters) if text[len(letters)] == "0" else 1
    passed_over = [
        f"{letters}{number:0{width[letters]}d}"
        for letters, present in sections.items()
        for number in range(1, max(present))
        if number not in present
    ]
    return passed_over if len(passed_over) <= MOST else []
