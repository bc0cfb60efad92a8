"""A crawl on a disk of 20 MB that fills up: code 5, nothing torn; with room again the next run completes it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from newscrawl.store import Store
from tests.crawling import ROOT, environment
from tests.torture.crawls import COMMAND
from tests.torture.server import SiteServer
from tests.torture.site import HOST, Site

SIZE = 20
ROOM = 3
"""MB that the first crawl finds free."""


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """A file system of `size` MB in memory. Raises CalledProcessError without the right to mount."""
    with tempfile.TemporaryDirectory() as folder:
        options = ["-t", "tmpfs", "-o", f"size={size}m", "tmpfs", folder]
        subprocess.run(["mount", *options], check=True, capture_output=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def crawl_on_full_disk(folder: Path, articles: int) -> list[str]:
    """What is wrong; empty if nothing is. A file takes all room but for what some of the articles need."""
    faults = []
    with SiteServer(Site(articles)) as server:
        filler = folder / "filler"
        filler.write_bytes(b"\0" * ((SIZE - ROOM) << 20))
        code, said = _crawl(folder, server)
        if code != 5:
            faults.append(f"code {code} on a full disk")
        if "the disk is full" not in said and "No space left" not in said:
            faults.append(f"it says {said[-300:]!r}")
        faults += _torn(folder / "crawl.db")
        with Store(f"sqlite:///{folder}/crawl.db") as store:
            if store.count() >= articles:
                faults.append("the disk was not full before the end")
        filler.unlink()
        code, said = _crawl(folder, server)
    with Store(f"sqlite:///{folder}/crawl.db") as store:
        stored = store.count()
    if code or stored != articles:
        faults.append(f"with room again: code {code}, {stored} of {articles} articles: {said[-300:]}")
    return faults + _torn(folder / "crawl.db")


def _crawl(folder: Path, server: SiteServer) -> tuple[int, str]:
    """A crawl to its end: its code, and what it says."""
    env = environment(folder, NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}")
    done = subprocess.run(COMMAND, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def _torn(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as opened:
        whole = opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        linked = not opened.execute("PRAGMA foreign_key_check").fetchall()
    return [fault for fault, holds in (("damaged", whole), ("rows link to none", linked)) if not holds]


def main(articles: int = 400) -> int:
    """0 if all held."""
    if os.geteuid():
        print("not tried: only root may mount a small disk")
        return 0
    with small_disk(SIZE) as folder:
        faults = crawl_on_full_disk(folder, articles)
    print("; ".join(faults) or f"a disk of {SIZE} MB that was full, {articles} articles: held")
    return 1 if faults else 0
