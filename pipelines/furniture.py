"""Cleaned → Cleaned, and what repeats on the pages of the site is learned on the way."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.errors import StorageError
from newscrawl.furniture import Learner
from newscrawl.model import Cleaned, Record, Reject, Sighting
from newscrawl.store import Store
from pipelines.clean import CleanPipeline

logger = logging.getLogger(__name__)

STEP = 64
"""Articles after which it is decided anew what is furniture."""


class FurniturePipeline:
    """Knows from the start of a run what earlier ones have learned; keeps what this one learns."""

    def __init__(self, crawler: Crawler, site: str) -> None:
        """Read what is known of `site`. Raises StorageError: the crawl then does not begin."""
        self._crawler = crawler
        self._site = site
        self._store = Store(crawler.settings["NEWSCRAWL_DATABASE_URL"])
        self._learner = Learner(self._store.furniture(site))
        self._seen = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FurniturePipeline:
        """The pipeline of one crawl. Raises NotConfigured for spiders that crawl no site (`scrapy shell`)."""
        site = getattr(crawler.spider, "site_id", None)
        if site is None:
            raise NotConfigured
        return cls(crawler, site)

    def open_spider(self) -> None:
        """Tell the stage that cleans what is furniture."""
        self._tell()

    async def process_item(self, item: Cleaned | Record | Reject) -> Cleaned | Record | Reject:
        """Learn from the article, and pass it on."""
        if isinstance(item, Cleaned):
            self._learner.observe(item)
            await self._count()
        return item

    async def take(self, sighting: Sighting, texts: Mapping[int, str]) -> None:
        """Learn from an article that was looked at elsewhere."""
        self._learner.take(sighting, texts)
        await self._count()

    async def close_spider(self) -> None:
        """Keep what has been learned."""
        if self._seen:
            await self._judge()
        self._store.close()

    async def _count(self) -> None:
        self._seen += 1
        if self._seen % STEP == 0:
            await self._judge()

    async def _judge(self) -> None:
        self._learner.judge()
        self._tell()
        try:
            await asyncio.to_thread(self._store.keep_furniture, self._site, self._learner.learned)
        except StorageError as error:
            # Records that cannot be stored end the run; what is learned from them can be learned again.
            logger.warning("What was learned of the site's furniture is not kept: %s", error)

    def _tell(self) -> None:
        clean = self._crawler.get_item_pipeline(CleanPipeline)
        if clean is not None:
            clean.furniture = self._learner.furniture
