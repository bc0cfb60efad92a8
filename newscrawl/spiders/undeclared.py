"""`scrapy crawl site -a url=http://host/`: a site that nobody has declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from newscrawl.discover.guess import Guessed
from newscrawl.discover.kinds import Kind
from newscrawl.discover.links import Link
from newscrawl.discover.urls import clean, host
from newscrawl.errors import UsageError
from newscrawl.ledger import Lease
from newscrawl.spiders.news import NewsSpider, Yielded
from newscrawl.spiders.scope import ARGUMENTS, scope

MAX_LISTS = 2000


class UndeclaredSpider(NewsSpider):
    """Crawls the host of `url` by generic rules; pages that turn out to be no articles become rejects."""

    name = "site"
    arguments = ("url", *ARGUMENTS)

    def __init__(self, url: str = "", full: str = "", since: str = "", limit: str = "") -> None:
        start = _checked(url)
        taken = scope(full, since, limit)
        super().__init__(Guessed(start), host(start), (start,), (host(start),), taken)
        self._lists = 0

    def visit(self, lease: Lease) -> Request:
        """A start page may answer from another host: with `www.`, or from a new home.

        What the ledger knows beyond that has been found on the host that answered an earlier run.
        """
        request = super().visit(lease)
        if request.callback == self.parse_start:
            request.meta["allow_offsite"] = True
        elif host(lease.url) not in self.allowed_domains:
            self._settle(lease.url)
        return request

    def parse_start(self, response: Response, link: Link, kind: Kind) -> Iterator[Yielded]:
        """The host that answered is the site."""
        self._settle(response.url)
        yield from super().parse_start(response, link, kind)

    def follow(self, found: Iterable[Link], response: Response) -> Iterator[Request]:
        """As for every site, but no more than MAX_LISTS lists: generic rules may be led astray by one."""
        for request in super().follow(found, response):
            self._lists += request.cb_kwargs["kind"] is Kind.LIST
            if self._lists > MAX_LISTS and request.cb_kwargs["kind"] is Kind.LIST:
                self.count("lists_skipped")
            else:
                yield request

    def _settle(self, url: str) -> None:
        self.allowed_domains = [host(url)]
        self.sorter = Guessed(url)


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
