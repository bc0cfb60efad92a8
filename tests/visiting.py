"""Asks for addresses with newscrawl's settings and a spider that only notes what came of each.

visit(["http://a.example/1", …], {"a.example": "127.0.0.1:8000"}) -> Visit
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from newscrawl.middlewares.endings import exit_code
from tests.crawling import ROOT

FAST = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}


@dataclass(frozen=True)
class Visit:
    """What became of each address: a status, or the name of an error; the log, and the exit code."""

    found: dict[str, Any]
    log: str
    code: int
    stats: dict[str, Any]
    peak_mb: int


def visit(
    urls: Sequence[str],
    targets: Mapping[str, str],
    before: str = "",
    timeout: float = 100,
    headers: Mapping[str, str] | None = None,
    **settings: Any,
) -> Visit:
    """Ask for `urls`, a host connected to its target; `before` is code that the process runs first."""
    connect = ",".join(f"{host}={address}" for host, address in targets.items())
    order = {
        "urls": list(urls),
        "settings": {**FAST, "NEWSCRAWL_CONNECT_TO": connect, **settings},
        "before": before,
        "headers": dict(headers or {}),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.visiting"],
        input=json.dumps(order),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    if not done.stdout:
        raise AssertionError(done.stderr)
    return Visit(log=done.stderr, **json.loads(done.stdout))


class Visitor(Spider):
    """Keeps the status of each answer; `dont_filter`, so that nothing but the downloader is in between."""

    name = "visitor"

    def __init__(self, urls: list[str], headers: dict[str, str]) -> None:
        super().__init__()
        self.urls, self.headers = urls, headers
        self.found: dict[str, Any] = {}

    async def start(self) -> AsyncIterator[Request]:
        for number, url in enumerate(self.urls):
            yield Request(
                url,
                self.parse,
                errback=self.note,
                dont_filter=True,
                headers=self.headers,
                cb_kwargs={"asked": number},
            )

    def parse(self, response: Response, asked: int) -> None:
        self.found[self.urls[asked]] = response.status

    def note(self, failure: Failure) -> None:
        asked = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
        response = getattr(failure.value, "response", None)
        self.found[self.urls[asked]] = response.status if response else type(failure.value).__name__


def main() -> None:
    order = json.load(sys.stdin)
    exec(order["before"], {})
    settings = Settings()
    settings.setmodule("newscrawl.settings")
    settings.setdict(
        {**order["settings"], "ITEM_PIPELINES": {}, "SCHEDULER": "scrapy.core.scheduler.Scheduler"},
        priority="cmdline",
    )
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Visitor)
    task = process.crawl(crawler, urls=order["urls"], headers=order["headers"])
    process.start()
    code = exit_code(crawler, task)
    assert isinstance(crawler.spider, Visitor)
    stats = {name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, int)}
    found = crawler.spider.found
    print(json.dumps({"found": found, "code": code, "stats": stats, "peak_mb": _peak_mb()}))


def _peak_mb() -> int:
    """The most memory this process has held; `ru_maxrss` would begin with what its parent held."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
