"""SIGKILL at random moments of a crawl, until the last run may finish: nothing lost, nothing twice."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from newscrawl.export import encode
from newscrawl.store import Store
from tests.torture.crawls import CONCURRENCY, start
from tests.torture.server import SiteServer
from tests.torture.site import Site

TABLES = ("articles", "versions", "aliases", "rejects")


@dataclass(frozen=True, slots=True)
class Killed:
    """What was left after so many kills, and how many requests it took."""

    articles: int
    kills: int
    code: int
    rows: dict[str, int]
    titles: int
    exported: bool
    requests: int
    needed: int

    @property
    def overhead(self) -> int:
        """Requests beyond those of an undisturbed crawl."""
        return self.requests - self.needed

    @property
    def faults(self) -> list[str]:
        """What is wrong; empty if nothing is."""
        rows = {"articles": self.articles, "versions": self.articles, "aliases": 0, "rejects": 0}
        allowed = self.needed // 20 + self.kills * CONCURRENCY
        checks = {
            f"the last run ended with code {self.code}": self.code == 0,
            f"rows are {self.rows}": self.rows == rows,
            f"{self.titles} titles": self.titles == self.articles,
            "the export is not the store": self.exported,
            f"{self.overhead} requests too many, {allowed} allowed": self.overhead <= allowed,
        }
        return [fault for fault, holds in checks.items() if not holds]


def kill(folder: Path, articles: int, kills: int, seed: int) -> Killed:
    """Crawl a site of so many articles, killing the process so many times before it may come to its end."""
    site, chance = Site(articles), random.Random(seed)
    done = 0
    with SiteServer(site) as server:
        while done < kills:
            crawl = start(folder, server)
            enough = server.total + chance.randint(1, max(2, 2 * site.pages // (kills + 1)))
            while server.total < enough and crawl.poll() is None:
                time.sleep(0.005)
            time.sleep(chance.random() * 0.1)
            if crawl.poll() is not None:
                break
            crawl.kill()
            crawl.wait()
            done += 1
        else:
            crawl = start(folder, server)
        code = crawl.wait()
        requests = server.total
    rows, titles = _rows(folder)
    return Killed(articles, done, code, rows, titles, _is_exported(folder), requests, site.pages)


def _rows(folder: Path) -> tuple[dict[str, int], int]:
    with closing(sqlite3.connect(folder / "crawl.db")) as database:
        count = {name: database.execute("SELECT count(*) FROM " + name).fetchone()[0] for name in TABLES}
        return count, database.execute("SELECT count(DISTINCT title) FROM versions").fetchone()[0]


def _is_exported(folder: Path) -> bool:
    """Whether the last run's export is, byte for byte, what the store holds."""
    with Store(f"sqlite:///{folder}/crawl.db") as store:
        (last,) = store.runs(1)
        stored = b"".join(encode(record) + b"\n" for record in store.records())
    return last.export is not None and Path(last.export).read_bytes() == stored
