"""What a crawl remembers of lists: their pages in order, and which addresses lead to something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newscrawl.discover.kinds import Kind, Sorter
from newscrawl.discover.links import HEADLINE, Link
from newscrawl.discover.paging import PageOfList, Trail, pages, place
from newscrawl.discover.shapes import Shapes, script, shape
from newscrawl.discover.traps import Budget, Worth
from newscrawl.spiders.marks import Marks


@dataclass(frozen=True, slots=True)
class Step:
    """What to do after a page: links to follow, and the pages of lists to read next.

    `behind`: how many pages in a row, this one the last, have named nothing new. `entries`: how many links of
    the page lead to articles.
    """

    links: list[Link]
    following: list[Link]
    behind: int = 0
    entries: int = 0


class Lists:
    """The lists of one site in one crawl. `takes`: whether a link is within what the crawl was asked for;
    a page of entries of which none is ends its list. `shared`: other workers read pages of them too.
    """

    def __init__(self, takes: Callable[[Link], bool] = lambda link: True) -> None:
        self.shapes = Shapes()
        self.budget = Budget(self.shapes)
        self._takes = takes
        self._trails: dict[str, Trail] = {}
        self.shared = False
        self._seen = Marks()
        # Articles that a list has named, and those that each kind of list has.
        self._listed = Marks()
        self._shown = Marks()
        # What was asked as an article and names new ones: if it is none, its like are lists worth reading.
        self._leading = Marks()

    def read(self, url: str, found: Sequence[Link], html: str, sorter: Sorter, behind: int = 0) -> Step:
        """A list page at `url` with its links: which are followed, and what is read after it.

        `behind`: how many pages in a row have named nothing new on the way to it.
        """
        bars = {
            key: numbers
            for key, numbers in pages(url, found, html).items()
            if any(sorter.kind(Link(page, "2")) is Kind.LIST for page in numbers.values())
        }
        held = {page for numbers in bars.values() for page in numbers.values()}
        rest = [link for link in found if link.url not in held]
        entries = [link for link in rest if sorter.kind(link) is Kind.ARTICLE]
        fresh = self.see(rest, entries)
        trail = self._trail(url)
        worth = self._judge(url, entries, trail or tuple(bars), behind)
        old = bool(entries) and not any(map(self._takes, entries))
        page = PageOfList([e.url for e in entries], fresh, worth is not Worth.NOTHING, old)
        following = [Link(target) for target in self._advance(url, bars, page)]
        behind = 0 if worth is Worth.NEW else behind + (worth is not Worth.NEXT)
        return Step(rest, following, behind, len(entries))

    def see(self, found: Sequence[Link], entries: Sequence[Link] = ()) -> int:
        """Note links; gives how many of `entries` were met for the first time and are worth fetching."""
        articles = {link.url for link in entries}
        fresh = 0
        for link in found:
            if not self._seen.add(link.url):
                continue
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
            tally.fruitful += url in self._leading

    def lead(self, url: str) -> None:
        """The page at `url`, taken for an article, names others that nothing had named."""
        self._leading.add(url)

    def _trail(self, url: str) -> str | None:
        """The list of which the page at `url` is a further one."""
        named = place(url)
        trail = self._trails.get(named[0]) if named else None
        return named[0] if named and trail is not None and trail.read else None

    def _judge(self, url: str, entries: Sequence[Link], own: str | tuple[str, ...], behind: int) -> Worth:
        """What a list page has named that pages like it had not. `own`: its list, or those that it heads."""
        named = [link.url for link in entries if self.budget.promise(link.url) is not False]
        new = [link for link in named if self._listed.add(link)]
        kind = script(url) if "?" in url else shape(url)
        keys = (own,) if isinstance(own, str) else own
        # Of each all are added, so that none of these stops at the first.
        mine = sum([self._shown.add((key, link)) for key in keys for link in named])
        alike = sum([self._shown.add((kind, link)) for link in named])
        if new:
            worth = Worth.NEW if any(map(self.budget.promise, new)) else Worth.HOPE
        elif isinstance(own, str) and mine:
            worth = Worth.NEXT
        else:
            worth = Worth.KNOWN if alike else Worth.NOTHING
        self.budget.judge(url, behind, worth, new[0] if new else "")
        return worth

    def _advance(self, url: str, bars: dict[str, dict[int, str]], page: PageOfList) -> list[str]:
        named = place(url)
        own: dict[str, dict[int, str]] = {named[0]: {}} if named and named[0] in self._trails else {}
        following = []
        for key, numbers in (own | bars).items():
            trail = self._trails.setdefault(key, Trail(url, shared=self.shared))
            if named and named[0] == key:
                trail.known.setdefault(named[1], url)
            target = trail.take(trail.number(url), page, numbers)
            if target is not None:
                following.append(target)
        return following
