"""The dateline (电头): agency, place and day with which the story opens."""

from __future__ import annotations

from datetime import date, timedelta

from newscrawl.grammar.datelines import Opening, read_opening
from newscrawl.knowledge.outlets import find_outlet
from newscrawl.knowledge.source_words import OWN
from newscrawl.model import Cleaned, Dateline, Found, Moment

_YEAR = timedelta(days=366)


def find_dateline(cleaned: Cleaned, *, published: Found[Moment] | None) -> Found[Dateline] | None:
    """What opens the story. Its day is a date where the publication time tells the year, else None."""
    opening = find_opening(cleaned)
    if opening is None:
        return None
    day = _day(opening, _published_day(published))
    value = Dateline(opening.place, day.isoformat() if day else None, _agency(opening))
    if value == Dateline():
        return None
    return Found(value, opening.raw, "dateline" if opening.filed else "opening-day")


def find_opening(cleaned: Cleaned) -> Opening | None:
    """The opening of the first paragraph, or of the second where a lead line stands above the story.

    A mere day counts only at the very start of the story.
    """
    paragraphs = [verdict.block.text for verdict in cleaned.story if verdict.role == "body"][:2]
    for index, text in enumerate(paragraphs):
        opening = read_opening(text)
        if opening is not None and (opening.filed or index == 0):
            return opening
    return None


def _agency(opening: Opening) -> str | None:
    """The canonical outlet; a paper that speaks of itself (本报) names none."""
    if opening.outlet is None or OWN.fullmatch(opening.outlet):
        return None
    known = find_outlet(opening.outlet)
    return known.name if known else opening.outlet


def _published_day(published: Found[Moment] | None) -> date | None:
    return date.fromisoformat(published.value.iso[:10]) if published else None


def _day(opening: Opening, published: date | None) -> date | None:
    """The last such day up to the publication (a day of grace for midnight), within a year of it."""
    if opening.day is None:
        return None
    if opening.year and opening.month:
        return _date(opening.year, opening.month, opening.day)
    if published is None:
        return None
    latest = published + timedelta(days=1)
    months = [opening.month] if opening.month else range(1, 13)
    days = [_date(year, month, opening.day) for year in (latest.year, latest.year - 1) for month in months]
    return max((day for day in days if day and latest - _YEAR <= day <= latest), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
