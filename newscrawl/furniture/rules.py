"""Sightings of one site → its furniture.

A line is furniture where it stands in a safe number of unrelated stories, and in most of those that could
have it. How many that is depends on where it stands. Behind the story stands little that is real in two
stories alike; before it an editor's note may. Columns of a site (directories) tell further: what only one of
several columns has belongs to that column, be it on all of its pages.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from newscrawl.furniture.units import units
from newscrawl.model import Fixture, Line, Sighting
from newscrawl.model.furniture import Position

SAFE = 8
"""Unrelated stories that a line must stand in at the least."""

_COLUMN = 3
# Characters of the story; what stands before them opens it.
_OPENING = 60
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class _Bar:
    """How many stories must have a line, and which share of those in its columns and of those of the site."""

    stories: int
    of_columns: float
    of_site: float


_ACROSS: Mapping[Position, _Bar] = {
    "tail": _Bar(SAFE, 0.5, 0.25),
    "middle": _Bar(SAFE, 0.6, 0.4),
    "lead": _Bar(12, 0.8, 0.6),
}
# Few pictures are used twice, and none behind the text of unrelated stories but codes to scan and the like.
_LAST_PICTURE = _Bar(SAFE, 0.1, 0.05)
# A site of one column, or without any: a serial's introduction would be everywhere, too.
_WITHIN: Mapping[Position, _Bar] = {"tail": _Bar(SAFE, 0.8, 0.8), "middle": _Bar(12, 0.9, 0.9)}


def learn(sightings: Sequence[Sighting]) -> list[Fixture]:
    """What is furniture, most frequent first, `text` left empty. The order of `sightings` is no matter."""
    pages = sorted({sighting.page: sighting for sighting in sightings}.values(), key=lambda s: s.page)
    counts = Counter(line.mark for sighting in pages for line in sighting.lines)
    common = {mark for mark, count in counts.items() if count >= SAFE}
    if not common:
        return []
    evidence = _Evidence(pages, common)
    found = (evidence.judge(mark) for mark in sorted(common))
    return sorted((f for f in found if f is not None), key=lambda f: (-f.stories, f.mark))


class _Evidence:
    """Who shows which of the common lines, and where."""

    def __init__(self, pages: Sequence[Sighting], common: set[int]) -> None:
        self._lines: dict[int, list[Line]] = defaultdict(list)
        self._places: dict[int, Counter[Position]] = defaultdict(Counter)
        self._columns: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._days: dict[int, list[int]] = defaultdict(list)
        self._of_column: dict[str, set[int]] = defaultdict(set)
        for sighting, story in zip(pages, units(pages, common), strict=True):
            if story is not None:
                self._of_column[sighting.section].add(story)
                self._take(sighting, story, common)
        self._site = len(set().union(*self._of_column.values()))

    def _take(self, sighting: Sighting, story: int, common: set[int]) -> None:
        for line, position in _placed(sighting.lines, common):
            self._lines[line.mark].append(line)
            self._places[line.mark][position] += 1
            self._columns[line.mark][sighting.section].add(story)
            self._days[line.mark].append(sighting.day)

    def judge(self, mark: int) -> Fixture | None:
        """The line as furniture, or None where it may be part of the stories."""
        position, columns = self._position(mark), self._columns[mark]
        if not columns or not _may_be_furniture(self._lines[mark], position):
            return None
        having = [name for name, stories in columns.items() if len(stories) >= _COLUMN]
        across = len(having) > 1
        bar = self._bar(mark, position, across)
        asked = having if across else self._of_column
        stories = len(set().union(*(columns[name] for name in asked if name in columns)))
        of = len(set().union(*(self._of_column[name] for name in asked)))
        if bar is None or stories < max(bar.stories, bar.of_columns * of, bar.of_site * self._site):
            return None
        return Fixture(mark, "", position, stories, of, min(self._days[mark]), max(self._days[mark]))

    def _bar(self, mark: int, position: Position, across: bool) -> _Bar | None:
        if across and position == "tail" and self._lines[mark][0].kind == "picture":
            return _LAST_PICTURE
        return (_ACROSS if across else _WITHIN).get(position)

    def _position(self, mark: int) -> Position:
        places = self._places[mark]
        if places["lead"] > (1 - _MOSTLY) * places.total():
            return "lead"
        return "tail" if places["tail"] >= _MOSTLY * places.total() else "middle"


def _placed(lines: Sequence[Line], common: set[int]) -> list[tuple[Line, Position]]:
    """The common lines of an article: before, within or behind the text that is its own.

    Lines of text at several places within are the form of such articles (notices, interviews): left out.
    """
    own = [line.chars if line.shown and line.mark not in common else 0 for line in lines]
    before = [0, *accumulate(own)]
    placed: list[tuple[Line, Position]] = []
    places: set[int] = set()
    for line, read in zip(lines, before, strict=False):
        if line.mark in common:
            position: Position = "tail" if read == before[-1] else "lead" if read < _OPENING else "middle"
            placed.append((line, position))
            if position == "middle" and line.shown:
                places.add(read)
    return placed if len(places) <= 1 else [(line, at) for line, at in placed if at != "middle"]


def _may_be_furniture(lines: Sequence[Line], position: Position) -> bool:
    """Crossheads, questions and formulas are repeated by real stories, not linked or set apart at the end."""
    if not any(line.kind == "form" for line in lines):
        return True
    return position == "tail" and all(line.loose for line in lines)
