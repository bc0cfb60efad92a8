"""Record and Reject → rows: one run of a site, from its lock to its export."""

from __future__ import annotations

import asyncio
import logging
import re
from itertools import chain
from pathlib import Path

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl import ledger
from newscrawl.errors import NewscrawlError, StorageError
from newscrawl.export import export_run
from newscrawl.ledger import ASK, SHARED, Came, Committed, Delta, Journal, Visit
from newscrawl.middlewares.endings import FINDINGS, UNHEALTHY, end_with
from newscrawl.model import Page, Record, Reject
from newscrawl.report import file_of, write_report
from newscrawl.spiders.leases import LEASE
from newscrawl.spiders.news import NewsSpider
from newscrawl.store import Ending, EndStatus, Selection, Store
from pipelines.batches import Batches
from pipelines.counting import count, counters
from pipelines.health import Watch, alert
from pipelines.papers import note_missing, tell_missing
from pipelines.patience import patiently
from pipelines.stage import reject
from pipelines.timing import timed

logger = logging.getLogger(__name__)

RUN = "newscrawl/run"
EXPORT = "newscrawl/export"
KNOWN = "newscrawl/articles/known"
RECOVERED = "newscrawl/recovered"
STATUSES = ("live", "changed", "withdrawn")
"""Of articles: a run's export has them all."""

JOURNALS = ".journal"
"""The folder below NEWSCRAWL_OUT that holds what has been read and waits to be stored."""


class StorePipeline:
    """Stores in batches off the reactor; at the end writes the export, and how the run went.

    Statistics: `newscrawl/run` and `newscrawl/export` say what to look for, the counters what was done.
    """

    def __init__(self, crawler: Crawler, spider: NewsSpider) -> None:
        """Begin the run. Raises LockHeld, StorageError: the crawl then does not begin either."""
        self._crawler = crawler
        self._stats = crawler.stats
        self._spider, self._frontier = spider, spider.frontier
        self._batches: Batches[Record | Reject] = Batches(self._commit)
        self._failure: Exception | None = None
        self._over = False
        self._closing: asyncio.Task[None] | None = None
        self._store = Store(crawler.settings["NEWSCRAWL_DATABASE_URL"])
        site = getattr(spider, "site", None)
        self._shared = bool(crawler.settings["NEWSCRAWL_REDIS_URL"])
        if self._shared:
            self._frontier.window, spider.lists.shared = SHARED, True
        self._run = self._store.begin_run(
            spider.site_id, site.name if site else None, site.region if site else None, self._shared
        )
        self._stats.set_value(RUN, self._run)
        self._watch = Watch(self._store, spider.site_id)
        folder = Path(crawler.settings["NEWSCRAWL_OUT"]) / JOURNALS
        self._journal = Journal(folder, self._run)
        self._begin(folder)
        self._frontier.write_now, self._frontier.write_soon = (
            self._batches.flush_now,
            self._batches.flush_soon,
        )
        self._frontier.note = self._journal.write

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """The pipeline of one crawl. Raises NotConfigured for spiders that crawl no site (`scrapy shell`)."""
        if not isinstance(crawler.spider, NewsSpider):
            raise NotConfigured
        pipeline = cls(crawler, crawler.spider)
        crawler.signals.connect(pipeline.item_error, signals.item_error)
        crawler.signals.connect(pipeline.spider_error, signals.spider_error)
        crawler.signals.connect(pipeline.spider_closed, signals.spider_closed)
        return pipeline

    async def process_item(self, item: Record | Reject) -> Record | Reject:
        """Take the item into the batch that is stored next."""
        self._frontier.collect(item)
        await self._batches.add(item)
        return item

    async def item_error(self, item: object, failure: Failure) -> None:
        """A page on which a stage broke is our defect: it is kept for a look, and the run tells of it."""
        if isinstance(item, Page):
            end_with(self._stats, 1)
            await self.process_item(reject(item, "defect", _said(failure)))

    async def spider_error(self, failure: Failure, response: Response | Failure) -> None:
        """A page on which the spider broke, likewise."""
        request: Request | None = getattr(response, "request", None)
        lease = request.meta.get(LEASE) if request else None
        if request is None or lease is None:
            end_with(self._stats, 1)
            return
        self._frontier.expect(request.url, Visit(lease, Came.READ))
        body = response.body if isinstance(response, Response) else b""
        await self.process_item(Reject(request.url, None, "defect", _said(failure), None, body))
        end_with(self._stats, 1)

    async def close_spider(self) -> None:
        """Store what is left, and give back the leases of what was not visited."""
        self._over = True
        await self._batches.close()
        self._journal.close()

    async def spider_closed(self, spider: Spider, reason: str) -> None:
        """Write the export and the end of the run."""
        try:
            await patiently(lambda: self._end(reason), self._is_stopped)
        except Exception as error:  # likewise
            self._fail(error)
        finally:
            self._store.close()

    def _begin(self, folder: Path) -> None:
        """Store what a killed run has left, and lease the first pages."""
        with self._store.transaction(self._run) as transaction:
            done, journals = ledger.recover(transaction, folder)
            self._watch.look(transaction, done.saved)
            known = ledger.begin(transaction, full=self._spider.scope.full)
            queued = ledger.commit(transaction, Delta(want=self._frontier.window))
        for path in journals:
            path.unlink(missing_ok=True)
        count(self._stats, done)
        if done.saved:
            self._stats.set_value(RECOVERED, len(done.saved))
        self._stats.set_value(KNOWN, known)
        self._frontier.refill(queued.leases, queued.more, queued.others)

    async def _commit(self, batch: list[Record | Reject]) -> None:
        delta, journalled = self._frontier.take(batch, self._over), self._journal.turn()
        if not delta:
            return
        if self._failure is not None:
            self._stats.inc_value("newscrawl/lost", len(batch))
            return
        try:
            with timed(self._stats, "store"):
                done = await patiently(lambda: self._write(delta), self._is_stopped)
        except Exception as error:  # whatever it is: what was not written is not passed over
            self._stats.inc_value("newscrawl/lost", len(batch))
            self._fail(error)
            return
        self._journal.forget(journalled)
        count(self._stats, done)
        self._frontier.refill(done.leases, done.more, done.others)
        if done.others and not done.leases:
            asyncio.get_running_loop().call_later(1.1 * ASK, self._frontier.filled)

    def _is_stopped(self) -> bool:
        """Whether somebody has stopped the run; what is not written then is in its journal."""
        return not self._crawler.crawling

    def _write(self, delta: Delta) -> Committed:
        with self._store.transaction(self._run) as transaction:
            done = ledger.commit(transaction, delta)
            self._watch.look(transaction, done.saved)
            return done

    def _end(self, reason: str) -> None:
        """Export what the run met, and write how it ended. Raises StorageError."""
        status, why = self._ending(reason)
        if status == "done":
            self._judge()
            note_missing(self._store, self._run, self._spider.issues)
        tell_missing(self._store, self._run, self._stats)
        path = None if self._failure else self._export()
        try:
            self._store.end_run(self._run, Ending(status, counters(self._stats.get_stats()), why, path))
        except StorageError:
            # The next run goes on with this one, and exports what it has met.
            if path is not None:
                Path(path).unlink(missing_ok=True)
            raise
        self._stats.set_value(EXPORT, path)
        if reports := self._crawler.settings["NEWSCRAWL_REPORTS"]:
            write_report(self._store, [self._run], file_of(Path(reports), self._run))

    def _judge(self) -> None:
        """See whether the run was a healthy one, before anything of it is exported. Raises StorageError."""
        with self._store.transaction(self._run) as transaction:
            if self._shared:
                self._watch.let_go(transaction)
                return
            findings = self._watch.end(transaction, counters(self._stats.get_stats()))
        for finding in findings:
            logger.warning("Unhealthy: %s: %s", finding.check, finding.says)
        if findings:
            end_with(self._stats, UNHEALTHY)
        self._stats.set_value(FINDINGS, [f"{finding.check}: {finding.says}" for finding in findings])
        alert(self._store, self._spider.site_id, self._crawler.settings)

    def _export(self) -> str | None:
        """The path of the run's export; None where it has met no article."""
        name = re.sub(r"[^\w.-]+", "_", self._run)
        folder = Path(self._crawler.settings["NEWSCRAWL_OUT"])
        with self._store.snapshot() as snapshot:
            met = snapshot.lines(Selection(run=self._run, statuses=STATUSES))
            first = next(met, None)
            if first is None:
                return None
            return str(export_run((line.data for line in chain((first,), met)), folder, name))

    def _ending(self, reason: str) -> tuple[EndStatus, str]:
        """How the run ended: status and reason."""
        if self._failure is not None:
            return "failed", str(self._failure)
        if self._spider.failed:
            return "failed", self._spider.failed
        return ("done" if reason == "finished" else "stopped"), reason

    def _fail(self, error: Exception) -> None:
        """Stop the crawl: fetching what cannot be stored only troubles the site."""
        if isinstance(error, NewscrawlError):
            logger.error("%s", error)
            end_with(self._stats, error.exit_code)
        else:
            logger.error("What was read could not be stored", exc_info=error)
            end_with(self._stats, 1)
        if self._failure is None:
            self._failure = error
            engine = self._crawler.engine
            if engine is not None and engine.running:
                self._closing = asyncio.create_task(engine.close_spider_async(reason="storage"))


def _said(failure: Failure) -> str:
    return f"{type(failure.value).__name__}: {failure.value}"
