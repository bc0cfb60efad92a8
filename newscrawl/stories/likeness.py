"""What two texts really share, and whether one is a copy of the other.

Two texts are copies where most of the shorter one stands in the other in long runs, and where the same
sentences have the same figures. Runs of twelve characters tell a copy from a text of the same form: in a
weather report, a price list, a court's notices, few of them are without a figure or name of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import sqrt

from newscrawl.stories.plain import masked, plain
from newscrawl.stories.signature import HASHES, SAMPLED, every, sampled, signature

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

LONG = 300
"""Characters from which on a third of the runs speaks for all."""

BOTH = 1.25
"""Sum of the two shares: a shortened copy stands in the other whole, an edited one is about as long."""

IDENTICAL = 0.95
"""Share of the shorter text at which it may consist of nothing but what many others have."""

SLIGHT = 0.4
"""Share of the shorter text below which they are no copies, whatever others have in common with them."""

AGREEING = 12
"""Hashes, of 64, that agree in the signatures of copies of any lengths."""

DEVIATIONS = 3.3
"""By how much less than expected they agree in one of two thousand pairs: in standard deviations."""

COMMON = 3
"""Other stories that have a run of characters: it is a form, not a story."""

REMEMBERED = 256
"""Texts that stay prepared: what comes next is compared with what came last."""

MODERATE = 5000
"""Characters of a text that stays prepared; its runs take a hundred bytes each."""

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


class Common:
    """The runs that several stories have in common; found when first asked for."""

    def __init__(self, stories: Iterable[Sequence[Text]]) -> None:
        """Each story by its texts."""
        self._stories = [texts for texts in stories if texts]
        self._found: dict[bool, frozenset[int]] = {}

    def runs(self, whole: bool) -> frozenset[int]:
        """Those of all their runs, or of the third that speaks for them."""
        if len(self._stories) < COMMON:
            return frozenset()
        if whole not in self._found:
            self._found[whole] = self._find(whole)
        return self._found[whole]

    def _find(self, whole: bool) -> frozenset[int]:
        # For each number of stories, the runs that at least so many have: whole sets at once.
        several: list[set[int]] = [set() for _ in range(COMMON)]
        for texts in self._stories:
            runs = frozenset[int]().union(*(text.runs if whole else text.sample for text in texts))
            for more in range(COMMON - 1, 0, -1):
                several[more] |= several[more - 1] & runs
            several[0] |= runs
        return frozenset(several[-1])


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
    def runs(self) -> frozenset[int]:
        """Its runs of RUN characters, as hashes that hold in this process; a shorter text is one run."""
        return frozenset(map(hash, every(self.plain, RUN)))

    @cached_property
    def sample(self) -> frozenset[int]:
        """A third of them, the same in every copy."""
        return frozenset(map(hash, sampled(self.plain, RUN, OWN)))

    @cached_property
    def figures(self) -> dict[str, set[str]]:
        """Its numbers by the words around them."""
        text, numbers = masked(self._body)
        found: dict[str, set[str]] = {}
        for at, number in numbers:
            around = text[max(0, at - BEFORE) : at + AFTER + 1]
            found.setdefault(around, set()).add(number)
        return found

    def likeness(self, other: Text, common: Common | None = None) -> Likeness:
        """What they share. `common`: the runs that several other stories have, which say nothing; asked for
        only where that may decide."""
        whole = min(len(self.plain), len(other.plain)) < LONG
        mine, its = (self.runs, other.runs) if whole else (self.sample, other.sample)
        shares = _shares(mine, its)
        furniture = common.runs(whole) if common and SLIGHT <= shares[1] < IDENTICAL else None
        if furniture:
            mine, its = mine - furniture, its - furniture
            least = OWN if whole else OWN // SAMPLED
            shares = _shares(mine, its) if min(len(mine), len(its)) >= least else (0, 0.0, 0.0)
        if not whole:
            shares = (shares[0] * SAMPLED, *shares[1:])
        if shares[1] < OF_SHORTER:
            return Likeness(*shares, 0, 0)
        return Likeness(*shares, *self._compare(other))

    def _compare(self, other: Text) -> tuple[int, int]:
        """How many figures stand in the same words in both, and how many of them differ."""
        both = self.figures.keys() & other.figures.keys()
        return len(both), sum(self.figures[words].isdisjoint(other.figures[words]) for words in both)


def prepared(body: str) -> Text:
    """A text for comparing; the same one again while it is remembered."""
    return _remembered(body) if len(body) <= MODERATE else Text(body)


def remember(body: str, signature: bytes | None) -> None:
    """Take over the signature of a text that was found elsewhere; once forgotten it is found anew."""
    prepared(body).signature = signature


@lru_cache(REMEMBERED)
def _remembered(body: str) -> Text:
    return Text(body)


def least_agreement(one: int, other: int) -> int:
    """How many of the 64 hashes agree in the signatures of copies of so many characters, but for one pair in
    two thousand: those of one length share more of all their runs than a shortened copy and its original."""
    shorter, longer = sorted((one, other))
    return _least(64 * shorter // max(1, longer))


@lru_cache
def _least(ratio: int) -> int:
    """The same for lengths of which the shorter is so many 64ths of the longer."""
    part = max(ratio, 1) / 64
    of_shorter = min(1, max(BOTH / (1 + part), OF_SHORTER, OF_LONGER / part))
    shared = 1 / (1 / of_shorter + 1 / (of_shorter * part) - 1)
    return max(AGREEING, int(HASHES * shared - DEVIATIONS * sqrt(HASHES * shared * (1 - shared))))


def _shares(one: frozenset[int], other: frozenset[int]) -> tuple[int, float, float]:
    """How many runs, and what share of the shorter and of the longer text that is."""
    shared = len(one & other)
    shorter, longer = sorted((len(one), len(other)))
    return shared, shared / shorter, shared / longer
