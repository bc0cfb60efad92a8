"""How fast a whole crawl is beside a spider that stores nothing, and how much memory a long one takes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.crawling import FAST, ROOT, environment
from tests.torture.crawls import CONCURRENCY, finish, resident, start
from tests.torture.server import SiteServer
from tests.torture.site import HOST, Site

RATIO = 0.7
PEAK = 300
GROWTH = 30
"""MB at the end beyond those at a tenth of the crawl."""


def rate(folder: Path, articles: int) -> tuple[str, bool]:
    """Pages a second of a whole crawl, and of a bare spider on the same pages."""
    site = Site(articles)
    with SiteServer(site) as server:
        code = finish(folder, server)
        ours, read = server.total / (server.last - server.first), server.total
        server.forget()
        command = [
            sys.executable, "-m", "scrapy", "runspider", "tests/torture/bare.py", *FAST, "-L", "WARNING",
            "-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={CONCURRENCY}", "-s", "ITEM_PIPELINES={}",
            "-s", "SCHEDULER=scrapy.core.scheduler.Scheduler",
        ]  # fmt: skip
        env = environment(folder, NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}")
        subprocess.run(command, cwd=ROOT, env=env, check=True)
        bare = server.total / (server.last - server.first)
        same = server.total == read == site.pages
    line = f"{ours:.0f} pages/s, bare {bare:.0f} pages/s: {ours / bare:.2f} (goal {RATIO})"
    if not same or code:
        line += f"; {read} and {server.total} of {site.pages} pages, code {code}"
    return line, same and code == 0 and ours / bare >= RATIO


def memory(folder: Path, articles: int) -> tuple[str, bool]:
    """Resident memory after a tenth of the pages, at the end, and at its peak."""
    site = Site(articles)
    early = late = peak = 0
    with SiteServer(site) as server:
        began = time.monotonic()
        crawl = start(folder, server)
        while crawl.poll() is None:
            now = resident(crawl.pid)
            late, peak = now or late, max(peak, now)
            if not early and server.total >= site.pages // 10:
                early = now
            time.sleep(0.1)
        seconds = time.monotonic() - began
    line = (
        f"{server.total} pages in {seconds:.0f} s, code {crawl.returncode}: {early} MB after a tenth, "
        f"{late} MB at the end, peak {peak} MB (goal: +{GROWTH} MB, {PEAK} MB)"
    )
    return line, crawl.returncode == 0 and late <= early + GROWTH and peak <= PEAK
