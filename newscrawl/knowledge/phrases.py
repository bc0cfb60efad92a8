"""Boilerplate phrases: loaded once from phrases.toml, asked line by line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

_LONGEST = 120
# A page's lines are asked twice: where is the story, and what of it is no story.
_LINES = 2048


@dataclass(frozen=True, slots=True)
class Phrase:
    """One kind of boilerplate; see phrases.toml for what its scope means."""

    id: str
    scope: Literal["line", "inline", "section"]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    longest: int
    hit: tuple[str, ...]
    miss: tuple[str, ...]

    def catches(self, line: str) -> bool:
        """Whether the whole line is this kind of boilerplate."""
        if len(line) > self.longest or not self.pattern.search(line):
            return False
        return self.unless is None or not self.unless.search(line)


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases in the order of the file."""
    raw = tomllib.loads(files("newscrawl.knowledge").joinpath("phrases.toml").read_text("utf-8"))
    return tuple(
        Phrase(
            id=entry["id"],
            scope=entry["scope"],
            pattern=re.compile(entry["pattern"]),
            unless=re.compile(entry["unless"]) if "unless" in entry else None,
            longest=entry.get("longest", _LONGEST),
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
    return next((phrase for phrase in phrases_of("line") if phrase.catches(line)), None)


def section_phrase(line: str) -> Phrase | None:
    """The phrase that makes the line the heading of a list of other stories, if any."""
    return next((phrase for phrase in phrases_of("section") if phrase.catches(line)), None)


def cut_inline(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without boilerplate inside its sentences, and what was cut as (phrase id, text) pairs."""
    cut: list[tuple[str, str]] = []
    for phrase in phrases_of("inline"):
        pieces = [match.group(0) for match in phrase.pattern.finditer(text)]
        if pieces:
            cut += [(phrase.id, piece) for piece in pieces]
            text = phrase.pattern.sub("", text)
    return text.strip(), cut
