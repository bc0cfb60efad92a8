"""Record and Reject → rows: one run of a site, from its lock to its export."""

from __future__ import annotations

import asyncio
import logging
import re
from pathlib import Path

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from newscrawl.errors import StorageError
from newscrawl.export import export_run
from newscrawl.middlewares.endings import EXIT_CODE
from newscrawl.model import Page, Record, Reject
from newscrawl.store import Ending, EndStatus, SaveResult, Store
from pipelines.batches import Batches
from pipelines.counting import count, counters
from pipelines.stage import reject

logger = logging.getLogger(__name__)

RUN = "newscrawl/run"
EXPORT = "newscrawl/export"


class StorePipeline:
    """Stores in batches off the reactor; at the end writes the export, and how the run went.

    Statistics: `newscrawl/run` and `newscrawl/export` say what to look for, the counters what was done.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._batches: Batches[Record | Reject] = Batches(self._save)
        self._store: Store | None = None
        self._run = ""
        self._failure: StorageError | None = None
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """The pipeline of one crawl."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.item_error, signals.item_error)
        crawler.signals.connect(pipeline.spider_closed, signals.spider_closed)
        return pipeline

    def open_spider(self) -> None:
        """Begin the run. Raises LockHeld, StorageError: the crawl then does not begin either."""
        spider = self._crawler.spider
        assert spider is not None
        site = getattr(spider, "site", None)
        store = Store(self._crawler.settings["NEWSCRAWL_DATABASE_URL"])
        self._run = store.begin_run(
            getattr(spider, "site_id", spider.name),
            name=site.name if site else None,
            region=site.region if site else None,
        )
        self._store = store
        self._crawler.stats.set_value(RUN, self._run)

    async def process_item(self, item: Record | Reject) -> Record | Reject:
        """Take the item into the batch that is stored next."""
        await self._batches.add(item)
        return item

    async def item_error(self, item: object, failure: Failure) -> None:
        """A page on which a stage broke is our defect: it is kept for a look, and the run tells of it."""
        if isinstance(item, Page):
            self._end_with(1)
            message = f"{type(failure.value).__name__}: {failure.value}"
            await self._batches.add(reject(item, "defect", message))

    async def close_spider(self) -> None:
        """Store what is left."""
        await self._batches.close()

    async def spider_closed(self, spider: Spider, reason: str) -> None:
        """Write the export and the end of the run."""
        if self._store is None:
            return
        try:
            await asyncio.to_thread(self._end, self._store, reason)
        except StorageError as error:
            self._fail(error)
        finally:
            self._store.close()

    async def _save(self, batch: list[Record | Reject]) -> None:
        if self._store is None or self._failure is not None:
            self._crawler.stats.inc_value("newscrawl/lost", len(batch))
            return
        try:
            results: list[SaveResult] = await asyncio.to_thread(self._store.save, batch, self._run)
        except StorageError as error:
            self._crawler.stats.inc_value("newscrawl/lost", len(batch))
            self._fail(error)
            return
        count(self._crawler.stats, batch, results)

    def _end(self, store: Store, reason: str) -> None:
        """Export what the run met, and write how it ended. Raises StorageError."""
        stats = self._crawler.stats
        status, why = self._ending(reason)
        path = None if self._failure else str(self._export(store))
        store.end_run(self._run, Ending(status, counters(stats.get_stats()), why, path))
        stats.set_value(EXPORT, path)

    def _export(self, store: Store) -> Path:
        name = re.sub(r"[^\w.-]+", "_", self._run)
        return export_run(store.records(self._run), Path(self._crawler.settings["NEWSCRAWL_OUT"]), name)

    def _ending(self, reason: str) -> tuple[EndStatus, str]:
        """How the run ended: status and reason."""
        if self._failure is not None:
            return "failed", str(self._failure)
        if not self._crawler.stats.get_value("newscrawl/pages"):
            return "failed", "not one page could be read"
        return ("done" if reason == "finished" else "stopped"), reason

    def _fail(self, error: StorageError) -> None:
        """Stop the crawl: fetching what cannot be stored only troubles the site."""
        logger.error("%s", error)
        self._end_with(error.exit_code)
        if self._failure is None:
            self._failure = error
            engine = self._crawler.engine
            if engine is not None and engine.running:
                self._closing = asyncio.create_task(engine.close_spider_async(reason="storage"))

    def _end_with(self, code: int) -> None:
        """Set the exit code; of two reasons to fail the storage's is told."""
        stats = self._crawler.stats
        stats.set_value(EXIT_CODE, max(code, stats.get_value(EXIT_CODE) or 0))
