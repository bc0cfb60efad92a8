"""`scrapy crawl site -a url=http://host/`: a site that nobody has declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.discover.announced import is_announced
from newscrawl.discover.feeds import feeds_of
from newscrawl.discover.guess import Guessed
from newscrawl.discover.kinds import Kind
from newscrawl.discover.links import Link
from newscrawl.discover.urls import absolute, canonical, clean, host
from newscrawl.errors import StorageError, UsageError
from newscrawl.ledger import Lease
from newscrawl.middlewares.endings import EXIT_CODE
from newscrawl.middlewares.robots import Robots
from newscrawl.model import Page
from newscrawl.spiders.beliefs import say, write
from newscrawl.spiders.issues import Issues, asked_days, first_addresses
from newscrawl.spiders.news import NewsSpider, Yielded
from newscrawl.spiders.sample import Sample
from newscrawl.spiders.scope import ARGUMENTS, scope

# Hosts under that of the site which are told of.
_BESIDE = 8


class UndeclaredSpider(NewsSpider):
    """Crawls the host of `url` by generic rules; pages that turn out to be no articles become rejects."""

    name = "site"
    sorter: Guessed
    arguments = ("url", "day", "js", "sample", *ARGUMENTS)

    def __init__(self, url: str = "", day: str = "", js: str = "", sample: str = "", **asked: str) -> None:
        start = _checked(url)
        if js not in ("", "lists", "all"):
            raise UsageError(f"-a js={js}: write js=lists or js=all")
        days = asked_days(day) if day else []
        starts = first_addresses(start, days) if days else [start]
        super().__init__(Guessed(start), host(start), starts, (host(start),), scope(**asked))
        self.issues = Issues(days)
        self.sample = Sample(sample)
        self.sorter = Guessed(start, self.lists.shapes)
        self.js = js
        self._is_settled = False
        self._robots: Robots | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> UndeclaredSpider:
        """The spider of a run; raises UsageError for an argument that it does not take."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        assert isinstance(spider, UndeclaredSpider)
        crawler.signals.connect(spider.opened, signals.spider_opened)
        return spider

    def opened(self) -> None:
        """Find who has read the site's robots.txt."""
        self._robots = self.crawler.get_downloader_middleware(Robots)

    def visit(self, lease: Lease) -> Request:
        """A start page may answer from another host: with `www.`, or from a new home.

        Until it does, the ledger's word is taken: it has been found on the host that answered an earlier run.
        """
        request = super().visit(lease)
        if request.callback == self.parse_start:
            request.meta["allow_offsite"] = True
        elif not self._is_settled and _bare(lease.url) not in self.allowed_domains:
            self._settle(lease.url)
        return request

    def parse_start(self, response: Response, link: Link, kind: Kind) -> Iterator[Yielded]:
        """The host that answered is the site; its sitemap, if there is one, stands at its root, or where its
        robots.txt says."""
        self._settle(response.url)
        self._is_settled = True
        yield from super().parse_start(response, link, kind)
        if not self.issues.asked:
            maps = [Link(url) for url in self._sitemaps(response.url) if url not in self._followed]
            yield from self.proceed(maps, response)

    def chosen(self, found: Iterable[Link], behind: int = 0) -> Iterator[tuple[Link, Kind]]:
        """What of a page's links is followed; of a sample, a few for each page."""
        return self.sample.of(super().chosen(found, behind))

    def proceed(
        self, pages: Iterable[Link], response: Request | Response, behind: int | None = None
    ) -> Iterator[Request]:
        """The lists whose turn it is, within the sample; a sitemap may name those of any host."""
        own = ((link, Kind.LIST) for link in pages if _bare(link.url) in self.allowed_domains)
        return super().proceed([link for link, _ in self.sample.of(own)], response, behind)

    def read_as(self, page: Page, link: Link, kind: Kind) -> Kind:
        """An article also at the address of a list: where it tells what the link to it announced, or where
        others alike have turned out to be articles meanwhile."""
        if kind is Kind.LIST and canonical(link.url) not in self._homes and is_announced(page, link):
            return Kind.ARTICLE
        return self.sorter.kind(link) if kind is Kind.LIST else kind

    def closed(self, reason: str) -> None:
        """Say and write what the crawl believed of the site's addresses."""
        rows = self.lists.shapes.report()
        for line in say(rows):
            self.logger.info("%s", line)
        for name, _ in self.sorter.beside.most_common(_BESIDE):
            self.logger.info("Left: links to %s; to crawl that as well: -a url=http://%s/", name, name)
        run = self.crawler.stats.get_value("newscrawl/run")
        folder = self.crawler.settings.get("NEWSCRAWL_OUT")
        if run and folder:
            try:
                write(rows, self.start_urls[0], Path(folder), run)
            except StorageError as error:
                self.logger.error("%s", error)
                self.crawler.stats.set_value(EXIT_CODE, error.exit_code)
        found = any(row["articles"] for row in rows)
        if rows and not (self.js or found or self.failed) and self.has_nothing:
            self.logger.warning("No article was found; if scripts draw the lists: -a js=lists")
        super().closed(reason)

    @property
    def has_nothing(self) -> bool:
        """Whether no article of the site is known, of this run or an earlier one."""
        return not self.crawler.stats.get_value("newscrawl/articles/known")

    def spread(self, page: Page, kind: Kind, found: list[Link], response: Response) -> Iterator[Request]:
        """Links, and the feeds that a list names."""
        yield from super().spread(page, kind, found, response)
        feeds = (
            [Link(url) for url in feeds_of(page) if url not in self._followed] if kind is Kind.LIST else []
        )
        yield from self.proceed(feeds, response)

    def _sitemaps(self, url: str) -> Iterable[str]:
        """Where the sitemaps of the site at `url` may be."""
        named = [absolute(url, each) for each in self._robots.sitemaps(url)] if self._robots else []
        return dict.fromkeys([urljoin(url, "/sitemap.xml"), *filter(None, named)])

    def _settle(self, url: str) -> None:
        self.allowed_domains = [_bare(url)]
        self.sorter = Guessed(url, self.lists.shapes)


def _bare(url: str) -> str:
    """The host of an address, which answers with and without `www.`."""
    return host(url).removeprefix("www.")


def _checked(url: str) -> str:
    """The address to start from; raises UsageError where it is missing or none of http(s)."""
    if not url:
        raise UsageError("say where to start: scrapy crawl site -a url=http://host/")
    try:
        found = clean(url if "://" in url else f"http://{url}")
        if found is not None and urlsplit(found).hostname:
            return found
    except ValueError:
        pass
    raise UsageError(f"-a url={url}: not an address that begins with http:// or https://")
