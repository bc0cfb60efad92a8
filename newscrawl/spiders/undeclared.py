"""`scrapy crawl site -a url=http://host/`: a site that nobody has declared."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from newscrawl.discover.guess import Guessed
from newscrawl.discover.kinds import Kind
from newscrawl.discover.links import Link
from newscrawl.discover.urls import clean, host
from newscrawl.errors import UsageError
from newscrawl.spiders.news import NewsSpider, Yielded

MAX_LISTS = 2000


class UndeclaredSpider(NewsSpider):
    """Crawls the host of `url` by generic rules; pages that turn out to be no articles become rejects."""

    name = "site"
    arguments = ("url",)

    def __init__(self, url: str = "") -> None:
        start = _checked(url)
        super().__init__(Guessed(start), host(start), (start,), (host(start),))
        self._lists = 0

    async def start(self) -> AsyncIterator[Request]:
        """The start page, also where it answers from another host: with `www.`, or from a new home."""
        async for request in super().start():
            yield request.replace(meta={"allow_offsite": True})

    def parse_start(self, response: Response, link: Link, kind: Kind) -> Iterator[Yielded]:
        """The host that answered is the site."""
        self.allowed_domains = [host(response.url)]
        self.sorter = Guessed(response.url)
        yield from super().parse_start(response, link, kind)

    def follow(self, found: Iterable[Link]) -> Iterator[Request]:
        """As for every site, but no more than MAX_LISTS lists: generic rules may be led astray by one."""
        for request in super().follow(found):
            self._lists += request.cb_kwargs["kind"] is Kind.LIST
            if self._lists > MAX_LISTS and request.cb_kwargs["kind"] is Kind.LIST:
                self.count("lists_skipped")
            else:
                yield request


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
