"""Exports of many articles: speed, memory, and whether two are identical byte for byte."""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newscrawl.model import Paragraph, Record
from newscrawl.store import Ending, Store

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from records import record  # noqa: E402

ARTICLES = 100_000
BATCH = 500
# Common characters: text without a pattern, which is the worst to pack and to search.
_CHARACTERS = (
    "江州市今年计划利用边角地新建十二处口袋公园总面积约一万八千平方米其余五处六月底前完工附近居民推开窗就能"
    "看到成片的绿地和步道是在不了有和人这中大为上个国我以要他时来用们生到作于出就分对成会可主发动同也能下过"
)


def articles(count: int) -> Iterator[Record]:
    """So many invented articles of about 900 characters in seven paragraphs, on forty days."""
    chance = random.Random(7)
    for number in range(count):
        texts = ["".join(chance.choices(_CHARACTERS, k=128)) + "。" for _ in range(7)]
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
    with Store(url) as store:
        run = store.begin_run("jiangzhou.xinwen")
        batch: list[Record] = []
        for one in articles(count):
            batch.append(one)
            if len(batch) == BATCH:
                store.save(batch, run)
                batch = []
        store.save(batch, run)
        store.end_run(run, Ending("done", {}))


def export(url: str, folder: Path, format: str, compression: str = "none") -> dict[str, Any]:
    """One export in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.exporting", url, str(folder), format, compression]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def same(one: Path, two: Path) -> bool:
    """Whether two folders hold the same files, byte for byte."""
    contents = [{path.name: path.read_bytes() for path in folder.glob("[!.]*")} for folder in (one, two)]
    return contents[0] == contents[1]


def main() -> int:
    """0 if all goals are reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.export", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    count = parser.parse_args().articles
    holds = True
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        url = f"sqlite:///{root}/news.db"
        fill(url, count)
        for format, compression, goal in (
            ("jsonl", "none", 20_000), ("jsonl", "zstd", 0), ("jsonl", "gzip", 0), ("parquet", "none", 10_000),
            ("csv", "none", 0), ("ninjs", "none", 0),
        ):  # fmt: skip
            one, two = root / f"1-{format}-{compression}", root / f"2-{format}-{compression}"
            result = export(url, one, format, compression)
            rate = result["articles"] / result["seconds"]
            line = (
                f"{format} {compression}: {rate:.0f} articles/s ({result['articles'] / result['cpu']:.0f} of CPU), "
                f"{result['megabytes']:.0f} MB of memory, {result['bytes'] / 1e6:.0f} MB written"
            )
            if goal:
                export(url, two, format, compression)
                equal = same(one, two)
                line += f", goal {goal} articles/s, 200 MB; two exports are {'identical' if equal else 'DIFFERENT'}"
                holds = holds and equal and rate >= goal and result["megabytes"] <= 200
            print(line, flush=True)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
