"""How a newspaper numbers its editions (版)."""

from __future__ import annotations

from collections.abc import Iterable

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
