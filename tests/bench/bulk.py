"""`newscrawl bulk` over multiplied archives: the same as extract, two workers beside one, killed, memory.

    python -m tests.bench bulk                      2,000 pages
    python -m tests.bench.bulk --pages 20000

Pages are those of the corpus archives beside the checkout, where there are none those of the demonstration portal, under
further host names.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from urllib.parse import urlsplit

from newscrawl import archive
from newscrawl.archive import Exchange, Writer
from newscrawl.bulk import planned
from tests.bench.figures import ROOT, Figure, save, table
from tests.torture.crawls import children, resident

CORPUS = ROOT.parent / "shared" / "corpus" / "sites"
DEMO = ROOT / "data" / "demo" / "www"
PAGES = 2000
FILES = 20
PAUSE = 0.2
"""Seconds between two looks at a run."""

STAGES = ("look", "choose", "sight", "settle", "extract", "cluster")
TYPE = [("Content-Type", "text/html")]
DAY = datetime(2024, 3, 13, 8, tzinfo=UTC)


def exchanges() -> Iterator[Exchange]:
    """The pages, again and again, each time under further host names."""
    paths = _corpus()
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


def _corpus() -> list[Path]:
    return sorted(CORPUS.glob("*.warc.gz"))


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


@dataclass(frozen=True, slots=True)
class Ran:
    """One run: seconds by the clock, exit code, and the largest worker in MB as time went on."""

    seconds: float
    code: int
    memory: list[int]

    def third(self, number: int) -> int:
        """The largest worker in a third of the run, 0 to 2."""
        each = max(1, len(self.memory) // 3)
        return max(self.memory[number * each : (number + 1) * each if number < 2 else None] or [0])


def bulk(paths: Iterable[Path], out: Path, workers: int, watch: Callable[[int], None] | None = None) -> Ran:
    """One run to its end. `watch` is given its process now and then, and may do it harm."""
    began, memory = time.monotonic(), []
    command = [sys.executable, "-m", "newscrawl", "bulk", *map(str, paths), "--out", str(out)]
    with subprocess.Popen(
        [*command, "--workers", str(workers)], cwd=ROOT, stdout=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            if watch is not None:
                watch(process.pid)
            memory.append(max(map(resident, below(process.pid)), default=0))
            time.sleep(PAUSE)
    return Ran(time.monotonic() - began, process.returncode, memory)


def below(pid: int) -> list[int]:
    """A process's children and theirs; the forkserver, which does no work itself, is among them."""
    found = children(pid)
    return [*found, *(other for each in found for other in below(each))]


class Killer:
    """Kills a worker when a quarter of the shards is extracted, and the command when half of them is."""

    def __init__(self, out: Path, shards: int) -> None:
        self.killed: list[int] = []
        self.left: list[int] = []
        self._records, self._shards = out / "records", shards

    def __call__(self, pid: int) -> None:
        """Look whether it is time."""
        done = len(list(self._records.glob("*.jsonl.gz")))
        if done >= max(1, self._shards // 4) and not self.killed and (workers := below(pid)):
            # The youngest process is a worker.
            self._kill(max(workers))
        elif done >= self._shards // 2 and len(self.killed) == 1:
            self.left = below(pid)
            self._kill(pid)

    def _kill(self, pid: int) -> None:
        self.killed.append(pid)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def orphans(self) -> int:
        """How many processes of the killed command are there after a while."""
        for _ in range(100):
            if not any(map(resident, self.left)):
                break
            time.sleep(0.1)
        return sum(bool(resident(pid)) for pid in self.left)


def killed(paths: list[Path], out: Path, expected: list[bytes]) -> list[Figure]:
    """A run in which a worker is killed, and then the command; and the same command again."""
    killer = Killer(out, len(planned(paths, out, evidence=False).shards))
    first = bulk(paths, out, 2, killer)
    orphans = killer.orphans()
    second = bulk(paths, out, 2)
    ids = Counter(json.loads(record)["id"] for record in records(out))
    wanted = Counter(json.loads(record)["id"] for record in expected)
    return [
        Figure("killed: a worker, then the command", len(killer.killed), at_least=2, note=f"code {first.code}"),
        Figure("processes left behind", orphans, at_most=0),
        Figure("resumed: exit code", second.code, at_most=0, note=f"{second.seconds:.0f} s"),
        Figure("resumed: records lost, or there twice", (ids - wanted).total() + (wanted - ids).total(), at_most=0),
        Figure("resumed: records as by extract", float(list(records(out)) == expected), at_least=1),
    ]  # fmt: skip


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


def figures(pages: int = PAGES) -> list[Figure]:
    """Two workers and one, beside `newscrawl extract`; and one run that is killed."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        paths = write(root / "archives", pages)
        two = bulk(paths, root / "two", 2)
        # With one worker twice as long, extract and the killed run about as long again.
        left = (5 * two.seconds) / 60
        print(
            f"  {pages} pages written, two workers took {two.seconds:.0f} s: {left:.0f} minutes to go",
            flush=True,
        )
        one = bulk(paths, root / "one", 1)
        expected = list(extracted(paths, root / "lines"))
        same = all(list(records(root / name)) == expected for name in ("two", "one"))
        spent = sum(sum(measured(root / "one", stage, "cpu_ms")) for stage in STAGES)
        return [
            Figure("pages", pages, note="of the two archives" if _corpus() else "of the demonstration portal"),
            Figure("records as by extract", float(same), at_least=1, note=f"{len(expected)} records"),
            Figure("two workers, by wall time", one.seconds / two.seconds, "times", at_least=1.8,
                   note="needs two quiet cores"),
            Figure("two workers, by CPU time of tasks", shared_out(root / "one", 2), "times", at_least=1.8),
            *killed(paths, root / "killed", expected),
            *(Figure(f"largest worker, {when}", two.third(third), "MB", at_most=400)
              for third, when in enumerate(("first third", "second third", "last third"))),
            Figure("last third beside the second", two.third(2) / max(1, two.third(1)), "times", at_most=1.1),
            Figure("CPU a page, all stages", spent / pages, "ms"),
            Figure("pages a second, one worker", pages / one.seconds, "pages/s",
                   note=f"all of this took {(time.monotonic() - began) / 60:.1f} minutes"),
        ]  # fmt: skip


def main() -> int:
    """0 if all goals are reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bulk", description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES)
    found = figures(parser.parse_args().pages)
    print(f"{table(found)}\n  kept in {save('bulk', found)}")
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
