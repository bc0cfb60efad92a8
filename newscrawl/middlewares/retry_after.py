"""Servers that say when to come back (Retry-After) are not asked before; silent ones later each time."""

from __future__ import annotations

from collections import Counter

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.misc import load_object

from newscrawl.grammar.waiting import seconds_of
from newscrawl.middlewares.holds import holds_of, host_of, is_robots, put_back

TOO_MANY, UNAVAILABLE = 429, 503
# A server that says 429 and not for how long: seconds at first, doubled each time.
UNSAID = 5.0
# After so many answers in a row a host is left to a later run.
MAX_TURNS = 10
# After so many requests in a row without an answer a host waits likewise: else each of its pages would be
# tried five times over, and be taken for one that fails.
SILENT = 20


class RetryAfter:
    """Downloader middleware, next to Scrapy's retries: holds the host and loses no request.

    Waiting counts as no attempt: whoever is told to come later has not failed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._holds = holds_of(crawler)
        self._longest = crawler.settings.getfloat("NEWSCRAWL_MAX_WAIT")
        self._turns: Counter[str] = Counter()
        self._silent: Counter[str] = Counter()
        self._failures = tuple(load_object(name) for name in crawler.settings.getlist("RETRY_EXCEPTIONS"))
        self._stats = crawler.stats
        # Before the downloader takes the next request of the host, which it does before middlewares run.
        crawler.signals.connect(self._on_downloaded, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfter:
        """Needs the extension Holds."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Pass on, or put back until the host may be asked; raises Postponed."""
        if is_robots(request) or not tells_to_wait(response):
            return response
        return self._holds.check(request) or put_back(request)

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Hold a host that has long given no answer; raises Postponed."""
        if is_robots(request) or not isinstance(exception, self._failures):
            return None
        host = host_of(request)
        self._silent[host] += 1
        turns = self._silent[host] - SILENT
        if turns >= 0:
            self._holds.hold(host, self._growing(turns), f"no answer to {self._silent[host]} requests")
        return self._holds.check(request)

    def _on_downloaded(self, response: Response, request: Request) -> None:
        host = host_of(request)
        self._silent.pop(host, None)
        if is_robots(request):
            return
        if not tells_to_wait(response):
            self._turns.pop(host, None)
            return
        self._stats.inc_value("newscrawl/told_to_wait")
        self._turns[host] += 1
        self._holds.hold(host, self._seconds(host, response), f"answered {response.status}")

    def _seconds(self, host: str, response: Response) -> float:
        turns = self._turns[host] - 1
        said = _asked(response)
        return self._growing(turns) if said is None or turns >= MAX_TURNS else said

    def _growing(self, turns: int) -> float:
        """Twice as long each time; at last for the rest of the run."""
        return self._longest + 1 if turns >= MAX_TURNS else min(UNSAID * 2**turns, self._longest)


def tells_to_wait(response: Response) -> bool:
    """Whether an answer asks for patience; a 503 that does not say how much is a fault, retried as others."""
    return response.status == TOO_MANY or (response.status == UNAVAILABLE and _asked(response) is not None)


def _asked(response: Response) -> float | None:
    return seconds_of((response.headers.get("Retry-After") or b"").decode("latin-1"))
