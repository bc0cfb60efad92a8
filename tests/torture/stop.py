"""`python -m tests.torture stop`: SIGTERM at random moments, and then to the end."""

from __future__ import annotations

import random
import signal
import tempfile
import threading
import time
from pathlib import Path

from newscrawl.store import Store
from tests.torture.crawls import finish, start
from tests.torture.server import SiteServer
from tests.torture.site import Site

SECONDS = 10.0
STOPS = 4


class Stalling(SiteServer):
    """Answers, until it is told to stall."""

    def __init__(self, site: Site) -> None:
        super().__init__(site)
        self.flowing = threading.Event()
        self.flowing.set()

    def answer(self, path: str, known: str | None) -> tuple[int, bytes]:
        self.flowing.wait(60)
        return super().answer(path, known)


def stopped(folder: Path, server: Stalling, after: int, stall: bool) -> tuple[float, int]:
    """Seconds from SIGTERM to the end of a crawl, and its exit code."""
    crawl = start(folder, server)
    wanted = server.total + after
    while server.total < wanted and crawl.poll() is None:
        time.sleep(0.005)
    if stall:
        server.flowing.clear()
    crawl.send_signal(signal.SIGTERM)
    began = time.monotonic()
    code = crawl.wait(60)
    server.flowing.set()
    return time.monotonic() - began, code


def main(articles: int = 1000) -> int:
    """0 if each stopped run ended in time and said that it is unfinished, and the last one had everything."""
    chance = random.Random(0)
    with tempfile.TemporaryDirectory() as name, Stalling(Site(articles)) as server:
        folder = Path(name)
        ends = [stopped(folder, server, chance.randint(20, 200), number % 2 == 1) for number in range(STOPS)]
        code = finish(folder, server)
        with Store(f"sqlite:///{folder}/crawl.db") as store:
            stored, last = len(list(store.records())), store.runs(1)[0].status
    longest, codes = max(seconds for seconds, _ in ends), {code for _, code in ends}
    held = longest <= SECONDS and codes == {1} and (stored, code, last) == (articles, 0, "done")
    print(
        f"{STOPS} stops, {longest:.1f} s at most (goal {SECONDS:.0f}), codes {codes}; the next run: {stored} of "
        f"{articles} articles, code {code}, {last}: {'held' if held else 'FAILED'}"
    )
    return 0 if held else 1
