"""`python -m tests.torture again`: a second run over a site without news, and one beside a run under way."""

from __future__ import annotations

import resource
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.torture.crawls import finish, start
from tests.torture.server import SiteServer
from tests.torture.site import Site

ARTICLES = 500
SECONDS = 1.0
LOCKED = 4
_TABLES = ("articles", "versions", "aliases", "rejects", "fetches", "issues", "editions")


def main() -> int:
    """0 if the second run wrote no article and asked for none, and the one beside another ended in time."""
    with tempfile.TemporaryDirectory() as folder:
        calm = _second(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        locked = _beside(Path(folder))
    return 0 if calm and locked else 1


def _second(folder: Path) -> bool:
    with SiteServer(Site(ARTICLES)) as server:
        finish(folder, server)
        before = _rows(folder)
        server.forget()
        code = finish(folder, server)
        asked = sum(path.startswith("/news/t") for path in server.asked)
        statuses = dict(server.statuses)
    written = len(_rows(folder) ^ before)
    held = (code, asked, written, statuses.get(200, 0)) == (0, 0, 0, 0)
    print(
        f"second run: {written} rows of articles inserted, updated or deleted, {asked} articles asked for, answers by "
        f"status {statuses} (404: robots.txt, sitemap.xml): {'held' if held else 'FAILED'}"
    )
    return held


def _beside(folder: Path) -> bool:
    with SiteServer(Site(20_000)) as server:
        crawl = start(folder, server)
        while server.total < 20 and crawl.poll() is None:
            time.sleep(0.01)
        began, spent = time.monotonic(), _spent()
        code = finish(folder, server, timeout=60)
        seconds, spent = time.monotonic() - began, _spent() - spent
        crawl.kill()
        crawl.wait()
    held = code == LOCKED and seconds <= SECONDS
    print(
        f"beside another run: code {code} after {seconds:.2f} s, {spent:.2f} s of CPU, with the start of Python "
        f"(goal {SECONDS:.0f} s): "
        f"{'held' if held else 'FAILED'}"
    )
    return held


def _spent() -> float:
    """Seconds of CPU of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _rows(folder: Path) -> set[tuple[object, ...]]:
    """Every row of what is known of articles."""
    with closing(sqlite3.connect(folder / "crawl.db")) as database:
        return {(name, *row) for name in _TABLES for row in database.execute(f"SELECT * FROM {name}")}
