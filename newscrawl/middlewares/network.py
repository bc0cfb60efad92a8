"""Requests over the network: to public addresses, and to those that NEWSCRAWL_CONNECT_TO names."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.middlewares.addresses import RefusedAddress, resolve_public
from newscrawl.middlewares.heads import BoundedFactory
from newscrawl.middlewares.holds import holds_of, host_of, is_robots
from newscrawl.middlewares.refusals import Held
from newscrawl.middlewares.targets import connect_targets


class NetworkHandler(HTTP11DownloadHandler):
    """Scrapy's handler behind a look at every address; hosts connected elsewhere are the exception."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        self._targets = connect_targets(crawler.settings.get("NEWSCRAWL_CONNECT_TO") or "")
        self._holds = holds_of(crawler)

    async def download_request(self, request: Request) -> Response:
        """Fetch; raises RefusedAddress before anything is sent to an address that is not public.

        Raises Held where the host was put on hold while the request stood in line.
        """
        parts = urlsplit(request.url)
        if "@" in parts.netloc:
            # Names and passwords are nobody's business, and `http://good@bad/` is there to mislead.
            raise RefusedAddress(f"{request.url}: an address that carries a user name")
        if self._holds.wait(host_of(request)) and not is_robots(request):
            raise Held("its host was put on hold")
        host = parts.hostname or ""
        if host in self._targets:
            return await self._fetch_from(self._targets[host], request)
        await resolve_public(host)
        return await super().download_request(request)

    async def _fetch_from(self, address: str, request: Request) -> Response:
        """The answer of `address` to a request that names its own host; the response keeps its URL."""
        parts = urlsplit(request.url)
        headers = request.headers.copy()
        headers["Host"] = parts.netloc
        moved = request.replace(url=parts._replace(netloc=address).geturl(), headers=headers)
        moved.meta.pop("proxy", None)
        response = await super().download_request(moved)
        request.meta.update(moved.meta)  # the latency, by which AutoThrottle goes
        return response.replace(url=request.url)
