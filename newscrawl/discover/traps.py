"""Addresses that a site makes up without end: calendars, paths that repeat, queries that grow, sessions."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

from newscrawl.discover.shapes import Shapes, Tally

# After so many pages of one shape that led to nothing new, and so many times more than those that did, no
# more of them are fetched.
FRUITLESS = 15
OTHERS = 12
_TIMES = 10

_MAX_DEPTH = 9
_MAX_REPEAT = 2
_MAX_PARAMETERS = 7
_MAX_QUERY = 300
_YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?:[-/_.]?(0[1-9]|1[0-2]|[1-9](?!\d)))?(?!\d{5})")
_CALENDAR = re.compile(r"(?:calendar|kalender|rili|events?/(?:19|20)\d\d)(?:[/._?-]|$)", re.IGNORECASE)
_CALENDAR_KEYS = frozenset(("year", "month", "day", "date", "yy", "mm", "cal", "calendar", "week"))
# A site of news has no pages dated before its time, and none dated later than tomorrow.
_FIRST_YEAR = 1990


def is_trap(url: str, today: date) -> bool:
    """Whether an address by itself looks made up: repeats itself, nests or asks as only scripts make them,
    or stands for a day of a calendar that is yet to come."""
    path, query = urlsplit(url)[2:4]
    segments = [segment for segment in path.lower().split("/") if segment]
    if len(segments) > _MAX_DEPTH or _repeats(segments):
        return True
    if query and _grows(query):
        return True
    return _is_calendar(path, query) and _out_of_time(f"{path}?{query}", today)


class Budget:
    """Closes shapes of addresses whose pages lead to nothing: what no rule about addresses foresees."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def is_spent(self, url: str) -> bool:
        """Whether no more addresses of the shape of `url` are worth fetching."""
        tally = self._shapes.of(url)
        return _fruitless(tally) or _barren(tally)

    def promise(self, url: str) -> bool | None:
        """Whether others of the shape of `url` were articles; None where none of them has been read."""
        tally = self._shapes.of(url)
        return tally.articles > 0 if tally.articles or tally.others else None


def _fruitless(tally: Tally) -> bool:
    good = tally.fruitful + tally.articles
    return tally.fruitless >= FRUITLESS and tally.fruitless > _TIMES * good


def _barren(tally: Tally) -> bool:
    return tally.others >= OTHERS and tally.others > _TIMES * (tally.articles + tally.fruitful)


def _repeats(segments: list[str]) -> bool:
    """A segment three times, or a run of segments twice in a row, as links that lack a slash make them."""
    counts = Counter(segment for segment in segments if not segment.isdigit())
    if max(counts.values(), default=0) > _MAX_REPEAT:
        return True
    names = [segment for segment in segments if not segment.isdigit()]
    return any(
        names[start : start + size] == names[start + size : start + 2 * size]
        for size in (2, 3, 4)
        for start in range(len(names) - 2 * size + 1)
    )


def _grows(query: str) -> bool:
    pairs = parse_qsl(query, keep_blank_values=True)
    repeated = max(Counter(name.lower() for name, _ in pairs).values(), default=0) > _MAX_REPEAT
    return len(query) > _MAX_QUERY or len(pairs) > _MAX_PARAMETERS or repeated


def _is_calendar(path: str, query: str) -> bool:
    keys = {name.lower() for name, _ in parse_qsl(query)}
    return bool(_CALENDAR.search(path)) or len(keys & _CALENDAR_KEYS) > 0


def _out_of_time(text: str, today: date) -> bool:
    latest = today + timedelta(days=1)
    for year, month in _YEAR.findall(text):
        if int(year) < _FIRST_YEAR or (int(year), int(month or 1)) > (latest.year, latest.month):
            return True
    return False
