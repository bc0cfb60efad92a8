"""Page → Record in another process: what the stages up to normalize do, on another core."""

from __future__ import annotations

import os

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings

from newscrawl.errors import Lost, UsageError
from newscrawl.model import Page, Record, Reject
from newscrawl.readers.pool import Readers
from newscrawl.stories import remember
from pipelines.clean import CleanPipeline
from pipelines.furniture import FurniturePipeline
from pipelines.stage import reject
from pipelines.timing import timed

START = 16
"""Articles that the crawl reads itself before it starts a process: most runs bring fewer."""

STARTING = 200
"""Articles that it reads itself until the process is there: if that takes longer, the others wait for it."""

LARGE = 1 << 18
"""Characters of a page for which a process is started at once: what takes long, or does harm, is large."""

AUTO = "auto"


class ReadersPipeline:
    """Downloads go on while pages are read, and no page can end or stop the crawl.

    What this passes on as a Page the stages behind it read; a Record passes them untouched.
    """

    def __init__(self, crawler: Crawler, count: int) -> None:
        self._crawler = crawler
        self._readers = Readers(count)
        self._seen = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReadersPipeline:
        """Raises NotConfigured where NEWSCRAWL_READERS is 0; UsageError."""
        count = count_of(crawler.settings)
        if not count:
            raise NotConfigured
        return cls(crawler, count)

    async def process_item(self, item: Page | Reject) -> Page | Record | Reject:
        """The record of a page, or its reject; the page itself where it is to be read here."""
        if not isinstance(item, Page):
            return item
        self._seen += 1
        if len(item.html) < LARGE and not self._readers.ready:
            if self._seen == START:
                self._readers.start()
            if self._seen < START + STARTING:
                return item
        clean = self._crawler.get_item_pipeline(CleanPipeline)
        try:
            with timed(self._crawler.stats, "read"):
                done = await self._readers.read(item, clean.furniture if clean else None)
        except Lost as refusal:
            return reject(item, refusal.code, str(refusal))
        furniture = self._crawler.get_item_pipeline(FurniturePipeline)
        if furniture is not None and done.sighting is not None:
            await furniture.take(done.sighting, done.texts)
        if done.record is not None:
            remember(done.record.body or "", done.signature)
        return reject(item, done.code, done.message) if done.code else done.record or item

    async def close_spider(self) -> None:
        """End the processes."""
        await self._readers.close()


def count_of(settings: BaseSettings) -> int:
    """How many processes read pages: `auto` is one where there is a second core. Raises UsageError."""
    said = str(settings.get("NEWSCRAWL_READERS") or "0").strip()
    if said == AUTO:
        return int((os.cpu_count() or 1) > 1)
    if not said.isdecimal():
        raise UsageError(f"NEWSCRAWL_READERS={said}: a number of processes, or auto")
    return int(said)
