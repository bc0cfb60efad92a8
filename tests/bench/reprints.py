"""How well edited reprints are found, and what one more article costs in a store of a million.

    python -m tests.bench.reprints                       5,000 articles and 500 edited copies
    python -m tests.bench.reprints --fill 1000000        then the same in a store that holds a million more

Prints one line a figure: recall of the copies by kind of edit, precision over all pairs that were joined,
microseconds of the story step, milliseconds to store one article.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from newscrawl.model import SCHEMA, Paragraph, Record, Source
from newscrawl.store import Store
from newscrawl.store.engine import writing
from newscrawl.store.models import ArticleRow, StoryBandRow, StoryTextRow, VersionRow
from newscrawl.store.upsert import table_of
from newscrawl.stories import assign_story
from tests.bench.edits import EDITS, reprint
from tests.bench.figures import Figure, table
from tests.bench.news import Article, Newsroom, articles

COPIED = ("plain", "column", "affair")
BATCH = 100
BANDS = 20


def made_record(number: int, article: Article) -> Record:
    """The record of an invented article, on a site of its own."""
    url = f"http://s{number % 97}.example/{number}.html"
    record = Record(
        schema=SCHEMA, id=f"{number:032x}", version=1, url=url, canonical_url=url, site=f"s{number % 97}",
        fetched_at=f"{article.day}T08:00:00+00:00", kind="article", title=article.title, kicker=None,
        subtitle=None, published_at=article.day.isoformat(), published_precision="day",
        published_basis="visible", modified_at=None, source=Source(article.outlet, article.outlet),
        source_chain=[], reporters=[], editors=[], dateline=None, regions=[], channel=[], keywords=[],
        body=article.body, blocks=[Paragraph(each) for each in article.paragraphs], images=[], attachments=[],
        page_urls=[url], language="zh-Hans", characters=len(article.body), story=None, reprint_of=None,
        content_hash=f"{number:032x}", extractor="bench",
    )  # fmt: skip
    return assign_story(record)


def collection(count: int, copies: int, seed: int) -> tuple[list[Article], list[tuple[int, str, Article]]]:
    """`count` articles, and copies of some of them: number of the original, kind of edit, the copy."""
    base = list(articles(count, seed))
    room, dice = Newsroom(seed + 1), random.Random(seed)
    fit = [number for number, article in enumerate(base) if article.kind in COPIED]
    kinds = [kind for kind in EDITS for _ in range(copies // len(EDITS))]
    chosen = dice.sample(fit, len(kinds))
    pairs = zip(chosen, kinds, strict=True)
    return base, [(number, kind, reprint(base[number], kind, room)) for number, kind in pairs]


def stored(
    store: Store, base: list[Article], copies: list[tuple[int, str, Article]], seed: int
) -> dict[int, str]:
    """All of them stored in a random order; the story that each number tells."""
    numbered = [*base, *(copy for _, _, copy in copies)]
    order = list(range(len(numbered)))
    random.Random(seed).shuffle(order)
    run = store.begin_run("bench")
    for at in range(0, len(order), BATCH):
        store.save([made_record(number, numbered[number]) for number in order[at : at + BATCH]], run)
    return {int(record.id, 16): record.story or "" for record in store.records()}


def judged(
    stories: dict[int, str], base: list[Article], copies: list[tuple[int, str, Article]]
) -> list[Figure]:
    """Recall by kind of edit and in all, and precision over all pairs that were joined."""
    copied = {len(base) + at: number for at, (number, _, _) in enumerate(copies)}
    found, asked = Counter[str](), Counter[str]()
    for at, (number, kind, _) in enumerate(copies):
        asked[kind] += 1
        found[kind] += stories[number] == stories[len(base) + at]
    groups: dict[str, list[int]] = defaultdict(list)
    for number, story in stories.items():
        groups[story].append(number)
    pairs = [(a, b) for members in groups.values() for at, a in enumerate(members) for b in members[:at]]
    right = sum(copied.get(one, one) == copied.get(other, other) for one, other in pairs)
    return [
        *(Figure(f"recall, {kind}", found[kind] / asked[kind]) for kind in EDITS),
        Figure("recall of edited copies", found.total() / asked.total(), at_least=0.98),
        Figure(
            "precision of joined pairs",
            right / max(1, len(pairs)),
            at_least=0.995,
            note=f"{len(pairs)} pairs",
        ),
    ]


def fill(store: Store, count: int) -> None:
    """Rows of `count` further articles, with keys as evenly spread as real ones are."""
    dice = random.Random(0)
    first = 10_000_000

    def rows(many: int, make: Callable[[int], dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
        for at in range(0, many, 50_000):
            yield [make(number) for number in range(at, min(many, at + 50_000))]

    step = (1 << 63) // (count * BANDS)
    kinds = (
        (ArticleRow, count, lambda n: {"id": first + n, "key": f"f{n}", "site_id": 1, "kind": "article", "url": f"http://f.example/{n}", "version": 1, "status": "live", "story": f"s-f{n}", "first_run": 1, "last_run": 1}),
        (VersionRow, count, lambda n: {"article_id": first + n, "number": 1, "run_id": 1, "seen_at": datetime(2024, 1, 1, tzinfo=UTC), "facts": "0" * 32, "content_hash": f"f{n}", "title": "填充", "body": "填充的正文。" * 20, "source_chain": [], "channel": [], "keywords": [], "blocks": [], "attachments": [], "page_urls": [], "characters": 0, "extractor": "bench"}),
        (StoryTextRow, count, lambda n: {"article_id": first + n, "told": f"s-f{n}", "day": 738_000 + n % 4000, "signature": dice.randbytes(256)}),
        (StoryBandRow, count * BANDS, lambda n: {"key": n * step + dice.randrange(step), "article_id": first + dice.randrange(count), "day": 738_000 + n % 4000}),
    )  # fmt: skip
    # An article and its version need each other: all in one transaction, as if restored from a copy.
    with writing(store._engine) as connection:
        for model, many, make in kinds:
            for some in rows(many, make):
                connection.execute(insert(table_of(model)), some)


def one_by_one(store: Store, count: int, seed: int) -> list[Figure]:
    """What storing single articles takes: each is a transaction."""
    run = store.begin_run("another")
    taken, cpu = [], []
    for number, article in enumerate(articles(count, seed)):
        record = made_record(50_000_000 + number, article)
        began, spent = time.perf_counter(), time.process_time()
        store.save([record], run)
        taken.append((time.perf_counter() - began) * 1e3)
        cpu.append((time.process_time() - spent) * 1e3)
    taken.sort()
    return [
        Figure("one more article", statistics.median(taken), "ms", at_most=20, note="median"),
        Figure("one more article", taken[len(taken) * 99 // 100], "ms", note="99 of 100"),
        Figure("one more article", statistics.median(cpu), "CPU ms", note="median"),
    ]


def step(folder: Path, seed: int) -> list[Figure]:
    """What the story step costs a page in batches: the same articles with it and without."""
    records = [made_record(number, article) for number, article in enumerate(articles(2000, seed))]
    cost = {}
    for name, some in (("without", [replace(each, story=None) for each in records]), ("with", records)):
        with Store(f"sqlite:///{folder}/{name}.db") as store:
            run = store.begin_run("bench")
            began = time.process_time()
            for at in range(0, len(some), BATCH):
                store.save(some[at : at + BATCH], run)
            cost[name] = (time.process_time() - began) / len(some) * 1e6
    return [
        Figure(
            "story step",
            cost["with"] - cost["without"],
            "CPU µs a page",
            note=f"{cost['without']:.0f} without",
        )
    ]


def measure(count: int, copies: int, seed: int, filled: int) -> list[Figure]:
    """All figures; `filled`: how many further articles stand in the store when single ones are added."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base, edited = collection(count, copies, seed)
        with Store(f"sqlite:///{folder}/news.db") as store:
            found = judged(stored(store, base, edited, seed), base, edited)
            if filled:
                fill(store, filled)
            found += one_by_one(store, 300, seed + 100)
        return found + step(folder, seed + 300)


def figures() -> list[Figure]:
    """Those of `make bench`."""
    return measure(5000, 500, 1, 0)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=5000)
    asked.add_argument("--copies", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument(
        "--fill", type=int, default=0, help="further articles in the store (1000000: 10 minutes, 5 GB)"
    )
    args = asked.parse_args()
    print(table(measure(args.articles, args.copies, args.seed, args.fill)))


if __name__ == "__main__":
    main()
