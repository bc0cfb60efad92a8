"""Tables of PostgreSQL in ranges of articles beside whole ones: bytes a row, indexes that are written, cost.

    python -m tests.bench partitions
    python -m tests.bench.partitions --articles 200000

On a real server. The same articles are stored before and after `newscrawl doctor partition`; the newest range is what
a crawl writes, so its indexes are what has to be in memory. CPU is the client's, the server's is given besides.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import date

from sqlalchemy import create_engine, text

from newscrawl.store import Selection, Store, partition
from newscrawl.store.partitions import TABLES
from newscrawl.stories import assign_story
from tests.bench.figures import Figure, save, table
from tests.bench.growth import SITE, article
from tests.bench.scaleout import cpu_of, postmaster
from tests.torture.workers import postgresql

BATCH = 200
RANGES = 10
DAYS = 20
"""Questions for articles of one day."""

_INDEXES = "SELECT coalesce(pg_indexes_size(to_regclass(:name)), 0)"


def figures(articles: int = 10_000) -> list[Figure]:
    """So many articles in whole tables, then cut into RANGES, and a tenth more in the newest."""
    more = articles // RANGES
    articles = more * RANGES - 1  # the next one has the first number of a range
    with postgresql() as url, Store(url) as store:
        run = store.begin_run(SITE)
        stored(store, run, url, range(articles - more))
        whole = stored(store, run, url, range(articles - more, articles))
        asked_whole = asked(store)
        sizes = {size.table: size for size in store.sizes().tables}
        indexes = sum(_indexes(url, each) for each in TABLES)
        began = time.monotonic()
        made = partition(url, more)
        took = time.monotonic() - began
        following = min(one.end for one in made)
        cut = stored(store, run, url, range(articles, articles + more))
        newest = sum(_indexes(url, f"{each}_{following}") for each in TABLES)
        room = sum((size.bytes or 0) for size in sizes.values()) / articles
        return [
            Figure("articles", articles),
            Figure("bytes an article, all tables", room, "bytes"),
            *(
                Figure(f"bytes an article, {size.table}", (size.bytes or 0) / articles, "bytes")
                for size in sizes.values() if (size.bytes or 0) > 100 * articles
            ),
            Figure("indexes of the tables that are cut, whole", indexes / articles, "bytes", note="an article"),
            Figure("indexes of the range that is written, beside them", newest / indexes, "times", at_most=0.5),
            Figure("time of `doctor partition`", took, "s"),
            Figure("store an article, whole", whole[0], "ms", note=f"the server {whole[1]:.2f} ms"),
            Figure("store an article, in ranges", cut[0], "ms", note=f"the server {cut[1]:.2f} ms"),
            Figure("articles of a day, whole", asked_whole, "ms"),
            Figure("articles of a day, in ranges", asked(store), "ms", note="each range is asked"),
        ]  # fmt: skip


def stored(store: Store, run: str, url: str, numbers: range) -> tuple[float, float]:
    """Store articles: CPU ms an article of this process, and of the server."""
    chance, server = random.Random(numbers.start), postmaster(url)
    spent, before = 0.0, cpu_of(server)
    for at in range(0, len(numbers), BATCH):
        items = [assign_story(article(number, chance)) for number in numbers[at : at + BATCH]]
        began = time.process_time()
        store.save(items, run)
        spent += time.process_time() - began
    return 1000 * spent / len(numbers), 1000 * (cpu_of(server) - before) / len(numbers)


def asked(store: Store) -> float:
    """Milliseconds by the clock of one question for the articles of a day."""
    began = time.monotonic()
    for day in range(1, DAYS + 1):
        store.count(Selection(since=date(2022, 1, day), until=date(2022, 1, day)))
    return 1000 * (time.monotonic() - began) / DAYS


def _indexes(url: str, name: str) -> int:
    """Bytes of the indexes of a table or partition."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.scalar(text(_INDEXES), {"name": name})
    engine.dispose()
    return int(found or 0)


def main() -> int:
    """0 if the goal is reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.partitions", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    found = figures(parser.parse_args().articles)
    print(f"{table(found)}\n  kept in {save('partitions', found)}")
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
