"""Hosts that are left alone for a while, and the requests that wait for them without holding up others."""

from __future__ import annotations

import logging
import math
from collections import Counter, defaultdict
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.utils.asyncio import CallLaterResult, call_later

from newscrawl.middlewares.refusals import Held, Postponed

POSTPONED: Final = "newscrawl/postponed"
# The key of a request's meta that marks it as asked by a page in a browser, which waits by itself.
SUB_REQUEST: Final = "newscrawl_sub_request"
# The key of a request's meta that marks it as put back; below it whether it passes the duplicate filter.
_PUT_BACK = "newscrawl_put_back"

log = logging.getLogger(__name__)


class Holds:
    """Extension: which hosts wait, until when; and the requests that were on their way there.

    A scheduler asks `wait` and passes over requests of hosts that wait. Those already under way come
    back here, between downloader and scheduler, so that they take no place in either.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat("NEWSCRAWL_MAX_WAIT")
        self._until: dict[str, float] = {}
        self._given_up: set[str] = set()
        # Once for each of its ports.
        self._reading: Counter[str] = Counter()
        self._parked: defaultdict[str, list[Request]] = defaultdict(list)
        self._timers: dict[str, CallLaterResult] = {}
        crawler.signals.connect(self._on_scheduled, signals.request_scheduled)
        crawler.signals.connect(self._on_idle, signals.spider_idle)
        crawler.signals.connect(self._on_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Holds:
        """The one instance of a crawl; other components find it with `holds_of`."""
        return cls(crawler)

    def hold(self, host: str, seconds: float, why: str) -> None:
        """Ask nothing of `host` for so many seconds; beyond NEWSCRAWL_MAX_WAIT: for the rest of the run."""
        until = monotonic() + seconds
        if until <= self._until.get(host, 0.0):
            return
        if seconds > self._longest:
            log.warning("%s: not before %d s (%s); left to a later run", host, math.ceil(seconds), why)
            self._given_up.add(host)
        else:
            log.info("%s: waiting %d s (%s)", host, math.ceil(seconds), why)
        self._until[host] = until
        self._set_timer(host, seconds)
        if host in self._given_up:
            self._wake(host)

    def begin_reading(self, host: str) -> None:
        """Hold a host while its robots.txt is being read."""
        self._reading[host] += 1

    def end_reading(self, host: str) -> None:
        """Its robots.txt has been read, or cannot be."""
        self._reading[host] -= 1
        if not self._reading[host]:
            del self._reading[host]
            self._wake(host)

    def wait(self, host: str) -> float:
        """Seconds until `host` may be asked again, as far as is known; 0 if it may now."""
        if host in self._reading:
            return 1.0
        return max(0.0, self._until.get(host, 0.0) - monotonic())

    def active(self) -> dict[str, float]:
        """The hosts that were put on hold, with the seconds that are left."""
        now = monotonic()
        return {host: until - now for host, until in self._until.items() if until > now}

    def check(self, request: Request) -> Request | None:
        """None if the request may go, else what to give back to Scrapy; raises Postponed."""
        host = host_of(request)
        seconds = self.wait(host)
        if not seconds:
            return None
        if self._is_given_up(host) or SUB_REQUEST in request.meta:
            self.count(SUB_REQUEST not in request.meta)
            raise Postponed(f"{host} is not to be asked for {math.ceil(seconds)} s", seconds)
        return put_back(request)

    def count(self, by: int = 1) -> None:
        """Add to the statistic of postponed requests."""
        self._crawler.stats.inc_value(POSTPONED, by)

    def _is_given_up(self, host: str) -> bool:
        return host in self._given_up and host not in self._reading

    def _on_scheduled(self, request: Request) -> None:
        """A request that was put back waits here for its host, not in the scheduler."""
        host = host_of(request)
        if _PUT_BACK in request.meta and self.wait(host) and not self._is_given_up(host):
            self._parked[host].append(request)
            raise IgnoreRequest("put back until its host may be asked")

    def _on_idle(self) -> None:
        if any(self._parked.values()):
            raise DontCloseSpider

    def _on_closed(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        left = sum(map(len, self._parked.values()))
        if left:
            self.count(left)

    def _set_timer(self, host: str, seconds: float) -> None:
        if host in self._timers:
            self._timers.pop(host).cancel()
        self._timers[host] = call_later(seconds, self._end, host)

    def _end(self, host: str) -> None:
        del self._timers[host]
        self._given_up.discard(host)
        self._wake(host)

    def _wake(self, host: str) -> None:
        engine = self._crawler.engine
        if engine is None or not engine.running or engine.spider is None:
            return
        for request in self._parked.pop(host, ()):
            engine.crawl(request)


class Waiting:
    """Downloader middleware: sends requests of hosts that wait back, before anything else looks at them."""

    def __init__(self, crawler: Crawler) -> None:
        self._holds = holds_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Waiting:
        """Needs the extension Holds."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """Let pass, or put back; raises Postponed."""
        if _PUT_BACK in request.meta:
            request = _as_it_was(request)
        return None if is_robots(request) else self._holds.check(request)

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Put back what the download handler did not send any more, but for what others wait for."""
        waited_for = SUB_REQUEST in request.meta or is_robots(request)
        return put_back(request) if isinstance(exception, Held) and not waited_for else None


def holds_of(crawler: Crawler) -> Holds:
    """The holds of a crawl; to be called once extensions are there."""
    holds = crawler.get_extension(Holds)
    assert holds is not None, "the extension Holds is switched off"
    return holds


def host_of(request: Request) -> str:
    """The host a request goes to, in lower case and without the dot of an absolute name."""
    return (urlsplit(request.url).hostname or "").rstrip(".")


def is_robots(request: Request) -> bool:
    """Whether this is the request for a robots.txt, to which no rules apply yet."""
    return bool(request.meta.get("dont_obey_robotstxt"))


def put_back(request: Request) -> Request:
    """A copy for the scheduler, whose duplicate filter has seen the request already."""
    again = request.copy()
    again.meta.setdefault(_PUT_BACK, request.dont_filter)
    again.dont_filter = True
    return again


def _as_it_was(request: Request) -> Request:
    """Redirects inherit `dont_filter`, so it may not stay."""
    request.dont_filter = request.meta.pop(_PUT_BACK)
    return request
