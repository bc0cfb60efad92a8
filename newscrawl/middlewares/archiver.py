"""Every answer into the archive of its site, as it came, before anything is made of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.settings import BaseSettings, Settings

from newscrawl.archive import Exchange, Writer, folder_of_site, salvage
from newscrawl.errors import StorageError
from newscrawl.middlewares.endings import end_with

OFF = frozenset(("", "0", "no", "off", "false", "none"))
AUTO = "auto"
DEFAULT = "data/archive"
_NOT_MODIFIED = 304

# The key of a request's meta that says where its answer stands: the file's name, the offset of its record.
ARCHIVED = "newscrawl_archived"


class Archiver:
    """Writes WARC files below NEWSCRAWL_ARCHIVE, in a folder for each site.

    Where the disk refuses, the crawl goes on without an archive and ends with code 5.
    """

    def __init__(self, crawler: Crawler, folder: Path) -> None:
        self._crawler = crawler
        self._folder = folder
        self._writer: Writer | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Archiver:
        """The archiver of one crawl; raises NotConfigured where nothing is to be archived."""
        folder = folder_of(crawler.settings)
        if folder is None:
            raise NotConfigured
        archiver = cls(crawler, folder)
        crawler.signals.connect(archiver.spider_opened, signals.spider_opened)
        crawler.signals.connect(archiver.spider_closed, signals.spider_closed)
        return archiver

    def spider_opened(self) -> None:
        """Begin a file of this run, after closing what a killed run has left open.

        One site is crawled by one run at a time, so that nobody else writes in its folder.
        """
        site = getattr(self._crawler.spider, "site_id", self._crawler.spidercls.name)
        folder = folder_of_site(self._folder, site)
        try:
            saved = salvage(folder)
        except StorageError as error:
            self._fail(error)
            return
        if saved:
            self._crawler.stats.inc_value("newscrawl/archives_salvaged", len(saved))
        self._writer = Writer(folder, f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}")

    def spider_closed(self) -> None:
        """Close the file."""
        if self._writer is None:
            return
        try:
            self._writer.close()
        except StorageError as error:
            self._fail(error)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the answer; a 304 holds nothing to keep."""
        # The answer before, which led to this one or was no answer, stands elsewhere.
        request.meta.pop(ARCHIVED, None)
        if self._writer is not None and response.status != _NOT_MODIFIED:
            try:
                request.meta[ARCHIVED] = self._writer.add(_exchange(request, response))
                self._crawler.stats.inc_value("newscrawl/archived")
            except StorageError as error:
                self._fail(error)
        return response

    def _fail(self, error: StorageError) -> None:
        self._writer = None
        self._crawler.spider.logger.error("%s", error)  # type: ignore[union-attr]
        end_with(self._crawler.stats, error.exit_code)


def folder_of(settings: BaseSettings) -> Path | None:
    """Where answers are kept, None if they are not: `auto` keeps what comes from the network."""
    where = str(settings.get("NEWSCRAWL_ARCHIVE") or "").strip()
    if where == AUTO:
        played = settings.get("NEWSCRAWL_REPLAY") or settings.get("NEWSCRAWL_CONNECT_TO")
        where = "" if played else DEFAULT
    return None if where.lower() in OFF else Path(where)


def kept_in() -> Path:
    """Where those look for archives who crawl nothing: the folder of the settings, else the usual one."""
    settings = Settings()
    settings.setmodule("newscrawl.settings")
    return folder_of(settings) or Path(DEFAULT)


def _exchange(request: Request, response: Response) -> Exchange:
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
        if name.lower() not in (b"transfer-encoding", b"content-length")
    ]
    headers.append(("Content-Length", str(len(response.body))))
    return Exchange(response.url, response.status, headers, response.body, datetime.now(UTC), _hints(request))


def _hints(request: Request) -> dict[str, Any]:
    """What the list said that led here, without which the page cannot be extracted again alike."""
    link = request.cb_kwargs.get("link")
    noted = {
        "published": getattr(link, "date", None),
        "title": getattr(link, "text", None),
        "channel": list(getattr(link, "channel", ())),
    }
    return {name: value for name, value in noted.items() if value}
