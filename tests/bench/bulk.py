"""`newscrawl bulk` over archives that were multiplied: the same as extract, two workers beside one, memory.

    python -m tests.bench bulk                      4,000 pages
    python -m tests.bench.bulk --pages 20000

Pages are those of the corpus archives beside the checkout, where there are none those of the demonstration portal, under
further host names.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from urllib.parse import urlsplit

from newscrawl import archive
from newscrawl.archive import Exchange, Writer
from tests.bench.figures import ROOT, Figure, save, table

CORPUS = ROOT.parent / "shared" / "corpus" / "sites"
DEMO = ROOT / "data" / "demo" / "www"
FILES = 20
STAGES = ("look", "choose", "sight", "settle", "extract", "cluster")
TYPE = [("Content-Type", "text/html")]
DAY = datetime(2024, 3, 13, 8, tzinfo=UTC)


def exchanges() -> Iterator[Exchange]:
    """The pages, again and again, each time under further host names."""
    paths = sorted(CORPUS.glob("*.warc.gz")) if CORPUS.exists() else []
    for copy in count():
        if paths:
            for response in (each for path in paths for each in archive.responses(path)):
                yield _moved(
                    Exchange(response.url, response.status, TYPE, response.body, response.date), copy
                )
        else:
            for path in sorted(DEMO.rglob("*.html")):
                yield _moved(
                    Exchange(f"http://{path.relative_to(DEMO)}", 200, TYPE, path.read_bytes(), DAY), copy
                )


def _moved(one: Exchange, copy: int) -> Exchange:
    host = urlsplit(one.url).netloc
    other = f"c{copy}.{host}" if copy else host
    body = one.body.replace(host.encode(), other.encode())
    return Exchange(one.url.replace(host, other, 1), one.status, one.headers, body, one.date)


def write(folder: Path, pages: int) -> list[Path]:
    """FILES archives; the copies of a host stand in one of them."""
    writers = [Writer(folder, f"part{number:02d}") for number in range(FILES)]
    for number, one in enumerate(islice(exchanges(), pages)):
        writers[number * FILES // pages].add(one)
    for writer in writers:
        writer.close()
    return sorted(folder.glob("*.warc.gz"))


def extracted(paths: Iterable[Path], target: Path) -> Iterator[bytes]:
    """The records that `newscrawl extract` gives, one by one."""
    with target.open("wb") as out:
        subprocess.run(
            [sys.executable, "-m", "newscrawl", "extract", "--jobs", "2", *map(str, paths)],
            stdout=out,
            check=False,
        )
    with target.open("rb") as lines:
        for line in lines:
            before, found, record = line.partition(b',"record":')
            if found and b',"error":' not in before:
                yield record[:-2]


def bulk(paths: Iterable[Path], out: Path, workers: int) -> float:
    """One run; its wall time in seconds."""
    began = time.monotonic()
    command = [
        sys.executable,
        "-m",
        "newscrawl",
        "bulk",
        *map(str, paths),
        "--out",
        str(out),
        "--workers",
        str(workers),
    ]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - began


def records(out: Path) -> Iterator[bytes]:
    """The records of a run, in order."""
    for path in sorted((out / "records").iterdir()):
        with gzip.open(path, "rb") as lines:
            yield from (line[:-1] for line in lines)


def measured(out: Path, stage: str, name: str) -> list[float]:
    """What the tasks of a stage have measured of themselves."""
    files = sorted((out / ".state" / stage / "stats").glob("*.json"))
    return [float(json.loads(path.read_text())[0]["stats"][name]["total"]) for path in files]


def shared_out(out: Path, workers: int) -> float:
    """How many times faster so many workers are by the CPU time of the tasks, each given to who is free."""
    one = many = 0.0
    for stage in STAGES:
        free = [0.0] * workers
        for spent in measured(out, stage, "cpu_ms"):
            free[free.index(min(free))] += spent
            one += spent
        many += max(free)
    return one / many


def figures(pages: int = 4000) -> list[Figure]:
    """Two workers and one, beside `newscrawl extract`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        paths = write(root / "archives", pages)
        two, one = bulk(paths, root / "two", 2), bulk(paths, root / "one", 1)
        same = list(records(root / "two")) == list(extracted(paths, root / "lines"))
        same = same and list(records(root / "two")) == list(records(root / "one"))
        peaks = [peak / 1024 for stage in STAGES for peak in measured(root / "two", stage, "peak_kb")]
        return [
            Figure("pages", pages),
            Figure("records as by extract", float(same), at_least=1),
            Figure(
                "two workers, by wall time", one / two, "times", at_least=1.8, note="needs two quiet cores"
            ),
            Figure("two workers, by CPU time of tasks", shared_out(root / "one", 2), "times", at_least=1.8),
            Figure("largest worker", max(peaks), "MB", at_most=400),
            Figure("pages a second, one worker", pages / one, "pages/s"),
        ]


def main() -> int:
    """0 if all goals are reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bulk", description=__doc__)
    parser.add_argument("--pages", type=int, default=4000)
    found = figures(parser.parse_args().pages)
    print(f"{table(found)}\n  kept in {save('bulk', found)}")
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
