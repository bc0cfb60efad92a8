"""Two workers at one site beside one, on real Redis and PostgreSQL, where reading the pages is the limit.

    python -m tests.bench scaleout
    python -m tests.bench.scaleout --pages 2000

Each worker is one process that reads its pages itself (NEWSCRAWL_READERS=0). Pages are 80 KB, and made
before the first of them is asked for. A rate is that of the middle of a crawl, when all workers are at it:
from a fifth of the requests to nine tenths. With two cores for two workers, the database, Redis and the
site, the time on the clock says what this machine can do; the CPU of the workers says what two machines can.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from tests.bench.figures import Figure, save, table
from tests.bench.heavy import HeavyServer, article
from tests.conftest import new_database
from tests.crawling import ROOT, environment
from tests.torture.crawls import COMMAND, children
from tests.torture.site import HOST, Site
from tests.torture.workers import Redis, postgresql

GOAL = 1.7
AT_ONCE, AT_ONE_ADDRESS = 12, 32
"""Requests under way of one worker, and of all: none waits for the other's."""

FROM, TO = 0.2, 0.9
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Crawled:
    """The middle of one crawl: pages a second, and CPU ms a page of the workers and of all else."""

    rate: float
    cpu: dict[str, float]
    articles: int
    codes: list[int]


def crawl(folder: Path, workers: int, pages: int, server: HeavyServer, url: str, redis: Redis) -> Crawled:
    """So many workers from an empty database to the end."""
    folder.mkdir()
    env = environment(
        folder,
        NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}",
        NEWSCRAWL_DATABASE_URL=url,
        NEWSCRAWL_REDIS_URL=redis.url,
        NEWSCRAWL_READERS="0",
    )
    command = [
        *COMMAND, "-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={AT_ONE_ADDRESS}",
        "-s", f"CONCURRENT_REQUESTS={AT_ONCE}",
    ]  # fmt: skip
    server.forget()
    with (folder / "log").open("ab") as log:
        crawls = [
            subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log) for _ in range(workers)
        ]
    watched = {
        "worker": [one.pid for one in crawls],
        "PostgreSQL": [postmaster(url)],
        "Redis": [redis.pid],
        "site": [server.pid],
    }
    needed = Site(pages).pages
    began, before, first = _reached(server, round(FROM * needed), watched, crawls)
    ended, after, last = _reached(server, round(TO * needed), watched, crawls)
    done = max(1, last - first)
    cpu = {name: 1000 * (after[name] - before[name]) / done for name in watched}
    codes = [one.wait(600) for one in crawls]
    return Crawled(done / (ended - began), cpu, _articles(url), codes)


def _reached(
    server: HeavyServer,
    requests: int,
    watched: dict[str, list[int]],
    crawls: Iterable[subprocess.Popen[bytes]],
) -> tuple[float, dict[str, float], int]:
    """When so many requests had come: the moment, the CPU seconds of each kind of process, the requests."""
    while server.asked < requests and any(one.poll() is None for one in crawls):
        time.sleep(0.005)
    return time.monotonic(), {name: sum(map(cpu_of, pids)) for name, pids in watched.items()}, server.asked


def cpu_of(pid: int) -> float:
    """Seconds of CPU of a process with all that it has begun, as far as that lives or is buried."""
    try:
        used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]
    except OSError:
        return 0.0
    return sum(map(int, used)) / _TICKS + sum(map(cpu_of, children(pid)))


def postmaster(url: str) -> int:
    """The first process of the server behind `url`, which stands in the folder of its data."""
    folder = make_url(url).query["host"]
    return int((Path(str(folder)) / "postmaster.pid").read_text().split()[0])


def _articles(url: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        count = connection.scalar(text("SELECT count(*) FROM articles")) or 0
    engine.dispose()
    return int(count)


def figures(pages: int = 800) -> list[Figure]:
    """One worker, two, and how much more two do."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        redis = Redis(folder)
        try:
            with HeavyServer(pages) as server, postgresql() as url:
                one, two = (
                    crawl(folder / f"{workers}", workers, pages, server, new_database(url), redis)
                    for workers in (1, 2)
                )
        finally:
            redis.kill()
    others = ", ".join(f"{name} {ms:.1f}" for name, ms in two.cpu.items() if name != "worker")
    right = all(each.articles == pages and not any(each.codes) for each in (one, two))
    ended = f"{one.articles} and {two.articles}; exit codes {one.codes} and {two.codes}"
    return [
        Figure("pages", pages, note=f"{len(article(1).encode()) // 1000} KB each"),
        Figure("every article once, both times", float(right), at_least=1, note=ended),
        Figure("pages a second, one worker", one.rate, "pages/s"),
        Figure("pages a second, two workers", two.rate, "pages/s", note=_shared(two)),
        Figure("CPU a page, one worker", one.cpu["worker"], "ms"),
        Figure("CPU a page, two workers", two.cpu["worker"], "ms", note=f"besides: {others}"),
        Figure("two workers, by the clock", two.rate / one.rate, "times", at_least=GOAL,
               note=f"{os.cpu_count()} cores for all; needs a quiet machine"),
        Figure("two workers, by their CPU", 2 * one.cpu["worker"] / two.cpu["worker"], "times", at_least=GOAL,
               note="a core for each"),
    ]  # fmt: skip


def _shared(crawled: Crawled) -> str:
    """How the CPU was shared, in cores."""
    return "cores: " + ", ".join(f"{name} {ms * crawled.rate / 1000:.2f}" for name, ms in crawled.cpu.items())


def main() -> int:
    """0 if the goals are reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scaleout", description=__doc__)
    parser.add_argument("--pages", type=int, default=800)
    found = figures(parser.parse_args().pages)
    print(f"{table(found)}\n  kept in {save('scaleout', found)}")
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
