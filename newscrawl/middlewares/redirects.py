"""Redirects to another host are said, where Scrapy drops them without a word; so are those to a wall."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from newscrawl.middlewares.walls import Walls, asks_for_proof


class RedirectedAway(IgnoreRequest):
    """A page redirects to a host that is no part of the site. Raised here, becomes a reject."""


class SiteRedirects(RedirectMiddleware):
    """Scrapy's redirects, within the site."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Follow; raises RedirectedAway, Blocked."""
        return _checked(super().process_response(request, response), self.crawler)


class SiteRefreshes(MetaRefreshMiddleware):
    """Scrapy's redirects by META, within the site."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Follow; raises RedirectedAway, Blocked."""
        return _checked(super().process_response(request, response), self.crawler)


def _checked(result: Request | Response, crawler: Crawler) -> Request | Response:
    if not isinstance(result, Request):
        return result
    walls = crawler.get_downloader_middleware(Walls)
    if walls is not None and asks_for_proof(result.url):
        raise walls.blocked(f"redirects to {result.url}")
    if result.meta.get("allow_offsite"):
        return result
    offsite = crawler.get_downloader_middleware(OffsiteMiddleware)
    spider = crawler.spider
    if offsite is not None and spider is not None and not offsite.should_follow(result, spider):
        raise RedirectedAway(f"redirects to another host: {result.url}")
    return result
