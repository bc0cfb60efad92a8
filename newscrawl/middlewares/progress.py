"""How far a crawl is: a line that is redrawn on a terminal, a line of the log now and then elsewhere."""

from __future__ import annotations

import heapq
import logging
import sys
from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call
from twisted.internet.task import LoopingCall

from newscrawl.middlewares.holds import SUB_REQUEST, host_of, is_robots
from newscrawl.model import Reject

if TYPE_CHECKING:
    from rich.progress import Progress

# On a terminal the line is redrawn this often, in seconds; the log gets one each LOGSTATS_INTERVAL.
_REDRAW = 0.5
_MAX_HOSTS = 3
SLOWEST = 10
"""How many of the pages that took longest to come are told of in the end."""

log = logging.getLogger(__name__)


class CrawlProgress:
    """Extension in place of Scrapy's LogStats: pages, articles, rate, queue and hosts."""

    def __init__(self, crawler: Crawler) -> None:
        interval = crawler.settings.getfloat("LOGSTATS_INTERVAL")
        if not interval:
            raise NotConfigured
        self._crawler = crawler
        self._bar = _bar() if sys.stderr.isatty() else None
        self._interval = _REDRAW if self._bar else interval
        self._pages: Counter[str] = Counter()
        self._articles = 0
        self._slowest: list[tuple[int, str]] = []
        self._begun = monotonic()
        self._task: AsyncioLoopingCall | LoopingCall | None = None
        crawler.signals.connect(self._on_opened, signals.spider_opened)
        crawler.signals.connect(self._on_closed, signals.spider_closed)
        crawler.signals.connect(self._on_response, signals.response_received)
        crawler.signals.connect(self._on_item, signals.item_scraped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlProgress:
        """Raises NotConfigured where LOGSTATS_INTERVAL is 0."""
        return cls(crawler)

    def figures(self) -> dict[str, Any]:
        """What has come in so far, how fast in pages a second, what waits, and by host."""
        pages = self._pages.total()
        return {
            "pages": pages,
            "articles": self._articles,
            "rate": round(pages / max(monotonic() - self._begun, 1e-3), 1),
            "queued": self._queued(),
            "hosts": dict(self._pages.most_common(_MAX_HOSTS)),
        }

    def text(self) -> str:
        """The same as a line for people."""
        said = self.figures()
        parts = [f"{said['pages']} pages", f"{said['articles']} articles", f"{said['rate']:.1f} pages/s"]
        parts.append(f"{said['queued']} queued")
        if len(self._pages) > 1:
            parts += [f"{host} {count}" for host, count in said["hosts"].items()]
        return ", ".join(parts)

    def _say(self) -> None:
        site = getattr(self._crawler.spider, "site_id", None)
        log.info("crawling: %s", self.text(), extra={"site": site, **self.figures()})

    def _queued(self) -> int:
        frontier = getattr(self._crawler.spider, "frontier", None)
        return frontier.queued if frontier is not None else 0

    def _on_opened(self) -> None:
        self._begun = monotonic()
        if self._bar is not None:
            shown = sys.stderr
            self._bar.add_task(self.text())
            self._bar.start()
            _log_to(sys.stderr, instead_of=shown)
        self._task = create_looping_call(self._show)
        self._task.start(self._interval, now=False)

    def _on_closed(self) -> None:
        for latency, url in self._slowest:
            self._crawler.stats.set_value(f"newscrawl/slowest/{url}", latency)
        if self._task is not None:
            self._task.stop()
        if self._bar is not None:
            shown = sys.stderr
            self._bar.stop()
            _log_to(sys.stderr, instead_of=shown)
        self._say()

    def _on_response(self, response: Response, request: Request) -> None:
        if not is_robots(request) and SUB_REQUEST not in request.meta:
            self._pages[host_of(request)] += 1
            latency = round(response.meta.get("download_latency", 0) * 1e6)
            self._crawler.stats.inc_value("newscrawl/us/download", latency)
            heapq.heappush(self._slowest, (latency, response.url))
            if len(self._slowest) > SLOWEST:
                heapq.heappop(self._slowest)

    def _on_item(self, item: object) -> None:
        self._articles += not isinstance(item, Reject)

    def _show(self) -> None:
        if self._bar is None:
            self._say()
        else:
            self._bar.update(self._bar.task_ids[0], description=self.text())


def _bar() -> Progress:
    # Here: it takes long to import, and most crawls have no terminal.
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _log_to(stream: object, instead_of: object) -> None:
    """Log lines go above the progress line and not through it: rich stands in for stderr meanwhile."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is instead_of:
            handler.setStream(stream)
