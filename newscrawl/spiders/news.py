"""What every spider does with a page: read it once, follow its links, hand on what is an article."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.discover.kinds import Kind, Sorter
from newscrawl.discover.links import Link, links
from newscrawl.discover.parts import is_part, parts
from newscrawl.discover.story import Story
from newscrawl.errors import Refused, UsageError
from newscrawl.middlewares.endings import EXIT_CODE
from newscrawl.middlewares.fingerprint import PART_OF
from newscrawl.middlewares.replay import FETCHED_AT
from newscrawl.model import Fetched, Hints, Page, Reject
from newscrawl.page import parse
from newscrawl.spiders.claims import Claims
from newscrawl.spiders.failures import explain

Yielded = Request | Page | Reject

# Articles come before lists, the rest of a story before anything: its earlier pages wait in memory.
_PRIORITY = {Kind.LIST: 0, Kind.ARTICLE: 10}
_PART_PRIORITY = 100


class NewsSpider(Spider):
    """Yields a Page for each article, its further pages joined, and a Reject for each that cannot be read.

    `sorter` tells links apart, `site_id` is what records and rejects are filed under, `arguments` what `-a`
    takes.
    """

    arguments: tuple[str, ...] = ()

    def __init__(self, sorter: Sorter, site_id: str, start: Iterable[str], domains: Iterable[str]) -> None:
        super().__init__()
        self.sorter = sorter
        self.site_id = site_id
        self.start_urls = list(start)
        self.allowed_domains = list(domains)
        self._claims = Claims()
        # Nearly all links of a page have been seen before, and each would pass all of Scrapy to be filtered
        # there. Hashes, since a large site has hundreds of thousands of addresses.
        self._followed: set[int] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        """The spider of a run; raises UsageError for an argument that it does not take."""
        for name in kwargs.keys() - set(cls.arguments):
            raise UsageError(f"-a {name}=…: {cls.name} takes {' and '.join(cls.arguments) or 'no argument'}")
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[Request]:
        """The start pages."""
        for url in self.start_urls:
            yield self._request(Link(url), Kind.LIST).replace(callback=self.parse_start)

    def parse_start(self, response: Response, link: Link, kind: Kind) -> Iterator[Yielded]:
        """A start page is a list, wherever it was redirected to."""
        yield from self.parse_page(response, replace(link, url=response.url), kind)

    def parse_page(self, response: Response, link: Link, kind: Kind) -> Iterator[Yielded]:
        """One page: its links, and the page itself if it is an article."""
        if response.url != link.url:
            link = replace(link, url=response.url)
            kind = self.sorter.kind(link)
        if kind is Kind.OTHER:
            self.count("redirected_away")
            return
        try:
            page = self._read(response, link)
        except Refused as refusal:
            yield self._reject(link.url, refusal.code, str(refusal), response.body)
            return
        found = links(page)
        further = parts(found, link.url, self.sorter.further) if kind is Kind.ARTICLE else []
        yield from self.follow(other for other in found if other.url not in further)
        if kind is Kind.ARTICLE:
            yield from self._advance(Story(page, further))

    def parse_part(self, response: Response, story: Story) -> Iterator[Yielded]:
        """A further page of a story; where it cannot be read or leads elsewhere the story goes without."""
        first = story.first.url or ""
        try:
            page = self._read(response, Link(response.url))
        except Refused:
            page = None
        if page is None or not is_part(first, response.url):
            story.missing.append(response.url)
        else:
            story.take(page, parts(links(page), first, self.sorter.further))
        yield from self._advance(story)

    def lose_page(self, failure: Failure) -> Iterator[Yielded]:
        """A page that could not be had: an article is tried under its other address, then rejected."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        link, kind = request.cb_kwargs["link"], request.cb_kwargs["kind"]
        code, message = explain(failure)
        if kind is not Kind.ARTICLE:
            self.count("lists_failed")
            self.logger.info("List not read: %s (%s)", link.url, message)
            return
        other = self._claims.release(self.sorter.key(link.url), link.url)
        if other is not None:
            yield self._request(other, Kind.ARTICLE)
        elif code is not None:
            yield self._reject(link.url, code, message)

    def lose_part(self, failure: Failure) -> Iterator[Yielded]:
        """A further page that could not be had: the story goes on without it."""
        story: Story = failure.request.cb_kwargs["story"]  # type: ignore[attr-defined]  # set by Scrapy
        story.missing.append(failure.request.url)  # type: ignore[attr-defined]
        yield from self._advance(story)

    def closed(self, reason: str) -> None:
        """A run that could read no page at all has failed."""
        stats = self.crawler.stats
        if not stats.get_value("newscrawl/pages") and stats.get_value(EXIT_CODE) is None:
            self.logger.error("Not one page could be read")
            stats.set_value(EXIT_CODE, 1)

    def follow(self, found: Iterable[Link]) -> Iterator[Request]:
        """The requests for what a page links to, lists and articles, each once in a run."""
        for link in found:
            mark = hash(link.url)
            if mark in self._followed:
                continue
            self._followed.add(mark)
            kind = self.sorter.kind(link)
            if kind is Kind.OTHER:
                continue
            if kind is Kind.LIST or self._claims.claim(self.sorter.key(link.url), link):
                yield self._request(link, kind)

    def count(self, name: str, by: int = 1) -> None:
        """Add to a statistic of ours."""
        self.crawler.stats.inc_value(f"newscrawl/{name}", by)

    def _advance(self, story: Story) -> Iterator[Yielded]:
        """The request for the next page of a story, or the story."""
        url = story.next()
        if url is None:
            if story.missing:
                self.count("parts_missing", len(story.missing))
            yield story.page()
            return
        yield Request(
            url,
            callback=self.parse_part,
            errback=self.lose_part,
            cb_kwargs={"story": story},
            meta={PART_OF: f"{story.first.url} {url}"},
            priority=_PART_PRIORITY,
        )

    def _request(self, link: Link, kind: Kind) -> Request:
        return Request(
            link.url,
            callback=self.parse_page,
            errback=self.lose_page,
            cb_kwargs={"link": link, "kind": kind},
            priority=_PRIORITY[kind],
        )

    def _read(self, response: Response, link: Link) -> Page:
        """Parse a response, once for links and extraction alike; raises Refused."""
        header = response.headers.get("Content-Type") or b""
        fetched = Fetched(
            body=response.body,
            url=response.url,
            content_type=header.decode("latin-1"),
            fetched_at=response.meta.get(FETCHED_AT) or datetime.now(UTC),
            status=response.status,
            hints=Hints(published=link.date, title=link.text or None),
        )
        page = parse(fetched)
        self.count("pages")
        return page

    def _reject(self, url: str, code: str, message: str, body: bytes = b"") -> Reject:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Reject(url, self.site_id, code, message, now, body)
