"""`python -m tests.bench.web`: how fast the reading room answers, on a hundred thousand articles and SQLite.

The server is a process of its own; readers ask it from threads of this one, each its next page as soon as it
has the last. Both share the machine's cores.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from tests.bench.stocked import DEEDS, SUBJECTS, stock

MEDIAN, SLOW, FIRST_PAGE = 0.150, 0.400, 150_000
# More than the room remembers the answers of.
WORDS = tuple(f"{subject} {deed[:2]}" for subject in SUBJECTS for deed in DEEDS)
SHORT = ("--articles", "20000", "--requests", "200")
"""Its arguments where all benches are run."""


def main() -> int:
    """0 if every figure is within its bound."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.web", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--requests", type=int, default=400, help="of each kind of page")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the database for the next time")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _measure(asked, asked.keep or Path(folder))


def _measure(asked: argparse.Namespace, folder: Path) -> int:
    file = folder / f"{asked.articles}.db"
    url, begin = f"sqlite:///{file}", time.monotonic()
    if not file.exists():
        stock(url, asked.articles)
        print(f"stocked {asked.articles} articles in {time.monotonic() - begin:.0f} s")
    env = {**os.environ, "NEWSCRAWL_DATABASE_URL": url, "NEWSCRAWL_ARCHIVE": str(folder / "archive")}
    command = [sys.executable, "-m", "newscrawl", "serve", "--port", "0"]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            port = int(re.search(r":(\d+)/", server.stderr.readline())[1])  # type: ignore[index]
            return _ask(port, asked, server.pid)
        finally:
            server.terminate()


def _ask(port: int, asked: argparse.Namespace, server: int) -> int:
    chance = random.Random(3)
    first, _ = _get(port, "/zh/", 0)
    whole = sum(
        _get(port, path, 0)[0] for path in ("/zh/", "/static/room.css", "/static/room.js", "/static/icon.svg")
    )
    ids = re.findall(r"/zh/articles/([0-9a-f]{32})", _body(port, "/zh/articles?region=510000"))
    ids += re.findall(r"/zh/articles/([0-9a-f]{32})", _body(port, "/zh/articles?until=2023-06-01"))
    pages = {
        "search": [f"/zh/articles?q={quote(chance.choice(WORDS))}" for _ in range(asked.requests)],
        "filter": [
            f"/zh/articles?region={chance.choice(('510000', '440100', '33', '110000'))}&since=2023-0{chance.randint(1, 9)}-01"
            for _ in range(asked.requests)
        ],
        "article": [f"/zh/articles/{chance.choice(ids)}" for _ in range(asked.requests)],
        "today": ["/zh/"] * (asked.requests // 10),
    }
    good = whole <= FIRST_PAGE
    print(f"first page {first:,} bytes, {whole:,} with style, script and picture: at most {FIRST_PAGE:,}")
    for name, paths in pages.items():
        for path in paths[: asked.readers]:
            _get(port, path, 1)
        before = _cpu(server)
        with ThreadPoolExecutor(asked.readers) as readers:
            taken = sorted(seconds for _, seconds in readers.map(lambda path: _get(port, path, 1), paths))
        median, slow = statistics.median(taken), taken[int(len(taken) * 0.95)]
        good = good and median <= MEDIAN and slow <= SLOW
        cost = (_cpu(server) - before) / len(paths)
        print(
            f"{name:8} {asked.readers} readers: median {1000 * median:.0f} ms, 95th percentile {1000 * slow:.0f} ms; "
            f"the server took {1000 * cost:.1f} ms of CPU for each"
        )
    print("all within bounds" if good else "NOT within bounds")
    return 0 if good else 1


def _cpu(server: int) -> float:
    """Seconds of CPU that the server and its helpers have taken: what does not depend on what else runs."""
    found = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = stat.read_text(errors="replace").rpartition(")")[2].split() if stat.exists() else []
        if fields and (int(stat.parent.name) == server or int(fields[1]) == server):
            found += int(fields[11]) + int(fields[12])
    return found / os.sysconf("SC_CLK_TCK")


def _get(port: int, path: str, keep: int) -> tuple[int, float]:
    """The bytes that came, compressed as a browser asks for them, and the seconds it took."""
    begin = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    assert answer.status == 200, (path, answer.status)
    return size, time.perf_counter() - begin


def _body(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    return connection.getresponse().read().decode()


if __name__ == "__main__":
    sys.exit(main())
