"""Scrapy's scheduler over the ledger, out of which leases come."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from itertools import count
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from newscrawl.ledger import WINDOW, Came, Frontier, Lease, Visit
from newscrawl.middlewares.holds import holds_of
from newscrawl.spiders.marks import Marks
from newscrawl.spiders.news import NewsSpider

UNREAD = 4
"""How many answers may wait to be read while more are fetched."""


class LedgerScheduler(BaseScheduler):
    """Hands out further pages of stories, redirects and retries, which live in memory, and then leases.

    Spiders without a frontier (`scrapy shell`) have all of their requests in memory. What this run has asked
    for it knows itself, without Scrapy's duplicate filter; what is known of a site at all, the ledger knows.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._asked = Marks()
        self._numbers = count()
        self._memory: list[tuple[int, int, Request]] = []
        self._aside: defaultdict[str, deque[Lease]] = defaultdict(deque)
        self._holds = holds_of(crawler)
        self._longest = crawler.settings.getfloat("NEWSCRAWL_MAX_WAIT")
        self._spider: NewsSpider | None = None
        self._frontier = Frontier()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LedgerScheduler:
        """The scheduler of one crawl."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Begin with what the ledger has leased."""
        if isinstance(spider, NewsSpider):
            self._spider, self._frontier = spider, spider.frontier
            self._frontier.filled = self._wake

    def has_pending_requests(self) -> bool:
        """Whether there is, or may still turn up, something to fetch."""
        return bool(self._memory) or any(self._aside.values()) or self._frontier.pending

    def enqueue_request(self, request: Request) -> bool:
        """Into memory; False for a redirect to what was asked for."""
        if not request.dont_filter and not self._is_new(request):
            if self._spider is not None:
                self._spider.drop(request)
            return False
        heapq.heappush(self._memory, (-request.priority, next(self._numbers), request))
        self._crawler.stats.inc_value("scheduler/enqueued")
        return True

    def next_request(self) -> Request | None:
        """What to fetch next, None if nothing is at hand, or enough is waiting to be read."""
        if self._is_behind():
            return None
        request = heapq.heappop(self._memory)[2] if self._memory else self._leased()
        if request is not None:
            self._crawler.stats.inc_value("scheduler/dequeued")
        return request

    def _is_new(self, request: Request) -> bool:
        fingerprinter = self._crawler.request_fingerprinter
        assert fingerprinter is not None
        return self._asked.add(fingerprinter.fingerprint(request))

    def _is_behind(self) -> bool:
        """Whether answers come faster than they are read: they fill the memory, and a kill loses them."""
        scraper = self._crawler.engine.scraper.slot if self._crawler.engine else None
        return scraper is not None and len(scraper.active) + len(scraper.queue) >= UNREAD

    def _leased(self) -> Request | None:
        """The request for the next lease whose page this run has not read under another address."""
        spider = self._spider
        while spider is not None and (lease := self._next_lease()) is not None:
            request = spider.visit(lease)
            if self._is_new(request):
                return request
            self._frontier.finish(Visit(lease, Came.COPY))
        return None

    def _next_lease(self) -> Lease | None:
        """The next lease whose host may be asked; the others stand aside, no more than fill a window."""
        for host, leases in self._aside.items():
            if leases and not self._holds.wait(host):
                return leases.popleft()
        while sum(map(len, self._aside.values())) < WINDOW and (lease := self._frontier.next()) is not None:
            host = urlsplit(lease.url).hostname or ""
            seconds = self._holds.wait(host)
            if not seconds:
                return lease
            if seconds <= self._longest:
                self._aside[host].append(lease)
            # Else it is left to a later run: it stays leased until this one ends.
        return None

    def _wake(self) -> None:
        """Have Scrapy ask again: by itself it does when an answer comes, or every five seconds."""
        slot = self._crawler.engine._slot if self._crawler.engine else None
        if slot is not None:
            slot.nextcall.schedule()
