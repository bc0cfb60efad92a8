"""A SQLite database filled by multiplying the articles in it: row by row, as if each had been stored.

Of each article: its rows in all tables, with an address, a day and a story of its own, and its document in the
search index. What is not as in life: the new ones are nobody's copies, since the keys of their texts are drawn.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from newscrawl.store import Store
from newscrawl.store.engine import writing
from newscrawl.store.search.documents import DAY_BITS, document, fact
from tests.bench.stocked import BEGIN

BLOCK = 5000
"""Articles that are multiplied, and that one transaction brings. They have the numbers from 1 on."""

MINUTES = 17
"""Between one article and the next."""

BANDS = 20
"""Keys of one text."""

_KEYS = 1 << 63
_MINUTE = f"(n * {MINUTES})"
_DAY = f"({BEGIN.toordinal()} + {_MINUTE} / 1440)"
_AT = f"strftime('%Y-%m-%dT%H:%M', {int(BEGIN.timestamp())} + 60 * {_MINUTE}, 'unixepoch') || '+08:00'"
# Digests that rise with the number, all over their range: drawn ones would touch a page of each index for each row.
_RISING = "printf('%016x%016x', (n - {top}) * {step}, n)"
# What a new article has of its own, by table; `n` is its number. All else is that of the article it is made from.
_OWN = {
    "articles": {
        "id": "n", "key": _RISING, "canonical_url": "NULL", "reprint_of": "NULL",
        "url": "'http://invented.example/' || n || '.html'", "story": f"'s-' || {_RISING}",
    },
    "versions": {"article_id": "n", "content_hash": f"{_RISING} || {_RISING}", "published_at": _AT},
    "credits": {"article_id": "n"},
    "images": {"article_id": "n"},
    "article_regions": {"article_id": "n"},
    "encoded": {"article_id": "n"},
    "story_texts": {"article_id": "n", "day": _DAY, "signature": "randomblob(256)"},
    "changes": {"seq": "NULL", "article_id": "n", "kind": "'new'"},
    "documents": {
        "id": f"({_DAY} << {DAY_BITS}) + {1 << (DAY_BITS - 1)} + {_MINUTE} % 1440", "article_id": "n",
    },
}  # fmt: skip


def multiply(store: Store, count: int) -> None:
    """Bring `count` further articles, made from the first BLOCK ones, which the search index has taken in."""
    with writing(store._engine) as connection:
        top, texts = _last(connection, "articles", "id"), _texts(connection)
        copied = [_copied(connection, table, own, top, count) for table, own in _OWN.items()]
    for first in range(top, top + count, BLOCK):
        size = min(BLOCK, top + count - first)
        with writing(store._engine) as connection:
            for statement in copied:
                connection.exec_driver_sql(statement, {"first": first, "size": size})
            connection.exec_driver_sql(f'UPDATE "indexed" SET seq = {_last(connection, "changes", "seq")}')
            _documents(connection, first, texts[:size])
    for some in _bands(top, count):
        with writing(store._engine) as connection:
            connection.exec_driver_sql(
                "INSERT INTO story_bands (key, article_id, day) VALUES (?, ?, ?)", some
            )


def _last(connection: Connection, table: str, column: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT max({column}) FROM {table}").scalar_one())


def _copied(connection: Connection, table: str, own: dict[str, str], top: int, count: int) -> str:
    """The statement that brings the rows of articles :first + 1 to :first + :size, of so many beyond `top`."""
    columns = [row.name for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
    owner = "id" if table == "articles" else "article_id"
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(own.get(name, f'o."{name}"') for name in columns)
    values = values.replace("{top}", str(top)).replace("{step}", str(_KEYS // count))
    return (
        f"INSERT INTO {table} ({names}) SELECT {values} FROM "
        f"(SELECT *, {owner} + :first AS n FROM {table} WHERE {owner} BETWEEN 1 AND :size) AS o"
    )


def _texts(connection: Connection) -> list[tuple[str, ...]]:
    """What the search index has of the first articles."""
    rows = connection.exec_driver_sql(
        f"SELECT title, body FROM versions WHERE article_id <= {BLOCK} AND number = 1 ORDER BY article_id"
    )
    made = (document([title], body, [fact("s", 1)]) for title, body in rows)
    return [tuple(" ".join(part) for part in (one.title, one.lead, one.body, one.facts)) for one in made]


def _documents(connection: Connection, first: int, texts: list[tuple[str, ...]]) -> None:
    numbers = connection.exec_driver_sql(
        f"SELECT id FROM documents WHERE article_id > {first} ORDER BY article_id"
    ).scalars()
    connection.exec_driver_sql(
        "INSERT INTO search (rowid, title, lead, body, facts) VALUES (?, ?, ?, ?, ?)",
        [(number, *text) for number, text in zip(numbers, texts, strict=True)],
    )


def _bands(top: int, count: int) -> Iterator[list[tuple[int, int, int]]]:
    """The keys of the new articles in rising order: written at random they would cost more than all else."""
    chance, step = random.Random(top), _KEYS // (count * BANDS)
    for first in range(0, count * BANDS, 200_000):
        some: list[tuple[Any, ...]] = []
        for place in range(first, min(first + 200_000, count * BANDS)):
            n = top + 1 + chance.randrange(count)
            some.append((place * step + chance.randrange(step), n, BEGIN.toordinal() + n * MINUTES // 1440))
        yield some
