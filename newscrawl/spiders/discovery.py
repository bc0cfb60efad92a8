"""How a crawl spreads from page to page: lists in order, documents, editions, what is worth fetching."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from scrapy import Request, Spider
from scrapy.http import Response

from newscrawl.discover.kinds import Kind, Sorter
from newscrawl.discover.links import Link
from newscrawl.errors import NotAnArticle, NotHtml
from newscrawl.ledger import Frontier
from newscrawl.middlewares.budgets import BEHIND
from newscrawl.model import Page, Record, Reject
from newscrawl.model.rules import JsonList
from newscrawl.spiders.documents import Document
from newscrawl.spiders.issues import Issues
from newscrawl.spiders.lists import Lists
from newscrawl.spiders.marks import Marks


class Discovery(Spider):
    """What a spider knows of lists. `takes`: whether a link is within what the run was asked for."""

    sorter: Sorter
    frontier: Frontier
    json_lists: tuple[JsonList, ...] = ()

    def __init__(self, takes: Callable[[Link], bool]) -> None:
        super().__init__()
        self.lists = Lists(takes)
        self.issues = Issues()
        # Nearly all links of a page have been seen before.
        self._followed = Marks()
        # How many pages had named nothing new on the way to a list, where there were any.
        self._behind: dict[str, int] = {}

    @abstractmethod
    def chosen(self, found: Iterable[Link], behind: int = 0) -> Iterator[tuple[Link, Kind]]:
        """What of a page's links is followed, lists and articles, each once in a run.

        `behind`: how many pages in a row, this one the last, have named nothing new.
        """

    @abstractmethod
    def want(self, link: Link, kind: Kind, response: Request | Response, behind: int = 0) -> None:
        """Note a link that the page of `response` has named: the ledger decides when it is fetched."""

    @abstractmethod
    def again(self, link: Link, behind: int) -> Request:
        """The request for a list that this run has read already."""

    def read_as(self, page: Page, link: Link, kind: Kind) -> Kind:
        """What a page is now that it has been read: here what it was fetched as."""
        return kind

    def learn(self, item: object) -> None:
        """What became of a page: of how many of one shape nothing came decides whether more are fetched."""
        if isinstance(item, Record) and item.url:
            self.lists.learn(item.url, True)
        elif isinstance(item, Reject) and item.url and item.code in (NotAnArticle.code, NotHtml.code):
            self.lists.learn(item.url, False)

    def spread(self, page: Page, kind: Kind, found: list[Link], response: Response) -> Iterator[Request]:
        """Note what a page links to, the further pages of a list in order; gives lists to read again.

        All that a page says is noted before it is known to be read: a kill between would lose the rest.
        """
        if (leaf := self.issues.read(page, found)) is not None:
            self.frontier.turn(leaf)
        if kind is not Kind.LIST:
            self.lists.see(found)
            if self.follow(found, response):
                self.lists.lead(response.url)
            return
        step = self.lists.read(response.url, found, page.html, self.sorter, response.meta.get(BEHIND, 0))
        self.crawler.stats.inc_value(f"newscrawl/lists/{'fruitful' if step.entries else 'empty'}")
        self.follow(step.links, response, step.behind)
        yield from self.proceed(step.following, response, step.behind)

    def follow(self, found: Iterable[Link], response: Request | Response, behind: int = 0) -> bool:
        """Note what a page links to; gives whether it is the first to name one whose like were articles."""
        leads = False
        for link, kind in self.chosen(found, behind):
            leads = leads or (kind is Kind.ARTICLE and self.lists.budget.promise(link.url) is True)
            self.want(link, kind, response, behind)
        return leads

    def spread_document(self, document: Document, response: Response) -> Iterator[Request]:
        """Note what a feed, sitemap, JSON list or calendar names. Gives lists to read again."""
        self.issues.know(document.days)
        fresh = self.lists.see(document.links, document.links)
        self.follow(document.links, response)
        # The pages of a JSON list have no end of their own.
        if fresh or document.kind != "json":
            yield from self.proceed(document.lists, response)

    def proceed(
        self, pages: Iterable[Link], response: Request | Response, behind: int | None = None
    ) -> Iterator[Request]:
        """Lists whose turn it is; one that was read before is read again, since it has moved meanwhile."""
        behind = response.meta.get(BEHIND, 0) if behind is None else behind
        again = []
        for link in pages:
            if self._followed.add(link.url):
                self.want(link, Kind.LIST, response, behind)
            else:
                again.append(self.again(link, behind))
        yield from again

    def placed(self, page: Page, found: list[Link]) -> Page:
        """The article with its edition, where it stands in an e-paper."""
        channel = self.issues.channel(page.url or "", found)
        return replace(page, hints=replace(page.hints, channel=channel)) if channel else page
