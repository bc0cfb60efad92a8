"""Extraction of large pages and of pages made to do harm: CPU, memory, and what comes out.

Pages of 10 KB to 5 MB are read one after the other; every page made to do harm in a process of its own, whose peak
memory counts all that it loads.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable

from newscrawl.errors import Refused
from newscrawl.extract import extract
from newscrawl.model import Record
from tests.bench.figures import ROOT, Figure, peak_mb

LINE = "江州市今年计划利用边角地新建十二处口袋公园，总面积约一万八千平方米，其余五处在六月底前完工。"
SIZES = (10_000, 100_000, 1_000_000, 5_000_000)
MOST_MS, MOST_S, MOST_MB = 1000, 5, 300
STEEP = 1.5
"""Times the cost of a byte from the cheapest size to 5 MB that still counts as linear."""
DEPTH = 300


def page(story: str) -> bytes:
    """A page around a story."""
    head = "<html><head><meta charset=utf-8><title>老街新增口袋公园</title></head><body><h1>老街新增口袋公园</h1>"
    return f"{head}<p>2024-03-12 09:15 来源：江州日报</p><div class=text>{story}</div></body></html>".encode()


def long_page(size: int, run: int = 0) -> bytes:
    """A page of about `size` bytes: paragraphs of 140 characters, and a link behind every third.

    No two lines are equal, nor are those of two runs: no cache makes a page cheaper.
    """
    pieces: list[str] = []
    left = size
    while left > 0:
        link = f'<ul><li><a href="/{len(pieces)}.html">江州第{len(pieces)}条要闻</a></li></ul>'
        text = f"第{len(pieces)}处，第{run}次。{LINE * 3}"
        pieces.append(f"<p>{text}</p>{link if len(pieces) % 3 == 0 else ''}")
        left -= len(pieces[-1].encode())
    return page("".join(pieces))


def nested(depth: int) -> bytes:
    """Twenty paragraphs, spread over `depth` levels."""
    step = max(1, depth // 20)
    opened = (f"<div>{f'<p>第{at // step}段。{LINE}</p>' if at % step == 0 else ''}" for at in range(depth))
    return page("".join(opened) + "</div>" * depth)


HARM: dict[str, Callable[[], bytes]] = {
    "300 levels": lambda: nested(DEPTH),
    "100,000 levels": lambda: nested(100_000),
    "80,000 attributes on one tag": lambda: page(
        f"<p {' '.join(f'a{at}=1' for at in range(80_000))}>{LINE}</p><p>{LINE}</p>"
    ),
    "50,000 unclosed tags": lambda: page(
        "".join(f"<div><span>{at}" for at in range(25_000)) + f"<p>{LINE}</p>"
    ),
    "an 18 MB text node": lambda: page(LINE * (18_000_000 // len(LINE.encode()))),
}


def figures() -> list[Figure]:
    """Milliseconds by size, then seconds and megabytes of each hostile page."""
    return [*_growth(), *(figure for name in HARM for figure in _harm(name))]


def _growth() -> list[Figure]:
    spent = {size: min(_spent(long_page(size, run)) for run in range(3)) for size in SIZES}
    found = [Figure(f"CPU of {size // 1000:,} KB", each, "ms") for size, each in spent.items()]
    found[-1] = Figure(found[-1].name, found[-1].value, "ms", at_most=MOST_MS)
    per_byte = [each / size for size, each in spent.items()]
    return [
        *found,
        Figure("cost of a byte, 5 MB against the cheapest", per_byte[-1] / min(per_byte), "", at_most=STEEP),
    ]


def _spent(body: bytes) -> float:
    began = time.process_time()
    extract(body)
    return 1000 * (time.process_time() - began)


def _harm(name: str) -> list[Figure]:
    command = [sys.executable, "-m", "tests.bench.hostile", name]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=120)
    said = json.loads(done.stdout)
    found = [
        Figure(f"{name}: CPU", said["seconds"], "s", at_most=MOST_S, note=said["answer"]),
        Figure(f"{name}: memory", said["megabytes"], "MB", at_most=MOST_MB),
    ]
    if name.startswith(str(DEPTH)):
        found.append(Figure(f"{name}: paragraphs of 20", said["paragraphs"], "", at_least=20))
    return found


def one(name: str) -> dict[str, object]:
    """What one hostile page costs in this process, and what comes of it."""
    body = HARM[name]()
    began = time.process_time()
    record: Record | None = None
    try:
        record = extract(body)
        answer = f"a record of {record.characters} characters"
    except Refused as refusal:
        answer = f"{refusal.code}: {refusal}"
    return {
        "seconds": time.process_time() - began,
        "megabytes": peak_mb(),
        "answer": answer,
        "paragraphs": (record.body or "").count(LINE) if record else 0,
    }


if __name__ == "__main__":
    print(json.dumps(one(sys.argv[1]), ensure_ascii=False))
