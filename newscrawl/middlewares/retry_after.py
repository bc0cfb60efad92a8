"""Servers that say when to come back (Retry-After) are not asked before."""

from __future__ import annotations

from collections import Counter

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.grammar.waiting import seconds_of
from newscrawl.middlewares.holds import holds_of, host_of, is_robots, put_back

TOO_MANY, UNAVAILABLE = 429, 503
# A server that says 429 and not for how long: seconds at first, doubled each time.
UNSAID = 5.0
# After so many answers in a row a host is left to a later run.
MAX_TURNS = 10


class RetryAfter:
    """Downloader middleware, next to Scrapy's retries: holds the host and loses no request.

    Waiting counts as no attempt: whoever is told to come later has not failed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._holds = holds_of(crawler)
        self._longest = crawler.settings.getfloat("NEWSCRAWL_MAX_WAIT")
        self._turns: Counter[str] = Counter()
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

    def _on_downloaded(self, response: Response, request: Request) -> None:
        host = host_of(request)
        if is_robots(request):
            return
        if not tells_to_wait(response):
            self._turns.pop(host, None)
            return
        self._stats.inc_value("newscrawl/told_to_wait")
        self._turns[host] += 1
        self._holds.hold(host, self._seconds(host, response), f"answered {response.status}")

    def _seconds(self, host: str, response: Response) -> float:
        turns = self._turns[host]
        said = _asked(response)
        seconds = min(UNSAID * 2 ** (turns - 1), self._longest) if said is None else said
        return float(seconds if turns <= MAX_TURNS else max(seconds, self._longest + 1))


def tells_to_wait(response: Response) -> bool:
    """Whether an answer asks for patience; a 503 that does not say how much is a fault, retried as others."""
    return response.status == TOO_MANY or (response.status == UNAVAILABLE and _asked(response) is not None)


def _asked(response: Response) -> float | None:
    return seconds_of((response.headers.get("Retry-After") or b"").decode("latin-1"))
