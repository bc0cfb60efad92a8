"""Ending within seconds: what has not answered by then is left to the next run."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.defer import Deferred

from newscrawl.middlewares.slots import AddressDownloader

GRACE = 4.0
"""Seconds that requests under way are given when a run is stopped."""

logger = logging.getLogger(__name__)


class CuttingDownloader(AddressDownloader):
    """A downloader that can be told to let go of what it waits for."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._under_way: set[Deferred[Response | Request]] = set()

    def fetch(self, request: Request, *args: Any) -> Deferred[Response | Request]:
        """As Scrapy's."""
        answer: Deferred[Response | Request] = super().fetch(request, *args)
        self._under_way.add(answer)
        answer.addBoth(self._forget, answer)
        return answer

    def cut(self) -> None:
        """End every request with a CancelledError."""
        if self._under_way:
            logger.info("Left to the next run: %d requests under way", len(self._under_way))
        for answer in list(self._under_way):
            answer.cancel()

    def _forget(self, result: Any, answer: Deferred[Response | Request]) -> Any:
        self._under_way.discard(answer)
        return result


class PunctualCrawler(Crawler):
    """A crawler whose graceful stop does not wait for slow servers, nor for requests that wait their turn."""

    async def stop_async(self) -> None:
        """Stop after at most GRACE seconds, and what it takes to store what has been read."""
        downloader = self.engine.downloader if self.crawling and self.engine else None
        if isinstance(downloader, CuttingDownloader):
            asyncio.get_running_loop().call_later(GRACE, downloader.cut)
        await super().stop_async()
