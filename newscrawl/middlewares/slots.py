"""How fast an address is asked: one limit for all host names behind it, and what robots.txt asks for."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from twisted.internet.defer import Deferred

from newscrawl.middlewares.addresses import address_of
from newscrawl.middlewares.holds import host_of
from newscrawl.middlewares.targets import connect_targets

# Requests leave this much later than due: what a fast connection may gain on a slow one before it.
_LATER = 0.05


class AddressDownloader(Downloader):
    """Scrapy's downloader with a slot for each IP address instead of each host name."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.addresses: dict[str, str] = {}
        self._floors: dict[str, float] = {}

    def get_slot_key(self, request: Request) -> str:
        """The address of the request's host; until that is known, the host."""
        host = host_of(request)
        return self.addresses.get(host, host)

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        # Scrapy counts a request when its coroutine first runs, and until then starts whatever else stands
        # in line: without a delay, a slot of two has been seen to open sixteen connections at once.
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)

    def slow_down(self, request: Request, seconds: float) -> None:
        """Never again two requests to this address within so many seconds."""
        key = self.get_slot_key(request)
        if seconds + _LATER > self._floors.get(key, 0.0):
            self._floors[key] = seconds + _LATER
            self.keep_slow(key)

    def keep_slow(self, key: str) -> None:
        """Raise the delay of a slot to what was asked for, now and whenever the slot is made anew."""
        floor = self._floors.get(key)
        if floor is None:
            return
        self.per_slot_settings[key] = {"delay": max(floor, self._delay), "jitter": 0.0}
        slot = self.slots.get(key)
        if slot is not None:
            slot.delay, slot.jitter = max(floor, slot.delay), 0.0


class Throttle(AutoThrottle):
    """Scrapy's AutoThrottle, which speeds no address up beyond what was asked for."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        downloader = self.crawler.engine.downloader if self.crawler.engine else None
        if isinstance(downloader, AddressDownloader):
            downloader.keep_slow(request.meta.get("download_slot", ""))


class Addresses:
    """Downloader middleware: finds the address of each host before its requests are put in a slot."""

    def __init__(self, crawler: Crawler) -> None:
        if crawler.settings.get("NEWSCRAWL_REPLAY"):
            raise NotConfigured  # archives have no address
        self._crawler = crawler
        targets = connect_targets(crawler.settings.get("NEWSCRAWL_CONNECT_TO") or "")
        self._targets = {host: target.rpartition(":")[0] for host, target in targets.items()}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Addresses:
        """Works with AddressDownloader."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Look the host up, unless its address is known; what has none keeps a slot of its own."""
        downloader = self._crawler.engine.downloader if self._crawler.engine else None
        host = host_of(request)
        if isinstance(downloader, AddressDownloader) and host not in downloader.addresses:
            address = self._targets.get(host) or await address_of(host)
            if address is not None:
                downloader.addresses[host] = address
