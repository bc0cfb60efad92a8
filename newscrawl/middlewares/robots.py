"""robots.txt: obeyed, read anew each day; while it cannot be read no page of its host is asked for."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from time import monotonic
from typing import Final

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import load_object

from newscrawl.middlewares.holds import SUB_REQUEST, holds_of, host_of, is_robots
from newscrawl.middlewares.refusals import Held, Postponed
from newscrawl.middlewares.retry_after import TOO_MANY
from newscrawl.middlewares.slots import AddressDownloader

# RFC 9309, 2.5: at least 500 KiB are to be read; nobody writes that much by hand.
MAX_BYTES: Final = 512 * 1024
# Seconds after which a robots.txt that failed is tried again in the same run.
TRY_AGAIN: Final = 600.0
TIMEOUT: Final = 20.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says, until when (monotonic seconds); `failed`: why it cannot be read."""

    until: float
    parser: ProtegoRobotParser | None = None
    failed: str | None = None


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware, after RFC 9309: 4xx allows all, a server that fails allows nothing."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._holds = holds_of(crawler)
        self._agent = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._seconds = crawler.settings.getfloat("NEWSCRAWL_ROBOTS_SECONDS")
        self._timeout = min(TIMEOUT, crawler.settings.getfloat("DOWNLOAD_TIMEOUT"))
        self._failures = tuple(load_object(name) for name in crawler.settings.getlist("RETRY_EXCEPTIONS"))
        self._rules: dict[str, Rules] = {}
        self._asking: set[str] = set()

    async def process_request(self, request: Request) -> Request | None:  # type: ignore[override]
        """Let pass, or put back while robots.txt is being read; raises IgnoreRequest, Postponed."""
        if is_robots(request):
            return None
        netloc = urlparse_cached(request).netloc
        rules = self._rules.get(netloc)
        if rules is None or monotonic() >= rules.until:
            if netloc in self._asking:
                return self._holds.check(request)
            rules = await self._ask(request, netloc)
        if rules.failed is not None:
            self._holds.count(SUB_REQUEST not in request.meta)
            raise Postponed(f"robots.txt of {netloc} cannot be read: {rules.failed}", TRY_AGAIN)
        self.process_request_2(rules.parser, request)
        return self._holds.check(request)

    def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that the robots.txt of the host of `url` names; [] if it has not been read."""
        rules = self._rules.get(urlparse_cached(Request(url)).netloc)
        return [*rules.parser.rp.sitemaps] if rules and rules.parser else []

    async def _ask(self, request: Request, netloc: str) -> Rules:
        """Read robots.txt, while other requests of the host wait elsewhere."""
        host = host_of(request)
        self._asking.add(netloc)
        self._holds.begin_reading(host)
        try:
            rules = await self._fetch(request)
            if rules.failed:
                log.warning("%s: robots.txt cannot be read, so no page is: %s", netloc, rules.failed)
            self._rules[netloc] = rules
            self._set_pace(request, rules)
            return rules
        finally:
            self._asking.discard(netloc)
            self._holds.end_reading(host)

    async def _fetch(self, request: Request) -> Rules:
        assert self.crawler.engine is not None
        url = urlparse_cached(request)
        self._stats.inc_value("robotstxt/request_count")
        try:
            asked = _robots_request(url.scheme, url.netloc, self._timeout)
            response = await self.crawler.engine.download_async(asked)
        except (DownloadCancelledError, Held) as error:
            return Rules(monotonic() + TRY_AGAIN, failed=str(error))
        except IgnoreRequest as error:
            # It leads to where we do not go, or in circles: for RFC 9309, 2.3.1.3 there is none.
            log.info("%s: no robots.txt: %s", url.netloc, error)
            return Rules(monotonic() + self._seconds)
        except self._failures as error:
            return Rules(monotonic() + TRY_AGAIN, failed=f"{type(error).__name__}: {error}")
        return self._read(response)

    def _read(self, response: Response) -> Rules:
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status >= 500 or response.status == TOO_MANY:
            return Rules(monotonic() + TRY_AGAIN, failed=f"status {response.status}")
        until = monotonic() + self._seconds
        if response.status != 200:
            return Rules(until)
        return Rules(until, ProtegoRobotParser(response.body[:MAX_BYTES], self.crawler.spider))

    def _set_pace(self, request: Request, rules: Rules) -> None:
        delay = rules.parser.crawl_delay(self._agent) if rules.parser else None
        downloader = self.crawler.engine.downloader if self.crawler.engine else None
        if delay and isinstance(downloader, AddressDownloader):
            downloader.slow_down(request, delay)


def _robots_request(scheme: str, netloc: str, timeout: float) -> Request:
    meta = {
        "dont_obey_robotstxt": True,
        "allow_offsite": True,  # it may be kept on another host of the same people
        "download_timeout": timeout,
        "max_retry_times": 1,
    }
    return Request(
        f"{scheme}://{netloc}/robots.txt",
        priority=RobotsTxtMiddleware.DOWNLOAD_PRIORITY,
        meta=meta,
        callback=NO_CALLBACK,
    )
