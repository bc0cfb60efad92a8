"""The issues of an e-paper that a crawl reads: what was asked for, and what the page of an edition says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from newscrawl.discover.epaper import (
    article_day,
    calendar_url,
    days,
    edition_day,
    edition_in,
    edition_of,
    editions,
    issue_url,
)
from newscrawl.discover.links import Link
from newscrawl.errors import UsageError
from newscrawl.model import Leaf, Page


class Issues:
    """Days and editions of a crawl. `asked`: the days that were asked for; () where none were."""

    def __init__(self, asked: Sequence[date] = ()) -> None:
        self.asked = tuple(asked)
        self._wanted = frozenset(asked)
        self._calendar: set[date] = set()
        # Articles by their address, with the name of the edition that lists them.
        self._listed: dict[str, str] = {}

    def wants(self, link: Link) -> bool:
        """Whether a link belongs to the days that were asked for; any does where none were."""
        if not self._wanted:
            return True
        return (edition_day(link.url) or article_day(link.url)) in self._wanted

    def read(self, page: Page, found: Sequence[Link]) -> Leaf | None:
        """What an edition's page says of its issue, and note that its articles are of it; None of others."""
        url = page.url or ""
        day = edition_day(url)
        if day is None:
            return None
        named = editions(found, day)
        own = edition_of(found, url) or edition_in(page.root.findtext(".//title") or "", url)
        if own is None:
            return Leaf(day, url, named)
        for link in found:
            if article_day(link.url) == day:
                self._listed.setdefault(link.url, own.name)
        return Leaf(day, url, named if own in named else [own, *named])

    def know(self, listed: Iterable[date]) -> None:
        """Days of which a calendar says that there was a paper."""
        self._calendar |= set(listed)

    def is_listed(self, day: date) -> bool | None:
        """Whether the calendar of its month names an issue of this day; None where none was read."""
        months = {(each.year, each.month) for each in self._calendar}
        return day in self._calendar if (day.year, day.month) in months else None

    def channel(self, url: str, found: Iterable[Link]) -> tuple[str, ...]:
        """The edition that listed the article at `url`, else the one its own page names; () for others."""
        if article_day(url) is None:
            return ()
        name = self._listed.get(url)
        if name is None:
            edition = edition_of(list(found), url)
            name = edition.name if edition else None
        return (name,) if name else ()


def unchanged(url: str) -> Leaf | None:
    """What the page of an edition says where it is as it was; None where `url` is that of no edition."""
    day = edition_day(url)
    return Leaf(day, url) if day else None


def first_addresses(known: str, asked: Sequence[date]) -> list[str]:
    """Where the issues of days are looked for, from the address `known` of any edition: the calendars of
    their months, and the edition of the same name in each. Raises UsageError."""
    try:
        fronts = [issue_url(known, day) for day in asked]
    except ValueError as error:
        raise UsageError(f"-a day: {error}") from error
    calendars = [calendar for calendar in map(calendar_url, fronts) if calendar]
    return [*dict.fromkeys(calendars), *fronts]


def asked_days(text: str) -> list[date]:
    """`2024-01-12`, or a range `2024-01-01..2024-01-30`, as days; raises UsageError."""
    first, dots, last = text.partition("..")
    try:
        found = list(days(date.fromisoformat(first), date.fromisoformat(last if dots else first)))
    except ValueError:
        found = []
    if not found:
        raise UsageError(f"-a day={text}: neither a day (2024-01-12) nor a range (2024-01-01..2024-01-30)")
    return found
