"""A bounded sample of a site's articles: any of them, but half of the latest day that brought so many."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator

from newscrawl.model import Sighting

CAPACITY = 256


class Sample:
    """At most `CAPACITY` sightings, one an address: those whose fingerprints are smallest.

    Which ones that are does not depend on the order they came in. Of earlier days half the capacity stays
    when a day brings enough new ones, the newest days first: a site that changes its furniture is seen so.
    """

    def __init__(self, sightings: Iterable[Sighting] = ()) -> None:
        self._pages: dict[int, Sighting] = {}
        self._marks: Counter[int] = Counter()
        self._days: Counter[int] = Counter()
        # The latest day, and its pages as a heap, the largest first; some may have been dropped since.
        self._today, self._largest = -1, list[int]()
        for sighting in sightings:
            self.add(sighting)

    def __iter__(self) -> Iterator[Sighting]:
        return iter(self._pages.values())

    def __len__(self) -> int:
        return len(self._pages)

    def pages_with(self, mark: int) -> int:
        """How many articles of the sample have the line."""
        return self._marks[mark]

    def add(self, sighting: Sighting) -> None:
        """Take an article in; one met before is met anew."""
        self._drop(sighting.page)
        self._pages[sighting.page] = sighting
        self._marks.update(line.mark for line in sighting.lines)
        self._days[sighting.day] += 1
        if sighting.day > self._today:
            self._today, self._largest = sighting.day, []
        if sighting.day == self._today:
            heapq.heappush(self._largest, -sighting.page)
        if len(self._pages) > CAPACITY:
            self._drop(self._surplus())

    def _surplus(self) -> int:
        if not self._days[self._today]:
            # Its only pages were met anew as those of an earlier day: a clock was set back.
            self._today = max(sighting.day for sighting in self._pages.values())
            self._largest = sorted(-s.page for s in self._pages.values() if s.day == self._today)
        if len(self._pages) - self._days[self._today] > CAPACITY // 2:
            before = (sighting for sighting in self._pages.values() if sighting.day < self._today)
            return min(before, key=lambda sighting: (sighting.day, -sighting.page)).page
        while not self._is_of_today(-self._largest[0]):
            heapq.heappop(self._largest)
        return -self._largest[0]

    def _is_of_today(self, page: int) -> bool:
        return page in self._pages and self._pages[page].day == self._today

    def _drop(self, page: int) -> None:
        sighting = self._pages.pop(page, None)
        if sighting is not None:
            self._days[sighting.day] -= 1
            self._marks.subtract(line.mark for line in sighting.lines)
            for line in sighting.lines:
                if not self._marks[line.mark]:
                    del self._marks[line.mark]
