"""Rows a second into SQLite: articles with credits and regions, at 10,000 and at 1,000,000 stored ones.

python -m tests.bench.store --articles 1000000
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from newscrawl.model import Credit, Paragraph, Record, Region, Source
from newscrawl.store import Store
from tests.records import digest, record

BATCH = 500
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "晓禾建国文静伟芳敏磊洋勇艳杰涛明超秀兰霞平刚"
TEXT = "江州市今年计划利用边角地新建十二处口袋公园，总面积约一万八千平方米，其余五处六月底前完工。"
PARAGRAPHS = 8
GOAL, RATIO = 15_000, 0.8
ROWS = 7
"""Rows of an article: its own, its version, three credits, two regions. Not counted: a picture, an entry in the
log of changes, the line that exports take; whatever indexes hold."""


def article(number: int) -> Record:
    """Article `number`: some 400 characters, two reporters, an editor, two regions."""
    name = f"{SURNAMES[number % 20]}{GIVEN[number // 20 % 22]}{GIVEN[number // 440 % 22]}"
    title = f"江州第{number}处口袋公园建成开放"
    paragraphs = [f"这是全市的第{number}处公园。", *[TEXT] * PARAGRAPHS]
    body = "\n\n".join(paragraphs)
    return record(
        number,
        title=title,
        body=body,
        characters=len(body),
        blocks=[Paragraph(text) for text in paragraphs],
        content_hash=digest(f"{title}\n{number}"),
        published_at=f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}T09:{number % 60:02}+08:00",
        source=Source(f"江州日报{number % 200}", f"江州日报{number % 200}"),
        reporters=[Credit(name, "记者", "江州日报"), Credit(name, "摄影", "江州日报")],
        editors=[Credit(f"顾{GIVEN[number % 22]}", "责任编辑")],
        regions=[
            Region(f"9901{number % 90 + 10}", "东山省江州市南桥区", "county"),
            Region("990100", "东山省江州市", "city"),
        ],
    )  # fmt: skip


def fill(store: Store, run: str, first: int, last: int) -> float:
    """CPU seconds of storing articles `first` to `last`; making them is not counted."""
    spent = 0.0
    numbers = iter(range(first, last))
    while batch := [article(number) for number in islice(numbers, BATCH)]:
        began = time.process_time()
        store.save(batch, run)
        spent += time.process_time() - began
    return spent


def pace() -> float:
    """CPU seconds of a piece of work that is always the same: neighbours on the machine make it longer too."""
    began = time.process_time()
    total = 0
    for number in range(2_000_000):
        total += number * number
    return time.process_time() - began


def measure(url: str, articles: int, step: int = 10_000) -> Iterator[tuple[int, float, float]]:
    """Articles stored so far, the rate at which the last `step` of them went in, and `pace` before and after."""
    with Store(url) as store:
        run = store.begin_run("bench")
        fill(store, run, 0, BATCH)
        for first in range(BATCH, articles, step):
            last = min(first + step, articles)
            before, spent = pace(), fill(store, run, first, last)
            yield last, (last - first) / spent, (before + pace()) / 2


def main() -> int:
    """0 if both goals are reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.store", description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rates = list(measure(f"sqlite:///{Path(folder)}/bench.db", args.articles))
    first, tail = rates[0][1], rates[-max(1, len(rates) // 20) :]
    last = sum(rate for _, rate, _ in tail) / len(tail)
    ratio = sum(rate * slow for _, rate, slow in tail) / len(tail) / (first * rates[0][2])
    print(f"{first:,.0f} articles/s of CPU at 10,000 (goal {GOAL:,}), {last:,.0f} at {rates[-1][0]:,}")
    print(f"{ROWS * first:,.0f} rows/s of articles, versions, credits and regions")
    print(f"ratio {last / first:.2f}; {ratio:.2f} where the machine's pace is taken out (goal {RATIO})")
    return 0 if first >= GOAL and ratio >= RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
