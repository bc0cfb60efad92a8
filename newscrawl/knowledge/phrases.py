"""Boilerplate phrases: loaded once from phrases.toml, asked line by line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

_LONGEST = 120
# A page's lines are asked twice: where is the story, and what of it is no story.
_LINES = 2048


@dataclass(frozen=True, slots=True)
class Phrase:
    """One kind of boilerplate; see phrases.toml for what its scope means.

    `opening` has the alternatives of `pattern` that are tied to the beginning of the text, `anywhere` the
    others: apart they are looked for at many times the speed.
    """

    id: str
    scope: Literal["line", "inline", "section"]
    pattern: re.Pattern[str]
    opening: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    longest: int
    needs: re.Pattern[str] | None
    hit: tuple[str, ...]
    miss: tuple[str, ...]

    def may_be_in(self, text: str) -> bool:
        """Whether the text has a word that every match has: quickly said, and most texts have none."""
        return self.needs is None or self.needs.search(text) is not None

    def catches(self, line: str) -> bool:
        """Whether the whole line is this kind of boilerplate."""
        if len(line) > self.longest or not self.may_be_in(line) or not self._is_in(line):
            return False
        return self.unless is None or not self.unless.search(line)

    def _is_in(self, line: str) -> bool:
        if self.opening is not None and self.opening.match(line):
            return True
        return self.anywhere is not None and self.anywhere.search(line) is not None


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases in the order of the file."""
    raw = tomllib.loads(files("newscrawl.knowledge").joinpath("phrases.toml").read_text("utf-8"))
    return tuple(
        Phrase(
            id=entry["id"],
            scope=entry["scope"],
            pattern=re.compile("|".join(entry["pattern"])),
            opening=_joined(part for part in entry["pattern"] if part.startswith("^")),
            anywhere=_joined(part for part in entry["pattern"] if not part.startswith("^")),
            unless=_joined(entry.get("unless", ())),
            longest=entry.get("longest", _LONGEST),
            needs=_any_of(entry["needs"]) if "needs" in entry else None,
            hit=tuple(entry["hit"]),
            miss=tuple(entry["miss"]),
        )
        for entry in raw["phrase"]
    )


@cache
def phrases_of(scope: str) -> tuple[Phrase, ...]:
    """The phrases of one scope."""
    return tuple(phrase for phrase in phrases() if phrase.scope == scope)


@lru_cache(_LINES)
def line_phrase(line: str) -> Phrase | None:
    """The first phrase that condemns the whole line, if any."""
    return _first_of(_asked("line", line), line)


def section_phrase(line: str) -> Phrase | None:
    """The phrase that makes the line the heading of a list of other stories, if any."""
    return _first_of(_asked("section", line), line)


def _asked(scope: str, line: str) -> tuple[Phrase, ...]:
    """The phrases of the scope that may catch the line: for most lines few, told by two searches."""
    needed, openings = _needed(scope), _openings(scope)
    if needed is not None and needed.search(line):
        return phrases_of(scope)
    if openings is not None and openings.match(line):
        return _unconditional(scope)
    return _anywhere(scope)


def _first_of(asked: tuple[Phrase, ...], line: str) -> Phrase | None:
    size = len(line)
    for phrase in asked:
        if size <= phrase.longest and phrase.catches(line):
            return phrase
    return None


def cut_inline(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without boilerplate inside its sentences, and what was cut as (phrase id, text) pairs."""
    cut: list[tuple[str, str]] = []
    for phrase in phrases_of("inline"):
        if not phrase.may_be_in(text):
            continue
        pieces = [match.group(0) for match in phrase.pattern.finditer(text)]
        if pieces:
            cut += [(phrase.id, piece) for piece in pieces]
            text = phrase.pattern.sub("", text)
    return text.strip(), cut


@cache
def _needed(scope: str) -> re.Pattern[str] | None:
    """One expression for the words that any phrase of the scope needs."""
    return _joined(phrase.needs.pattern for phrase in phrases_of(scope) if phrase.needs is not None)


@cache
def _unconditional(scope: str) -> tuple[Phrase, ...]:
    return tuple(phrase for phrase in phrases_of(scope) if phrase.needs is None)


@cache
def _anywhere(scope: str) -> tuple[Phrase, ...]:
    """The unconditional ones that need not stand at the beginning of a line."""
    return tuple(phrase for phrase in _unconditional(scope) if phrase.anywhere is not None)


@cache
def _openings(scope: str) -> re.Pattern[str] | None:
    """One expression for the beginnings of the lines that unconditional phrases catch by them."""
    return _joined(p.opening.pattern for p in _unconditional(scope) if p.opening is not None)


def _joined(parts: Iterable[str]) -> re.Pattern[str] | None:
    expression = "|".join(parts)
    return re.compile(expression) if expression else None


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))
