"""A downloader that asks the other workers of its sites before it asks a server."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.middlewares.holds import holds_of, host_of, is_robots
from newscrawl.middlewares.pace import BEAT, Closed, OnHold, Pace
from newscrawl.middlewares.refusals import Held
from newscrawl.spiders.stopping import CuttingDownloader

log = logging.getLogger(__name__)


class SharedDownloader(CuttingDownloader):
    """The delay and concurrency of each address hold over all workers, and so do holds of a host.

    A slot of this process keeps both as well: what Redis allows is never more.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pace = Pace(crawler.settings["NEWSCRAWL_REDIS_URL"])
        self._holds = holds_of(crawler)
        self._longest = crawler.settings.getfloat("NEWSCRAWL_MAX_WAIT")
        self._beating = asyncio.get_running_loop().create_task(self._beat())

    async def _download(self, slot: Slot, request: Request) -> Response:
        try:
            token = await self._turn(slot, request)
        except (OnHold, Closed) as refused:
            slot.transferring.discard(request)
            self._process_queue(slot)
            if isinstance(refused, OnHold):
                self._holds.hold(host_of(request), refused.seconds, "another worker was told to wait")
            raise Held("its turn did not come")
        try:
            return await super()._download(slot, request)
        finally:
            await self._pace.end(token, self._holds.active())

    async def _turn(self, slot: Slot, request: Request) -> str:
        """Raises: OnHold, Closed. A robots.txt, for which all else of its host waits, waits here."""
        key, host = self.get_slot_key(request), host_of(request)
        while True:
            try:
                return await self._pace.turn(key, host, slot.delay, slot.concurrency)
            except OnHold as refused:
                if not is_robots(request) or refused.seconds > self._longest:
                    raise
                await asyncio.sleep(refused.seconds)

    def close(self) -> None:
        """As Scrapy's; who waits for a turn waits no more."""
        super().close()
        self._beating.cancel()
        self._closing = asyncio.get_running_loop().create_task(self._pace.close())

    async def _beat(self) -> None:
        """Say once a second what is under way here, and which hosts wait."""
        with suppress(asyncio.CancelledError):
            while True:
                await asyncio.sleep(BEAT)
                await self._pace.tell(self._holds.active())
