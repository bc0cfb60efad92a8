"""Text → the terms that it is found by, and a query → the terms that it asks for.

Chinese has no spaces between words, so a run of characters is taken in pairs: 知识产权 is 知识 识产 产权. A
word of a query is found where its pairs stand one after the other, wherever words begin and end. Letters
and digits are whole words. The first and the last character of a run stand for themselves as well, so that
a word may run over into digits: 知识产权3月 is … 产权 权 3 月, and 2023年初 is 2023 年 年初 初.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newscrawl.grammar.folding import fold

LONGEST_WORD = 100
"""Characters of a word of a query; what is longer is cut."""

MOST_WORDS = 16
"""Words of a query; further ones are not asked for."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_WORD = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_QUOTES = str.maketrans("“”「」", '""""')


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query: its runs of characters, in one spelling, and the terms that must stand in a row.

    `barred`: articles that have the word are left out.
    """

    runs: tuple[str, ...]
    terms: tuple[str, ...]
    barred: bool = False

    @property
    def single(self) -> bool:
        """Whether it is one Chinese character, which says too little to be looked for in whole texts."""
        return len(self.runs) == 1 == len(self.runs[0]) and _is_chinese(self.runs[0])


def terms(text: str) -> list[str]:
    """The terms of `text` in order."""
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        if len(run) > 1 and _is_chinese(run):
            found.append(run[0])
            found.extend(map(str.__add__, run, run[1:]))
            found.append(run[-1])
        else:
            found.append(run)
    return found


def words(query: str) -> list[Word]:
    """The words of a query: set off by spaces, or in quotes; one behind a minus is barred.

    What has neither letter nor digit is no word. Of a long query the first words are taken.
    """
    found = []
    for sign, quoted, plain in _WORD.findall(fold(query).translate(_QUOTES)):
        runs = tuple(_RUN.findall((quoted or plain)[:LONGEST_WORD]))
        if runs:
            found.append(Word(runs, tuple(_sought(runs)), bool(sign)))
    return list(dict.fromkeys(found))[:MOST_WORDS]


def _sought(runs: tuple[str, ...]) -> list[str]:
    """Terms in a row. In the text the word may begin and end within longer runs."""
    found: list[str] = []
    for number, run in enumerate(runs):
        if len(run) == 1 or not _is_chinese(run):
            found.append(run)
            continue
        if number > 0:
            found.append(run[0])
        found.extend(map(str.__add__, run, run[1:]))
        if number < len(runs) - 1:
            found.append(run[-1])
    return found


def _is_chinese(run: str) -> bool:
    first = run[0]
    return "\u3400" <= first <= "\u9fff" or "\uf900" <= first <= "\ufaff" or first >= "\U00020000"
