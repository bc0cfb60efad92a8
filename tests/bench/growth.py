"""Cost of saving, finding and exporting as the store grows, and bytes a row; curves go to docs/growth.svg.

python -m tests.bench growth                          1,000 to 100,000 articles, SQLite
python -m tests.bench.growth --articles 1000000       and further
python -m tests.bench.growth --articles 5000 --url postgresql://USER@HOST/EMPTY
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from newscrawl.export import encode
from newscrawl.store import Store
from tests.bench.figures import ROOT, Figure, save, table
from tests.bench.stocked import DEEDS, SUBJECTS, made

BATCH = 500
SITES = 8
QUERIES = 40
EXPORTED = 1000
GROWTH = 1.2
PLOT = ROOT / "docs" / "growth.svg"


@dataclass(frozen=True, slots=True)
class Point:
    """CPU ms of one article saved (with its search index), one query, one article exported; bytes an article."""

    articles: int
    saved: float
    found: float
    exported: float
    size: float


def sizes(most: int) -> list[int]:
    """1,000, 3,000, 10,000 … up to `most`."""
    steps = [step * 10**power for power in range(3, 10) for step in (1, 3)]
    return sorted({*(size for size in steps if size < most), most})


def measure(url: str, most: int) -> list[Point]:
    """Fill an empty database to each size in turn, and measure there."""
    chance = random.Random(7)
    points: list[Point] = []
    stored = 0
    with Store(url) as store:
        runs = [store.begin_run(f"invented.{site:03d}") for site in range(SITES)]
        for size in sizes(most):
            # What counts is the last part: there the store has nearly this size.
            last = max(BATCH, size // 20)
            _fill(store, runs, range(stored, size - last), chance)
            saved = _fill(store, runs, range(size - last, size), chance)
            stored = size
            each = store.sizes().total / size
            points.append(Point(size, saved / last, _found(store), _exported(store), each))
    return points


def _fill(store: Store, runs: Sequence[str], numbers: range, chance: random.Random) -> float:
    """CPU ms of storing articles and bringing the search index up to date; making them is not counted."""
    spent = 0.0
    for at in range(0, len(numbers), BATCH):
        some = numbers[at : at + BATCH]
        site = some[0] // BATCH % SITES
        items = [made(number, f"invented.{site:03d}", chance) for number in some]
        began = time.process_time()
        store.save(items, runs[site])
        while store.index(1000):
            pass
        spent += time.process_time() - began
    return 1000 * spent


def _found(store: Store) -> float:
    began = time.process_time()
    for number in range(QUERIES):
        store.search(f"{SUBJECTS[number % len(SUBJECTS)]} {DEEDS[number % len(DEEDS)]}")
    return 1000 * (time.process_time() - began) / QUERIES


def _exported(store: Store) -> float:
    began = time.process_time()
    count = sum(bool(encode(record)) for record in islice(store.records(), EXPORTED))
    return 1000 * (time.process_time() - began) / count


def figures(most: int = 100_000, url: str | None = None) -> list[Figure]:
    """The costs at each size, and how they grow from the 10,000th article (or the first size) to the last."""
    with tempfile.TemporaryDirectory() as folder:
        points = measure(url or f"sqlite:///{folder}/growth.db", most)
    if most >= 10_000 and url is None:
        PLOT.write_text(plot(points), encoding="utf-8")
    first = next((point for point in points if point.articles >= 10_000), points[0])
    last = points[-1]
    measured = []
    for point in points:
        at = f"{point.articles:,}"
        measured += [
            Figure(f"save and index, at {at}", point.saved, "ms"),
            Figure(f"search, at {at}", point.found, "ms"),
            Figure(f"export, at {at}", point.exported, "ms"),
            Figure(f"room, at {at}", point.size, "bytes"),
        ]
    note = f"from {first.articles:,} to {last.articles:,}"
    return [
        *measured,
        Figure("growth of saving", last.saved / first.saved, "times", at_most=GROWTH, note=note),
        Figure("growth of exporting", last.exported / first.exported, "times", at_most=GROWTH, note=note),
        Figure("growth of searching", last.found / first.found, "times", note=note),
    ]


WIDTH, HEIGHT, LEFT, TOP = 640, 360, 60, 30
COLOURS = {"save and index": "#b3372f", "export": "#2b6ca3", "search": "#3a7d44"}


def plot(points: Sequence[Point]) -> str:
    """The curves as SVG, both axes logarithmic."""
    curves = {
        "save and index": [point.saved for point in points],
        "export": [point.exported for point in points],
        "search": [point.found for point in points],
    }
    low = math.floor(math.log10(min(min(curve) for curve in curves.values())))
    high = math.ceil(math.log10(max(max(curve) for curve in curves.values())))
    first, last = math.log10(points[0].articles), math.log10(points[-1].articles)

    def x(articles: float) -> float:
        return LEFT + (math.log10(articles) - first) / (last - first) * (WIDTH - LEFT - 130)

    def y(cost: float) -> float:
        return HEIGHT - 40 - (math.log10(cost) - low) / (high - low) * (HEIGHT - 40 - TOP)

    parts = [f'<text x="{LEFT}" y="18">CPU ms, by articles in the store</text>']
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - 130}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    foot = f'y="{HEIGHT - 18}" text-anchor="middle"'
    parts += [f'<text x="{x(point.articles):.1f}" {foot}>{point.articles:,}</text>' for point in points]
    for name, curve in curves.items():
        places = [f"{x(point.articles):.1f} {y(cost):.1f}" for point, cost in zip(points, curve, strict=True)]
        colour = COLOURS[name]
        parts.append(f'<path d="M{"L".join(places)}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{WIDTH - 122}" y="{y(curve[-1]) + 4:.1f}" fill="{colour}">{name}</text>')
    drawn = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n{drawn}\n</svg>\n'
    )


def main() -> int:
    """0 if the costs grow no more than they may."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--url", help="an empty database instead of SQLite; its server's CPU is not counted")
    args = parser.parse_args()
    measured = figures(args.articles, args.url)
    print(f"{table(measured)}\n  kept in {save('growth', measured)}")
    return 0 if all(figure.holds for figure in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
