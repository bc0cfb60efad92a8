"""Exports of many articles: speed, memory, and whether two are identical byte for byte."""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from codecs import charmap_decode
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from newscrawl.export.sinks import digest
from newscrawl.model import Paragraph, Record
from newscrawl.store import Ending, Store
from tests.bench.figures import Figure, table
from tests.records import record

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 100_000
SHORT = 20_000
"""Articles where all benches are run."""

BATCH = 500
_A_QUARTER = "2024-01-31"
# Common characters: text without a pattern, which is the worst to pack and to search.
_CHARACTERS = (
    "江州市今年计划利用边角地新建十二处口袋公园总面积约一万八千平方米其余五处六月底前完工附近居民推开窗就能"
    "看到成片的绿地和步道是在不了有和人这中大为上个国我以要他时来用们生到作于出就分对成会可主发动同也能下过"
)
_OF_BYTE = "".join(_CHARACTERS[code % len(_CHARACTERS)] for code in range(256))


def articles(count: int) -> Iterator[Record]:
    """So many invented articles of about 900 characters in seven paragraphs, on forty days."""
    chance = random.Random(7)
    for number in range(count):
        texts = [charmap_decode(chance.randbytes(128), "strict", _OF_BYTE)[0] + "。" for _ in range(7)]
        day = f"2024-0{1 + number % 4}-{1 + number % 10:02}"
        yield record(
            number,
            title=f"江州第{number}条{texts[0][:14]}",
            body="\n\n".join(texts),
            blocks=[Paragraph(text) for text in texts],
            characters=903,
            published_at=f"{day}T09:15+08:00",
        )


def fill(url: str, count: int) -> None:
    """Store the articles."""
    coming = articles(count)
    with Store(url) as store:
        run = store.begin_run("jiangzhou.xinwen")
        while batch := list(islice(coming, BATCH)):
            store.save(batch, run)
        store.end_run(run, Ending("done", {}))


def export(url: str, folder: Path, format: str, compression: str = "none", *until: str) -> dict[str, Any]:
    """One export in a process of its own; of all articles or of those `until` a day."""
    command = [sys.executable, "-m", "tests.bench.exporting", url, str(folder), format, compression, *until]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def differing(one: Path, two: Path) -> int:
    """How many files of two folders are not the same byte for byte, or are in one of them only."""
    contents = [{path.name: digest(path) for path in folder.glob("[!.]*")} for folder in (one, two)]
    return len(contents[0].items() ^ contents[1].items())


def figures(count: int = SHORT) -> list[Figure]:
    """Exports of so many articles from SQLite, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        url = f"sqlite:///{root}/news.db"
        fill(url, count)
        measured = [
            *_measured(url, root, "jsonl", at_least=20_000),
            *_measured(url, root, "parquet", at_least=10_000),
        ]
        for format, compression in ("jsonl", "zstd"), ("jsonl", "gzip"), ("csv", "none"), ("ninjs", "none"):
            result = export(url, root / f"{format}-{compression}", format, compression, _A_QUARTER)
            label = format if compression == "none" else f"{format}, {compression}"
            measured.append(
                Figure(label, result["articles"] / result["seconds"], "articles/s", note=_note(result))
            )
    return measured


def _measured(url: str, root: Path, format: str, at_least: float) -> list[Figure]:
    """Two exports: the speed of the faster one, the memory of the larger one, and whether they are the same."""
    folders = root / f"1-{format}", root / f"2-{format}"
    results = [export(url, folder, format) for folder in folders]
    best = min(results, key=lambda result: float(result["seconds"]))
    peak = max(result["megabytes"] for result in results)
    return [
        Figure(format, best["articles"] / best["seconds"], "articles/s", at_least=at_least, note=_note(best)),
        Figure(f"{format}, memory", peak, "MB", at_most=200),
        Figure(f"{format}, files that differ between two exports", differing(*folders), "", at_most=0),
    ]


def _note(result: dict[str, Any]) -> str:
    return f"{result['articles'] / result['cpu']:.0f} a second of CPU, {result['bytes'] / 1e6:.0f} MB written"


def main() -> int:
    """0 if all goals are reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.export", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    measured = figures(parser.parse_args().articles)
    print(table(measured))
    return 0 if all(figure.holds for figure in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
