"""What a crawl remembers of lists: their pages in order, and which addresses lead to something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newscrawl.discover.guess import HEADLINE
from newscrawl.discover.kinds import Kind, Sorter
from newscrawl.discover.links import Link
from newscrawl.discover.paging import Trail, pages, place
from newscrawl.discover.shapes import Shapes
from newscrawl.discover.traps import Budget


@dataclass(frozen=True, slots=True)
class Step:
    """What to do after a page: links to follow, and the pages of lists to read next."""

    links: list[Link]
    following: list[Link]


class Lists:
    """The lists of one site in one crawl. `takes`: whether a link is within what the crawl was asked for;
    a page of entries of which none is ends its list.
    """

    def __init__(self, takes: Callable[[Link], bool] = lambda link: True) -> None:
        self.shapes = Shapes()
        self.budget = Budget(self.shapes)
        self._takes = takes
        self._trails: dict[str, Trail] = {}
        self._seen: set[int] = set()

    def read(self, url: str, found: Sequence[Link], html: str, sorter: Sorter) -> Step:
        """A list page at `url` with its links: which are followed, and what is read after it."""
        bars = {
            key: numbers
            for key, numbers in pages(url, found, html).items()
            if any(sorter.kind(Link(page, "2")) is Kind.LIST for page in numbers.values())
        }
        held = {page for numbers in bars.values() for page in numbers.values()}
        rest = [link for link in found if link.url not in held]
        entries = [link for link in rest if sorter.kind(link) is Kind.ARTICLE]
        fresh = self.see(rest, entries)
        self._judge(url, fresh, entries)
        old = bool(entries) and not any(map(self._takes, entries))
        following = [Link(page) for page in self._advance(url, bars, [e.url for e in entries], fresh, old)]
        return Step(rest, following)

    def see(self, found: Sequence[Link], entries: Sequence[Link] = ()) -> int:
        """Note links; gives how many of `entries` were met for the first time and are worth fetching."""
        articles = {link.url for link in entries}
        fresh = 0
        for link in found:
            mark = hash(link.url)
            if mark in self._seen:
                continue
            self._seen.add(mark)
            self.shapes.see(link.url, len(link.text) >= HEADLINE, link.date is not None)
            fresh += link.url in articles and self.budget.promise(link.url) is not False
        return fresh

    def lose(self, url: str) -> list[Link]:
        """What to read after the list page at `url` could not be had."""
        named = place(url)
        trail = self._trails.get(named[0]) if named else None
        following = trail.lose(trail.number(url)) if trail else None
        return [Link(following)] if following else []

    def learn(self, url: str, is_article: bool) -> None:
        """What the page at `url` turned out to be when it was extracted."""
        tally = self.shapes.of(url)
        if is_article:
            tally.articles += 1
        else:
            tally.others += 1

    def _judge(self, url: str, fresh: int, entries: Sequence[Link]) -> None:
        tally = self.shapes.of(url)
        tally.lists += 1
        if fresh and any(self.budget.promise(link.url) for link in entries):
            tally.fruitful += 1
        elif not fresh:
            tally.fruitless += 1

    def _advance(
        self, url: str, bars: dict[str, dict[int, str]], entries: list[str], fresh: int, old: bool
    ) -> list[str]:
        named = place(url)
        own: dict[str, dict[int, str]] = {named[0]: {}} if named and named[0] in self._trails else {}
        following = []
        for key, numbers in (own | bars).items():
            trail = self._trails.setdefault(key, Trail(url))
            if named and named[0] == key:
                trail.known.setdefault(named[1], url)
            target = trail.take(trail.number(url), entries, fresh, numbers, old)
            if target is not None:
                following.append(target)
        return following
