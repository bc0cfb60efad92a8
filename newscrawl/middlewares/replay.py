"""Requests answered from web archives instead of the network."""

from __future__ import annotations

import os
import re

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings

from newscrawl.archive import Archived, Index
from newscrawl.errors import UnreadableInput, UsageError
from newscrawl.middlewares.targets import connect_targets

# The key of a request's meta under which stands when the response was made (a datetime).
FETCHED_AT = "newscrawl_fetched_at"

_SEPARATOR = re.compile(rf"[,{re.escape(os.pathsep)}]")


class Routing:
    """Add-on: decides where answers come from once all settings are known, the command line's too.

    With NEWSCRAWL_REPLAY they come from archives, and nothing waits: there is nobody to spare.
    """

    def __init__(self) -> None:
        self.index: Index | None = None

    def update_settings(self, settings: BaseSettings) -> None:
        """Choose the download handlers; raises UsageError where a path or an address is wrong."""
        connect_targets(settings.get("NEWSCRAWL_CONNECT_TO") or "")
        paths = [path for path in _SEPARATOR.split(settings.get("NEWSCRAWL_REPLAY") or "") if path.strip()]
        if not paths:
            return
        try:
            self.index = Index(paths)
        except UnreadableInput as error:
            raise UsageError(f"NEWSCRAWL_REPLAY: {error}") from error
        handler = f"{__name__}.{ReplayHandler.__name__}"
        changes = {
            "DOWNLOAD_HANDLERS": {**settings["DOWNLOAD_HANDLERS"], "http": handler, "https": handler},
            "AUTOTHROTTLE_ENABLED": False,
            "DOWNLOAD_DELAY": 0,
            "RETRY_ENABLED": False,
        }
        for name, value in changes.items():
            settings.set(name, value, priority="project")


class ReplayHandler:
    """Answers from web archives: an address that none of them holds is a 404."""

    lazy = True

    def __init__(self, index: Index) -> None:
        self._index = index

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReplayHandler:
        """The handler over the archives that the add-on has opened."""
        routing = crawler.get_addon(Routing)
        assert routing is not None
        assert routing.index is not None
        return cls(routing.index)

    async def download_request(self, request: Request) -> Response:
        """What the archive holds under the request's URL."""
        found = self._index.get(request.url)
        if found is None:
            return Response(request.url, status=404, request=request)
        request.meta[FETCHED_AT] = found.date
        return _response(found, request)

    async def close(self) -> None:
        """Nothing is held open."""


def _response(found: Archived, request: Request) -> Response:
    # The body is decoded already; the headers that speak of its coding and length would mislead.
    skipped = ("content-encoding", "transfer-encoding", "content-length")
    headers = Headers({name: value for name, value in found.headers.items() if name not in skipped})
    kind = responsetypes.from_args(headers=headers, url=request.url, body=found.body)
    return kind(request.url, status=found.status, headers=headers, body=found.body, request=request)
