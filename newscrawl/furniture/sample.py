"""A bounded sample of a site's articles: any of them, but half of the latest day that brought so many."""

from __future__ import annotations

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
        if len(self._pages) > CAPACITY:
            self._drop(self._surplus())

    def _surplus(self) -> int:
        today = max(sighting.day for sighting in self._pages.values())
        before = [sighting for sighting in self._pages.values() if sighting.day < today]
        if len(before) > CAPACITY // 2:
            return min(before, key=lambda sighting: (sighting.day, -sighting.page)).page
        return max(sighting.page for sighting in self._pages.values() if sighting.day == today)

    def _drop(self, page: int) -> None:
        sighting = self._pages.pop(page, None)
        if sighting is not None:
            self._marks.subtract(line.mark for line in sighting.lines)
            for line in sighting.lines:
                if not self._marks[line.mark]:
                    del self._marks[line.mark]
