"""The issues of an e-paper that a crawl was asked for: which editions were read, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from newscrawl.discover.epaper import (
    Edition,
    article_day,
    calendar_url,
    days,
    edition_day,
    edition_of,
    editions,
    issue_url,
    missing_numbers,
    name_in,
)
from newscrawl.discover.links import Link
from newscrawl.errors import UsageError
from newscrawl.model import Page


@dataclass(slots=True)
class _Issue:
    named: dict[str, Edition] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    articles: dict[str, str] = field(default_factory=dict)


class Issues:
    """Days and editions of a crawl. `asked`: the days that were asked for; () where none were."""

    def __init__(self, asked: Sequence[date] = ()) -> None:
        self.asked = tuple(asked)
        self._wanted = frozenset(asked)
        self.calendar: set[date] = set()
        self._issues: dict[date, _Issue] = defaultdict(_Issue)

    def wants(self, link: Link) -> bool:
        """Whether a link belongs to the days that were asked for; any does where none were."""
        if not self._wanted:
            return True
        return (edition_day(link.url) or article_day(link.url)) in self._wanted

    def read(self, page: Page, found: Sequence[Link]) -> None:
        """Note the editions that an edition's page names, and that its articles are of it."""
        url = page.url or ""
        day = edition_day(url)
        if day is None:
            return
        listed = editions(found, day)
        issue = self._issues[day]
        issue.read.add(url)
        issue.named |= {edition.url: edition for edition in listed}
        name = edition_of(found, url) or name_in(page.root.findtext(".//title") or "")
        for link in found if name else ():
            if article_day(link.url) == day:
                issue.articles.setdefault(link.url, name or "")

    def know(self, listed: Iterable[date]) -> None:
        """Days of which a calendar says that there was a paper."""
        self.calendar |= set(listed)

    def channel(self, url: str, found: Iterable[Link]) -> tuple[str, ...]:
        """The edition that listed the article at `url`, else the one its own page names; () for others."""
        day = article_day(url)
        if day is None:
            return ()
        name = self._issues[day].articles.get(url) or edition_of(list(found), url)
        return (name,) if name else ()

    def missing_issues(self) -> list[date]:
        """The days asked for of which no edition could be read."""
        return [day for day in self.asked if not self._has(day)]

    def missing_editions(self) -> list[tuple[date, str]]:
        """Editions that an issue names and that could not be read, or that its numbering passes over."""
        found = []
        for day, issue in sorted(self._issues.items()):
            unread = [each.name for each in issue.named.values() if each.url not in issue.read]
            gaps = missing_numbers(each.number for each in issue.named.values()) if issue.read else []
            found += [(day, name) for name in (*unread, *gaps)]
        return [(day, name) for day, name in found if self._has(day)]

    def _has(self, day: date) -> bool:
        return day in self._issues and bool(self._issues[day].read)


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
