"""A browser without a network of its own: whatever a page asks for is fetched by the crawl."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from newscrawl.errors import MissingExtra, UsageError
from newscrawl.middlewares.holds import SUB_REQUEST, holds_of, host_of
from newscrawl.middlewares.refusals import Held, Postponed

# Seconds for one page in all: its scripts wait for their turn like everything that is asked of a host.
LONGEST = 90.0
# Seconds without a request after which a page is taken to be complete is Playwright's: half of one.
_SETTLE = 30.0
_POLL = 0.1
MAX_SUB_REQUESTS = 60
# Scripts are the same from page to page, and are asked once in a run; bytes that are kept of them.
MAX_KEPT = 32 * 1024 * 1024
_MAX_POSTED = 64 * 1024
_ASKED = frozenset(("script", "xhr", "fetch", "document"))
_KEPT = frozenset(("script",))
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    # What is not intercepted (sockets, prefetching, the browser's own services) finds no host.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--disable-background-networking",
    "--disable-component-update",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--no-first-run",
)

log = logging.getLogger(__name__)


def launch_options(named: str) -> dict[str, Any]:
    """How the system's Chromium is started; `named`: its path, "" to look for it. Raises UsageError."""
    path = shutil.which(named) if named else next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        where = f"NEWSCRAWL_CHROMIUM={named}: no such program" if named else "no Chromium is installed"
        raise UsageError(
            f"{where}; JS pages need one: install chromium, or set NEWSCRAWL_CHROMIUM to its path"
        )
    # Root has no sandbox to put it in.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        "executable_path": path,
        "args": [*_ARGUMENTS, *sandbox],
        "handle_sigterm": False,
        "handle_sigint": False,
    }


def handler_class() -> Any:
    """scrapy-playwright's handler; raises MissingExtra."""
    try:
        from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
    except ImportError as error:
        raise MissingExtra("JS pages need the extra js: pip install 'newscrawl[js]'") from error
    return ScrapyPlaywrightDownloadHandler


class Browser:
    """Gives the HTML that a page has when its scripts have run. To be made before a crawl starts."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._holds = holds_of(crawler)
        self._handler = handler_class().from_crawler(crawler)
        self._handler.config.launch_options = launch_options(crawler.settings.get("NEWSCRAWL_CHROMIUM") or "")
        self._kept: dict[str, Response] = {}
        self._room = MAX_KEPT

    async def draw(self, response: Response, request: Request) -> bytes:
        """The page in UTF-8. Raises TimeoutError, or whatever the browser does."""
        visit = _Visit(self, response, monotonic() + LONGEST)
        from scrapy_playwright.page import PageMethod

        meta = {
            "playwright": True,
            "playwright_page_init_callback": visit.confine,
            "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
            "playwright_page_methods": [PageMethod(_settle)],
            "playwright_context_kwargs": {
                "service_workers": "block",
                "accept_downloads": False,
                "locale": "zh-CN",
                "user_agent": _first(request.headers, "User-Agent"),
            },
        }
        async with asyncio.timeout(LONGEST):
            drawn = await self._handler.download_request(Request(response.url, meta=meta, dont_filter=True))
        return str(drawn.text).encode("utf-8", "replace")

    async def _download(self, request: Request, until: float) -> Response:
        """The crawl would put a request back into its queue while its host is on hold; a page has to wait."""
        engine = self._crawler.engine
        assert engine is not None
        while True:
            try:
                return await engine.download_async(request.copy())
            except (Held, Postponed) as error:
                seconds = error.seconds if isinstance(error, Postponed) else 0.0
                if monotonic() + max(seconds, self._holds.wait(host_of(request))) >= until:
                    raise
                await asyncio.sleep(_POLL)

    async def close(self) -> None:
        """End the browser."""
        await self._handler.close()

    async def fetch(self, request: Request, kind: str, until: float) -> Response:
        """The answer to what a page asks: addresses, robots.txt, pace and size are the crawl's."""
        kept = self._kept.get(request.url) if kind in _KEPT else None
        if kept is not None:
            return kept
        response = await self._download(request, until)
        if kind in _KEPT and response.status == 200 and len(response.body) <= self._room:
            self._room -= len(response.body)
            self._kept[request.url] = response
        self._crawler.stats.inc_value("newscrawl/sub_requests")
        return response


class _Visit:
    """One page in the browser: what it may ask for until it is drawn."""

    def __init__(self, browser: Browser, document: Response, until: float) -> None:
        self._browser = browser
        self._document: Response | None = document
        self._until = until
        self._left = MAX_SUB_REQUESTS

    async def confine(self, page: Any, request: Request) -> None:
        """Take all requests of a page into our own hands; sockets are closed."""
        await page.route("**", self._answer)
        await page.route_web_socket("**", lambda socket: socket.close())

    async def _answer(self, route: Any) -> None:
        asked = route.request
        try:
            response = self._opened(asked) or await self._fetched(asked)
        except Exception as error:  # whatever goes wrong, the page goes without
            log.debug("Not given to a page: %s (%s)", asked.url, error)
            response = None
        if response is None:
            await route.abort()
            return
        headers = {
            "Content-Type": _first(response.headers, "Content-Type"),
            "Access-Control-Allow-Origin": "*",
        }
        await route.fulfill(status=response.status, headers=headers, body=response.body)

    def _opened(self, asked: Any) -> Response | None:
        """The page itself, which the crawl has fetched already."""
        if (
            self._document is None
            or not asked.is_navigation_request()
            or asked.frame.parent_frame is not None
        ):
            return None
        document, self._document = self._document, None
        return document

    async def _fetched(self, asked: Any) -> Response | None:
        """What a script asks for; None for pictures and the like, other pages, and what is too much."""
        elsewhere = asked.is_navigation_request() and asked.frame.parent_frame is None
        if asked.resource_type not in _ASKED or elsewhere or not self._left:
            return None
        body = asked.post_data_buffer or b""
        if asked.method not in ("GET", "POST") or len(body) > _MAX_POSTED:
            return None
        self._left -= 1
        headers = {"Content-Type": asked.headers["content-type"]} if "content-type" in asked.headers else {}
        meta = {SUB_REQUEST: True, "allow_offsite": True}
        request = Request(
            asked.url, method=asked.method, body=body, headers=headers, meta=meta, dont_filter=True
        )
        return await self._browser.fetch(request, asked.resource_type, self._until)


async def _settle(page: Any) -> None:
    """Wait until a page asks for nothing more; one that never stops is taken as it is."""
    try:
        await asyncio.wait_for(page.wait_for_load_state("networkidle", timeout=0), _SETTLE)
    except TimeoutError:
        log.debug("Drawn as it is: %s", page.url)


def _first(headers: Headers, name: str) -> str:
    return (headers.get(name) or b"").decode("latin-1")
