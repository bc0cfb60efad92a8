"""Addresses that a site makes up without end: calendars, paths that repeat, queries that grow, sessions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from enum import Enum, auto
from urllib.parse import parse_qsl, urlsplit

from newscrawl.discover.shapes import Shapes, Tally, script, shape

# After so many list pages of one shape that named nothing new, and so many times more than those that did, no
# more of them are fetched: fewer where one page that names nothing new leads to them, or several in a row.
FRUITLESS = (150, 75, 25)
# So many of the latter in all, of shapes of which none has been of use: a maze makes up words as well.
ASTRAY = 100
# After so many pages of one shape that were no articles, no more are fetched as such.
OTHERS = 25
_TIMES = 10
_TIMES_ASTRAY = 3

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
    if len(segments) > _MAX_DEPTH or repeats(path):
        return True
    if query and _grows(query):
        return True
    return _is_calendar(path, query) and _out_of_time(f"{path}?{query}", today)


class Worth(Enum):
    """What a list page has named: articles that no list had named before; pages that are articles if their
    addresses are to be believed; as a further page of its list, something that this list had not; something
    that no other page of its kind had; nothing of these.
    """

    NEW = auto()
    HOPE = auto()
    NEXT = auto()
    KNOWN = auto()
    NOTHING = auto()


class Budget:
    """Closes shapes of addresses whose pages lead to nothing: what no rule about addresses foresees.

    `behind` is how many pages in a row have named nothing new on the way to an address. A channel is linked
    by pages that are worth reading, and may be empty; the depth of a trap is reached through the trap alone.
    """

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._scripts = Shapes()
        # By shape of list, how many pages named something new of which nothing has been read yet, by what.
        self._hopes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._astray = Tally("")

    def is_spent(self, url: str, behind: int = 0) -> bool:
        """Whether no more addresses like `url` are worth fetching."""
        tally = self._shapes.of(url)
        good = self._good(tally, shape(url))
        if _is_barren(tally) or (behind and not good and _is_lost(self._astray)):
            return True
        if _is_fruitless(tally, good, behind):
            return True
        if "?" not in url:
            return False
        asked = self._scripts.of(script(url))
        return _is_fruitless(asked, self._good(asked, script(url)), behind)

    def promise(self, url: str) -> bool | None:
        """Whether others of the shape of `url` were articles; None where none of them has been read."""
        tally = self._shapes.of(url)
        return tally.articles > 0 if tally.articles or tally.others else None

    def judge(self, url: str, behind: int, worth: Worth, hope: str = "") -> None:
        """A list page at `url` was read; `hope`: the address of something new that it named."""
        if behind and not self._good(self._shapes.of(url), shape(url)):
            self._astray.lists += worth is not Worth.NEXT
            self._astray.fruitful += worth is Worth.NEW
        groups = [(shape(url), self._shapes.of(url))]
        if "?" in url:
            groups.append((script(url), self._scripts.of(script(url))))
        for key, tally in groups:
            tally.lists += 1
            tally.fruitful += worth is Worth.NEW
            tally.fruitless += worth is Worth.NOTHING
            if worth is Worth.HOPE:
                self._hopes[key][self._shapes.of(hope).example] += 1

    def _good(self, tally: Tally, key: str) -> int:
        """How many pages of a shape or script were of use, as far as is known by now."""
        hopes = self._hopes.get(key, Counter[str]())
        return tally.fruitful + sum(n for hope, n in hopes.items() if self.promise(hope) is not False)


def _is_fruitless(tally: Tally, good: int, behind: int) -> bool:
    limit = FRUITLESS[min(behind, len(FRUITLESS) - 1)]
    return tally.fruitless >= limit and tally.fruitless > _TIMES * good


def _is_lost(tally: Tally) -> bool:
    """Of all that pages without news lead to: also what names only what other lists have named."""
    return tally.lists >= ASTRAY and tally.lists > _TIMES_ASTRAY * tally.fruitful


def _is_barren(tally: Tally) -> bool:
    return tally.others >= OTHERS and tally.others > _TIMES * (tally.articles + tally.fruitful)


def repeats(path: str) -> bool:
    """A segment three times, or a run of segments twice in a row, as links that lack a slash make them."""
    segments = [segment for segment in path.lower().split("/") if segment]
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
