"""The spider that the whole crawl is measured against: follows every link, stores nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from scrapy import Request, Spider
from scrapy.http import TextResponse

from tests.torture.site import HOST


class Bare(Spider):
    """Nothing but fetching, parsing and following."""

    name = "bare"
    allowed_domains = (HOST,)

    async def start(self) -> AsyncIterator[Request]:
        """The home page."""
        yield Request(f"http://{HOST}/")

    def parse(self, response: TextResponse) -> Iterator[Request]:
        """Every link once; Scrapy's own filter sees to that."""
        yield from response.follow_all(css="a")
