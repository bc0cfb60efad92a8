"""The issues of an e-paper that a crawl was asked for: which editions were read, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from newscrawl.discover.epaper import (
    Edition,
    article_day,
    days,
    edition_day,
    edition_of,
    editions,
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


class Issues:
    """Days and editions of a crawl. `asked`: the days that were asked for; () where none were."""

    def __init__(self, asked: Sequence[date] = ()) -> None:
        self.asked = tuple(asked)
        self._wanted = frozenset(asked)
        self._issues: dict[date, _Issue] = defaultdict(_Issue)

    def wants(self, link: Link) -> bool:
        """Whether a link belongs to the days that were asked for; any does where none were."""
        if not self._wanted:
            return True
        return (edition_day(link.url) or article_day(link.url)) in self._wanted

    def name(self, page: Page, found: Sequence[Link]) -> list[Link]:
        """The links of an edition's page, those to its articles with the edition's name; others as given."""
        url = page.url or ""
        day = edition_day(url)
        if day is None:
            return list(found)
        listed = editions(found, day)
        issue = self._issues[day]
        issue.read.add(url)
        issue.named |= {edition.url: edition for edition in listed}
        name = edition_of(found, url) or name_in(page.root.findtext(".//title") or "")
        if name is None:
            return list(found)
        return [replace(link, channel=(name,)) if article_day(link.url) == day else link for link in found]

    def channel(self, url: str, found: Iterable[Link]) -> tuple[str, ...]:
        """The edition of the article at `url` by the links of its own page; () where they do not say."""
        name = edition_of(list(found), url) if article_day(url) else None
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
