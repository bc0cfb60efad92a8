"""Requests over the network: to public addresses, and to those that NEWSCRAWL_CONNECT_TO names."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.errors import UsageError
from newscrawl.middlewares.addresses import resolve_public


class NetworkHandler(HTTP11DownloadHandler):
    """Scrapy's handler behind a look at every address; hosts connected elsewhere are the exception."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._targets = connect_targets(crawler.settings.get("NEWSCRAWL_CONNECT_TO") or "")

    async def download_request(self, request: Request) -> Response:
        """Fetch; raises RefusedAddress before anything is sent to an address that is not public."""
        host = urlsplit(request.url).hostname or ""
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


def connect_targets(text: str) -> dict[str, str]:
    """`host=127.0.0.1:8000,…` as a mapping of host name to address and port; raises UsageError."""
    targets = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        host, _, address = entry.partition("=")
        ip, _, port = address.rpartition(":")
        try:
            ip_address(ip.strip("[]"))
            valid = bool(host) and 0 < int(port) < 65536
        except ValueError:
            valid = False
        if not valid:
            raise UsageError(f"NEWSCRAWL_CONNECT_TO: {entry!r} is not of the form host=IP:PORT")
        targets[host.lower()] = address
    return targets
