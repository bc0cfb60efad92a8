"""Sightings → units: articles that repeat each other's text for a reason of their own count as one.

Reprints of a story, one article under two addresses and the pages of a serial are such units: what they have
in common may be real text, and however many there are, they are one witness.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import combinations

from newscrawl.model import Sighting

# With less text of its own an article is no witness: furniture is little beside the story, and where most of
# the text is that of others, it may be the form of such articles (notices, results of tenders).
_OWN = 30
_OWN_SHARE = 0.5
_SAME_STORY = 0.5
# So many headlines that begin or end alike, or name the same column, are a serial.
_SERIAL = 3


def units(sightings: Sequence[Sighting], common: Collection[int]) -> list[int | None]:
    """The number of the unit that each article belongs to; None for one without text of its own.

    `common` are the fingerprints that stand on too many pages to be one story's text.
    """
    own = [
        {line.mark: line.chars for line in sighting.lines if line.shown and line.mark not in common}
        for sighting in sightings
    ]
    sizes = [sum(lines.values()) for lines in own]
    groups = _Groups(len(sightings))
    _join_titles(sightings, groups)
    _join_texts(own, sizes, groups)
    wholes = [sum(line.chars for line in sighting.lines if line.shown) for sighting in sightings]
    return [
        groups.of(index) if own >= max(_OWN, _OWN_SHARE * whole) else None
        for index, (own, whole) in enumerate(zip(sizes, wholes, strict=True))
    ]


class _Groups:
    """Sets that are joined two by two."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def of(self, item: int) -> int:
        while self._above[item] != item:
            self._above[item] = self._above[self._above[item]]
            item = self._above[item]
        return item

    def join(self, one: int, other: int) -> None:
        # The smaller number stands for both, so that the outcome does not depend on the order of joins.
        low, high = sorted((self.of(one), self.of(other)))
        self._above[high] = low


def _join_titles(sightings: Sequence[Sighting], groups: _Groups) -> None:
    """Same headline: same story. What three headlines share besides: a serial."""
    same: dict[int, list[int]] = defaultdict(list)
    alike: dict[int, list[int]] = defaultdict(list)
    for index, sighting in enumerate(sightings):
        for place, title in enumerate(sighting.titles):
            (alike if place else same)[title].append(index)
    for members in [*same.values(), *(found for found in alike.values() if len(found) >= _SERIAL)]:
        for other in members[1:]:
            groups.join(members[0], other)


def _join_texts(own: Sequence[dict[int, int]], sizes: Sequence[int], groups: _Groups) -> None:
    """Half of the shorter text in common: the same story."""
    holders: dict[int, list[int]] = defaultdict(list)
    for index, lines in enumerate(own):
        for mark in lines:
            holders[mark].append(index)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for mark, found in holders.items():
        for one, other in combinations(found, 2):
            shared[one, other] += own[one][mark]
    for (one, other), chars in shared.items():
        if chars >= _SAME_STORY * min(sizes[one], sizes[other]):
            groups.join(one, other)
