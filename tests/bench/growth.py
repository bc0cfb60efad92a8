"""Cost of storing, joining, finding and exporting as the store grows, and bytes a row; curves in docs/growth.svg.

The goal is that of a whole page: reading it costs the same at any size, and is the most of it.

python -m tests.bench growth                          1,000 to 100,000 articles, SQLite
python -m tests.bench.growth --articles 1000000       and further
python -m tests.bench.growth --articles 5000 --url postgresql://USER@HOST/EMPTY

At each size the last articles are stored one transaction after the other, as a crawl does it; these are measured.
In SQLite what lies between one size and the next is multiplied from what is there (tests/bench/multiplied.py).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import islice

from newscrawl.errors import Refused
from newscrawl.export import encode
from newscrawl.extract import extract
from newscrawl.model import Paragraph, Record
from newscrawl.store import Store
from newscrawl.stories import assign_story
from tests.bed import cases
from tests.bench.curves import plot
from tests.bench.figures import ROOT, Figure, save, table
from tests.bench.multiplied import BLOCK, multiply
from tests.bench.stocked import DEEDS, SUBJECTS, made
from tests.torture.site import paragraphs

BATCH = 100
"""Articles of a transaction: what a crawl brings at once."""

COPIED = 5
"""Every so many articles one is a copy of an earlier one, of another outlet and with another end."""

LAST = 2000
QUERIES = 40
EXPORTED = 1000
GROWTH = 1.2
SITE = "invented.000"
PLOT = ROOT / "docs" / "growth.svg"
NAMES = {
    "stored": "store a page",
    "joined": "store and join its story",
    "indexed": "take it into the search",
    "found": "search",
    "exported": "export a page",
}


@dataclass(frozen=True, slots=True)
class Point:
    """CPU ms of each, one article or one query; bytes an article.

    `probe`: CPU ms of the same piece of work at each size. It tells how fast the machine is just then.
    """

    articles: int
    stored: float
    joined: float
    indexed: float
    found: float
    exported: float
    probe: float
    size: float


def sizes(most: int) -> list[int]:
    """1,000, 10,000, 100,000 … up to `most`."""
    return sorted({*(size for size in (10**power for power in range(3, 10)) if size < most), most})


def measure(url: str, most: int) -> list[Point]:
    """Fill an empty database to each size in turn, and measure there."""
    points: list[Point] = []
    stored = 0
    with Store(url) as store:
        run = store.begin_run(SITE)
        for size in sizes(most):
            last = min(LAST, size // 2)
            if url.startswith("sqlite") and stored >= BLOCK:
                multiply(store, size - last - stored)
            else:
                _fill(store, run, range(stored, size - last), assign_story)
            points.append(_point(store, run, size, last))
            stored = size
    return points


def _point(store: Store, run: str, size: int, last: int) -> Point:
    """Store the last articles up to `size`, half of them without looking for their stories, and measure."""
    middle = size - last // 2
    before = _probe()
    plain, first = _fill(store, run, range(size - last, middle), lambda record: record)
    joined, second = _fill(store, run, range(middle, size), assign_story)
    found, exported = _found(store), _exported(store)
    probe, room = (before + _probe()) / 2, store.sizes().total / size
    return Point(size, plain, joined, (first + second) / 2, found, exported, probe, room)


def article(number: int, chance: random.Random) -> Record:
    """Article `number`, some 900 characters, without a story."""
    of = number if number % COPIED or number < 10 * COPIED else number - chance.randrange(1, 10 * COPIED)
    text = paragraphs(of).removeprefix("<p>").removesuffix("</p>").split("</p><p>")
    told = [*text[:-1], f"{text[-1]}（{number}）"]
    body = "\n\n".join(told)
    return replace(
        made(number, SITE, chance), body=body, blocks=[Paragraph(each) for each in told],
        characters=len(body), story=None,
    )  # fmt: skip


def _fill(store: Store, run: str, numbers: range, told: Callable[[Record], Record]) -> tuple[float, float]:
    """CPU ms an article of storing, and of taking into the search; making them is not counted."""
    chance = random.Random(numbers.start)
    saving = indexing = 0.0
    for at in range(0, len(numbers), BATCH):
        items = [told(article(number, chance)) for number in numbers[at : at + BATCH]]
        began = time.process_time()
        store.save(items, run)
        saved = time.process_time()
        while store.index(BATCH):
            pass
        saving, indexing = saving + saved - began, indexing + time.process_time() - saved
    return 1000 * saving / max(1, len(numbers)), 1000 * indexing / max(1, len(numbers))


def _found(store: Store) -> float:
    began = time.process_time()
    for number in range(QUERIES):
        store.search(f"{SUBJECTS[number % len(SUBJECTS)]} {DEEDS[number % len(DEEDS)]}")
    return 1000 * (time.process_time() - began) / QUERIES


def _exported(store: Store) -> float:
    began = time.process_time()
    count = sum(bool(encode(record)) for record in islice(store.records(), EXPORTED))
    return 1000 * (time.process_time() - began) / count


def _read() -> float:
    """CPU ms of reading a page, bytes to record: the mean of the bed's."""
    pages = [case.html for case in cases()]
    began = time.process_time()
    for page in pages:
        with suppress(Refused):
            extract(page)
    return 1000 * (time.process_time() - began) / len(pages)


def _probe() -> float:
    began = time.process_time()
    for number in range(EXPORTED):
        encode(article(number, random.Random(number)))
    return time.process_time() - began


def figures(most: int = 100_000, url: str | None = None) -> list[Figure]:
    """The costs at each size, and how they grow from the 10,000th article (or the first size) to the last."""
    with tempfile.TemporaryDirectory() as folder:
        points = measure(url or f"sqlite:///{folder}/growth.db", most)
    if most >= 10_000 and url is None:
        costs = {label: [asdict(point)[name] for point in points] for name, label in NAMES.items()}
        PLOT.write_text(plot([point.articles for point in points], costs), encoding="utf-8")
    first = next((point for point in points if point.articles >= 10_000), points[0])
    last = points[-1]
    note = f"from {first.articles:,} to {last.articles:,}"
    measured = []
    for point in points:
        values, at = asdict(point), f"at {point.articles:,}"
        measured += [Figure(f"{label}, {at}", values[name], "ms") for name, label in NAMES.items()]
        measured.append(Figure(f"room, {at}", point.size, "bytes"))
    pace = first.probe / last.probe
    read = _read()
    whole = (read + (last.joined + last.indexed) * pace) / (read + first.joined + first.indexed)
    return [
        *measured,
        Figure("read a page, at any size", read, "ms"),
        Figure("speed of the machine, first to last", pace, "times", note="taken out of the growth below"),
        *(
            Figure(f"growth: {label}", asdict(last)[name] / asdict(first)[name] * pace, "times", note=note)
            for name, label in NAMES.items()
        ),
        Figure("growth: a whole page, read to found", whole, "times", at_most=GROWTH, note=note),
    ]  # fmt: skip


def main() -> int:
    """0 if the costs grow no more than they may."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--url", help="an empty database instead of SQLite; its server's CPU is not counted")
    args = parser.parse_args()
    measured = figures(args.articles, args.url)
    print(f"{table(measured)}\n  kept in {save('growth', measured)}")
    return 0 if all(figure.holds for figure in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
