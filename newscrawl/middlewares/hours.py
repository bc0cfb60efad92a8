"""The hours of the day in which a site may be crawled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import CallLaterResult, call_later
from scrapy.utils.defer import deferred_from_coro

from newscrawl.errors import OutsideHours
from newscrawl.model import Site

CLOSED = "outside_hours"


class Hours:
    """Extension: no run begins outside its site's hours, and one that is under way ends with them."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._timer: CallLaterResult | None = None
        site: Site | None = getattr(crawler.spidercls, "site", None)
        if site is None or crawler.settings.getbool("NEWSCRAWL_ANY_HOUR"):
            return
        left = time_left(site, datetime.now(UTC))
        if left is None:
            return
        if not left:
            raise OutsideHours(_refusal(site))
        self._left = left
        crawler.signals.connect(self._on_opened, signals.spider_opened)
        crawler.signals.connect(self._on_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Hours:
        """Raises OutsideHours."""
        return cls(crawler)

    def _on_opened(self) -> None:
        self._timer = call_later(self._left.total_seconds(), self._close)

    def _on_closed(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _close(self) -> None:
        assert self._crawler.engine is not None
        deferred_from_coro(self._crawler.engine.close_spider_async(reason=CLOSED))


def time_left(site: Site, now: datetime) -> timedelta | None:
    """How long a site may still be crawled: None for always, nothing outside its hours.

    Hours may span midnight: (22, 6) is from ten in the evening until six in the morning, the site's time.
    """
    begin, end = site.hours
    if end - begin >= 24:
        return None
    local = now.astimezone(ZoneInfo(site.timezone))
    since = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second) - timedelta(hours=begin)
    left = timedelta(hours=(end - begin) % 24) - since % timedelta(days=1)
    return max(left, timedelta())


def _refusal(site: Site) -> str:
    begin, end = site.hours
    return (
        f"{site.id} is crawled from {begin}:00 to {end}:00 ({site.timezone}) only;"
        " NEWSCRAWL_ANY_HOUR=1 crawls it now"
    )
