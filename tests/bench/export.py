"""Exports of many articles: speed, memory, and whether two are identical byte for byte."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from newscrawl.export.sinks import digest
from tests.bench.figures import Figure, table
from tests.bench.stocked import stock

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 100_000


def export(url: str, folder: Path, format: str, compression: str = "none") -> dict[str, Any]:
    """One export in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.exporting", url, str(folder), format, compression]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def differing(one: Path, two: Path) -> int:
    """How many files of two folders are not the same byte for byte, or are in one of them only."""
    contents = [{path.name: digest(path) for path in folder.glob("[!.]*")} for folder in (one, two)]
    return len(contents[0].items() ^ contents[1].items())


def figures(count: int = ARTICLES) -> list[Figure]:
    """Exports of so many articles from SQLite, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        url = f"sqlite:///{root}/news.db"
        stock(url, count)
        measured = [
            *_measured(url, root, "jsonl", at_least=20_000),
            *_measured(url, root, "parquet", at_least=10_000),
        ]
        for format, compression in ("jsonl", "zstd"), ("jsonl", "gzip"), ("csv", "none"), ("ninjs", "none"):
            result = export(url, root / f"{format}-{compression}", format, compression)
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
