"""The last resort: the day that opens the story, 新华社巴黎12月9日电 or 1月18日,…"""

from __future__ import annotations

import re
from datetime import date

from newscrawl.fields.dates.evidence import Evidence, Rank
from newscrawl.grammar.dates import Calendar, Mention, Stamp, iter_mentions, settle, year_of, years_in
from newscrawl.model import Cleaned

_OPENING = 60
_REPORTED = re.compile(r"\s?(?:电|讯|消息|报道)")
_FRESH_DAYS = 31
_DAYS_OF_A_YEAR = 366
_LONGEST_NEIGHBOUR = 120
_MOST_NEIGHBOURS = 60


def dateline_evidence(cleaned: Cleaned, calendar: Calendar) -> list[Evidence]:
    """The day in the story's first words.

    A day behind which 电 or 讯 stands is when the story was filed. A day that merely opens the first sentence
    is when something happened: it counts only on a page seen soon after it. Stories name no year in the year
    that they are written in, so a day with its year is news for a month, one without it for a year.
    """
    opening = next((verdict.text for verdict in cleaned.story if verdict.role == "body"), "")[:_OPENING]
    mention = next(iter_mentions(opening), None)
    if mention is None or mention.form not in ("full", "yearless") or mention.clock:
        return []
    filed = _REPORTED.match(opening, mention.end) is not None
    if not filed and mention.start > 0:
        return []
    stamp = with_year(mention, cleaned, calendar)
    if stamp is None or not (filed or _soon(stamp.day, calendar, mention)):
        return []
    return [Evidence(Rank.DATELINE, "dateline", "dateline", mention.raw, stamp)]


def with_year(mention: Mention, cleaned: Cleaned, calendar: Calendar) -> Stamp | None:
    """The mention on the calendar, its year taken from what the page says and when it was seen."""
    if mention.year is not None:
        return settle(mention, calendar)
    years = years_in(block.text for block in cleaned.blocks)
    year = year_of(mention, calendar, years, _neighbours(cleaned, calendar))
    return settle(mention, calendar, year) if year else None


def _soon(day: date, calendar: Calendar, mention: Mention) -> bool:
    most = _FRESH_DAYS if mention.form == "full" else _DAYS_OF_A_YEAR
    return calendar.seen is not None and (calendar.now.date() - day).days <= most


def _neighbours(cleaned: Cleaned, calendar: Calendar) -> list[date]:
    """The days of other stories on the page: full dates in short blocks that are not part of this one."""
    story = {verdict.block.index for verdict in cleaned.story}
    days: list[date] = []
    for block in cleaned.blocks:
        if block.index not in story and len(block.text) <= _LONGEST_NEIGHBOUR:
            for mention in iter_mentions(block.text):
                stamp = settle(mention, calendar) if mention.form == "full" else None
                if stamp:
                    days.append(stamp.day)
        if len(days) >= _MOST_NEIGHBOURS:
            break
    return days
