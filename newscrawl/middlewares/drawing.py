"""Pages that scripts draw, for sites that opt in: the answer becomes what a browser makes of it."""

from __future__ import annotations

import logging

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, NotConfigured
from scrapy.http import HtmlResponse, Response

from newscrawl.middlewares.browser import Browser

log = logging.getLogger(__name__)


class Drawing:
    """Downloader middleware: asks the spider `draws(request)`, and has such pages drawn by a browser."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._maxsize = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._browser = Browser(crawler)
        crawler.signals.connect(self._browser.close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Drawing:
        """Raises NotConfigured where the spider draws nothing, MissingExtra or UsageError where it cannot."""
        if not getattr(crawler.spider, "js", ""):
            raise NotConfigured
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """The drawn page; the page as it came where the browser fails. Raises DownloadCancelledError."""
        spider = self._crawler.spider
        if not isinstance(response, HtmlResponse) or response.status != 200 or not spider.draws(request):  # type: ignore[union-attr]
            return response
        try:
            body = await self._browser.draw(response, request)
        except Exception as error:  # a browser fails in many ways; the page as it came is better than none
            log.warning(
                "Not drawn: %s (%s)", response.url, f"{error}".partition("\n")[0] or type(error).__name__
            )
            self._crawler.stats.inc_value("newscrawl/drawings_failed")
            return response
        if len(body) > self._maxsize:
            raise DownloadCancelledError(f"drawn, the page is larger than DOWNLOAD_MAXSIZE ({self._maxsize})")
        self._crawler.stats.inc_value("newscrawl/drawn")
        headers = response.headers.copy()
        headers["Content-Type"] = "text/html; charset=utf-8"
        return response.replace(body=body, headers=headers, encoding="utf-8")
