"""What two texts really share, and whether one is a copy of the other.

Two texts are copies where most of the shorter one stands in the other in long runs, and where the same
sentences have the same figures. Runs of twelve characters tell a copy from a text of the same form: in a
weather report, a price list, a court's notices, few of them are without a figure or name of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from newscrawl.stories.plain import masked, plain
from newscrawl.stories.signature import signature

RUN = 12
"""Characters of a run that counts as shared."""

OF_SHORTER = 0.62
"""Share of the shorter text that must stand in the longer."""

OF_LONGER = 0.33
"""Share of the longer text: below it, it is a digest of many stories."""

LONGEST = 50_000
"""Characters of a text that count; a copy of a book is found by its beginning."""

OWN = 20
"""Runs below which there is too little to tell texts apart by."""

BOTH = 1.25
"""Sum of the two shares: a shortened copy stands in the other whole, an edited one is about as long."""

IDENTICAL = 0.95
"""Share of the shorter text at which it may consist of nothing but what many others have."""

BEFORE, AFTER = 10, 2
"""Characters around a figure by which it is found in the other text."""

FIGURES = 0.1
"""Share of figures in the same words that may differ: more, and it is another day's report."""

CORRECTED = 1
"""Figures that may differ in any case: a slip that one of two desks has mended."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`shared`: how many runs both texts have; `of_shorter`, `of_longer`: what share of each that is. Of
    `figures` in the same words `differing` are not the same."""

    shared: int
    of_shorter: float
    of_longer: float
    figures: int
    differing: int

    @property
    def copies(self) -> bool:
        """Whether they tell the same story."""
        mended = self.differing <= max(CORRECTED, FIGURES * self.figures)
        enough = self.of_shorter >= OF_SHORTER and self.of_longer >= OF_LONGER
        return mended and enough and self.of_shorter + self.of_longer >= BOTH


class Text:
    """A text prepared for comparing with others."""

    def __init__(self, body: str) -> None:
        """Prepared as far as asked for."""
        self._body = body[:LONGEST]

    @cached_property
    def plain(self) -> str:
        """What of it counts."""
        return plain(self._body)

    @cached_property
    def signature(self) -> bytes | None:
        """By which copies are found; see `newscrawl.stories.signature`."""
        return signature(self.plain)

    @cached_property
    def runs(self) -> frozenset[str]:
        """Its runs of RUN characters; a shorter text is one run."""
        text = self.plain
        return frozenset(text[at : at + RUN] for at in range(max(1, len(text) - RUN + 1)))

    @cached_property
    def figures(self) -> dict[str, set[str]]:
        """Its numbers by the words around them."""
        text, numbers = masked(self._body)
        found: dict[str, set[str]] = {}
        for at, number in numbers:
            around = text[max(0, at - BEFORE) : at + AFTER + 1]
            found.setdefault(around, set()).add(number)
        return found

    def likeness(self, other: Text, common: Iterable[str] = ()) -> Likeness:
        """What they share. `common`: runs that several other stories have, which say nothing."""
        common = frozenset(common)
        whole = _shares(self.runs, other.runs)
        shares = whole
        if common and whole[1] < IDENTICAL:
            mine, its = self.runs - common, other.runs - common
            shares = _shares(mine, its) if min(len(mine), len(its)) >= OWN else (0, 0.0, 0.0)
        if shares[1] < OF_SHORTER:
            return Likeness(*shares, 0, 0)
        return Likeness(*shares, *self._compare(other))

    def _compare(self, other: Text) -> tuple[int, int]:
        """How many figures stand in the same words in both, and how many of them differ."""
        both = self.figures.keys() & other.figures.keys()
        return len(both), sum(self.figures[words].isdisjoint(other.figures[words]) for words in both)


def _shares(one: frozenset[str], other: frozenset[str]) -> tuple[int, float, float]:
    """How many runs, and what share of the shorter and of the longer text that is."""
    shared = len(one & other)
    shorter, longer = sorted((len(one), len(other)))
    return shared, shared / shorter, shared / longer
