"""The year of a date that has none: only from evidence, else unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from newscrawl.grammar.dates.settle import day_of
from newscrawl.grammar.dates.values import Calendar, Mention

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2}|199[0-9])(?=\s?年|[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9]))")
_FRESH_DAYS = 31
_NEAR_DAYS = 15


def years_in(texts: Iterable[str]) -> frozenset[int]:
    """The years that the texts name as such: 2022年, 2022-08-03."""
    return frozenset(int(year) for text in texts for year in _YEAR.findall(text))


def year_of(
    mention: Mention, calendar: Calendar, years: frozenset[int], neighbours: Sequence[date] = ()
) -> int | None:
    """The year of a mention that has month and day only; None where nothing decides it.

    The last such day before the page was seen counts if the page names that year, or names none and was seen
    within a month; else a year that puts the mention within two weeks of two or more dated neighbours.
    """
    return _from_visit(mention, calendar, years) or _from_neighbours(mention, neighbours)


def _from_visit(mention: Mention, calendar: Calendar, years: frozenset[int]) -> int | None:
    if calendar.seen is None:
        return None
    for year in (calendar.now.year, calendar.now.year - 1):
        day = day_of(mention, year)
        if day and calendar.admits(day):
            fresh = (calendar.now.date() - day).days <= _FRESH_DAYS
            return year if year in years or (fresh and not years) else None
    return None


def _from_neighbours(mention: Mention, neighbours: Sequence[date]) -> int | None:
    for year in sorted({near.year for near in neighbours}, reverse=True):
        day = day_of(mention, year)
        if day and sum(abs((day - near).days) <= _NEAR_DAYS for near in neighbours) >= 2:
            return year
    return None
