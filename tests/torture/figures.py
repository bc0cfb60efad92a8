"""How fast a whole crawl is beside a spider that stores nothing, and how much memory a long one takes."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.crawling import FAST, ROOT, environment
from tests.torture.crawls import CONCURRENCY, children, finish, resident, start
from tests.torture.server import SiteServer
from tests.torture.site import HOST, Site

ROUNDS = 3
RATIO = 0.7
PEAK = 300
GROWTH = 30
"""MB at the end beyond those at a tenth of the crawl."""


BARE = (
    sys.executable, "-m", "scrapy", "runspider", "tests/torture/bare.py", *FAST, "-L", "WARNING",
    "-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={CONCURRENCY}", "-s", f"CONCURRENT_REQUESTS={CONCURRENCY}",
    "-s", "ITEM_PIPELINES={}", "-s", "SCHEDULER=scrapy.core.scheduler.Scheduler",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speed:
    """Pages a second from the first request to the last, and ms of CPU a page with start and end."""

    pages: float
    cpu: float


def rate(folder: Path, articles: int) -> tuple[str, bool]:
    """Pages a second of a whole crawl, and of a bare spider on the same pages, by turns; the middle ratio."""
    rounds = [beside(folder / str(number), Site(articles)) for number in range(ROUNDS)]
    if any(faults := [fault for *_, fault in rounds if fault]):
        return "; ".join(faults), False
    ratios = [ours.pages / bare.pages for ours, bare, _ in rounds]
    told = ", ".join(
        f"{ours.pages:.0f} pages/s ({ours.cpu:.1f} ms of CPU a page) and {bare.pages:.0f} ({bare.cpu:.1f} ms)"
        for ours, bare, _ in rounds
    )
    ratio = statistics.median(ratios)
    return f"{told}: {ratio:.2f} of the bare spider's (goal {RATIO})", ratio >= RATIO


def beside(folder: Path, site: Site) -> tuple[Speed, Speed, str]:
    """The whole crawl, the bare one, and what is wrong with either."""
    folder.mkdir()
    with SiteServer(site) as server:
        env = environment(folder, NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}")
        codes, speeds = [], []
        for crawl in (
            lambda: finish(folder, server),
            lambda: subprocess.run(BARE, cwd=ROOT, env=env, check=False).returncode,
        ):
            server.forget()
            before = _cpu()
            codes.append(crawl())
            seconds = server.last - server.first
            speeds.append(Speed(server.total / seconds, 1000 * (_cpu() - before) / server.total))
            if server.total != site.pages:
                codes.append(server.total)
        fault = "" if codes == [0, 0] else f"codes or pages of {site.pages}: {codes}"
    return speeds[0], speeds[1], fault


def _cpu() -> float:
    """Seconds of CPU that processes begun and ended here have taken, with those that they began."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory(folder: Path, articles: int) -> tuple[str, bool]:
    """Resident memory after a tenth of the pages, at the end, and at its peak."""
    site = Site(articles)
    early = late = peak = readers = 0
    with SiteServer(site) as server:
        began = time.monotonic()
        crawl = start(folder, server)
        while crawl.poll() is None:
            now = resident(crawl.pid)
            late, peak = now or late, max(peak, now)
            readers = max(readers, sum(map(resident, children(crawl.pid))))
            if not early and server.total >= site.pages // 10:
                early = now
            time.sleep(0.1)
        seconds = time.monotonic() - began
    line = (
        f"{server.total} pages in {seconds:.0f} s, code {crawl.returncode}: {early} MB after a tenth, "
        f"{late} MB at the end, peak {peak} MB (goal: +{GROWTH} MB, {PEAK} MB); processes that read pages: "
        f"{readers} MB at most"
    )
    return line, crawl.returncode == 0 and late <= early + GROWTH and peak <= PEAK
