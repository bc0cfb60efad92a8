"""PostgreSQL at size: the large tables cut into ranges of articles, in the order in which they came.

By article, not by month of publication: `versions` is known to others by article and number, and a key across
partitions must hold what they are cut by; the month would have to stand in every table that names a version.
News that comes daily comes in the order of its days, so the newest range is what is written, and its indexes
are what has to be in memory. Nothing is moved: a table that is cut for the first time becomes its own first
range, and rows beyond the last range, which are in the partition `rest` meanwhile, become the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import DDL, Connection, Integer, column, func, select, table, text

from newscrawl.errors import StorageError, UsageError
from newscrawl.store.engine import alone, database, name_of, rebuilding
from newscrawl.store.schema import MAKING, closing_engine, fault, look

TABLES = ("versions", "credits", "encoded")
"""What holds texts, or many rows an article; in this order, for some name a version."""

AHEAD = 2
"""Empty ranges beyond the one that is being filled."""

_NAMING = """
SELECT conrelid::regclass::text AS owner, conname AS name, pg_get_constraintdef(oid) AS says
FROM pg_constraint WHERE confrelid = to_regclass(:name) AND contype = 'f' AND conparentid = 0 ORDER BY conname
"""
_OWN = """
SELECT conname AS name, pg_get_constraintdef(oid) AS says FROM pg_constraint
WHERE conrelid = to_regclass(:name) AND contype IN ('p', 'f') AND conparentid = 0
ORDER BY contype DESC, conname
"""
_INDEXES = """
SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS says, i.indisprimary AS is_key
FROM pg_index AS i WHERE i.indrelid = to_regclass(:name) ORDER BY 1
"""
_RANGES = """
SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bounds
FROM pg_inherits AS h JOIN pg_class AS c ON c.oid = h.inhrelid WHERE h.inhparent = to_regclass(:name)
"""


_LIKE = (
    "CREATE TABLE %(table)s (LIKE %(table)s_0 INCLUDING ALL EXCLUDING INDEXES) "
    "PARTITION BY RANGE (article_id)"
)
_FOLLOWING = (
    "CREATE TABLE %(table)s_%(first)s PARTITION OF %(table)s FOR VALUES FROM (%(first)s) TO (%(end)s)"
)
_REST = "CREATE TABLE %(table)s_rest PARTITION OF %(table)s DEFAULT"
_ATTACH = (
    "ALTER TABLE %(table)s ATTACH PARTITION %(table)s_%(number)s FOR VALUES FROM (%(first)s) TO (%(end)s)"
)
_DETACH = "ALTER TABLE %(table)s DETACH PARTITION %(table)s_rest"
_ADD = "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s %(says)s"
_DROP = "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s"
_RENAME = "ALTER TABLE %(table)s%(now)s RENAME TO %(table)s_%(number)s"
_RENAME_INDEX = "ALTER INDEX %(name)s RENAME TO %(name)s_%(number)s"


@dataclass(frozen=True, slots=True)
class Range:
    """A partition of a table: the articles from `first` on, below `end`. The first one has all before."""

    table: str
    first: int
    end: int


def partition(url: str, articles: int) -> list[Range]:
    """Cut the tables of the database at `url` into ranges of so many articles; gives those that are new.

    AHEAD of them are empty. One transaction, in which nobody else reads or writes these tables; done again it
    adds what is missing.
    Raises: UsageError for SQLite; StorageError, also for a database that is not ours.
    """
    if database(url).get_backend_name() == "sqlite":
        raise UsageError("SQLite has no partitions: they are for PostgreSQL, above some 10 million articles")
    with closing_engine(url) as engine, rebuilding(engine) as connection:
        alone(connection, MAKING)
        if (state := look(connection)).kind != "current":
            raise StorageError(fault(state, name_of(engine.url)))
        # All tables have the same ranges: what is asked of them for one article is in one range of each.
        top = max(_top(connection, name) for name in TABLES)
        made = [new for table in TABLES for new in _cut(connection, table, articles, top)]
        # PostgreSQL itself does this for the ranges only, and without it may read them all.
        for name in TABLES:
            _do(connection, "ANALYZE %(table)s", table=name)
        return made


def _cut(connection: Connection, table: str, articles: int, top: int) -> Iterator[Range]:
    ends = _ends(connection, table)
    if ends is None:
        end = (top // articles + 1) * articles
        _convert(connection, table, end)
        yield Range(table, 0, end)
    else:
        end = max(ends, default=0)
        if top >= end:
            first, end = end, (top // articles + 1) * articles
            _close(connection, table, first, end)
            yield Range(table, first, end)
    while end <= top + AHEAD * articles:
        following = end + articles
        _do(connection, _FOLLOWING, table=table, first=end, end=following)
        yield Range(table, end, following)
        end = following


def _ends(connection: Connection, table: str) -> list[int] | None:
    """Where the ranges of a table end; None where it is whole."""
    bounds = [row.bounds for row in _rows(connection, _RANGES, table)]
    if not bounds:
        return None
    return [int(bound.partition(" TO (")[2].rstrip(")").strip("'")) for bound in bounds if " TO (" in bound]


def _convert(connection: Connection, table: str, end: int) -> None:
    """The whole table becomes the range below `end` of one of its name."""
    own, indexes = _rows(connection, _OWN, table), _rows(connection, _INDEXES, table)
    with _unnamed(connection, table):
        _put_aside(connection, table, 0)
        _do(connection, _LIKE, table=table)
        for constraint in own:
            _do(connection, _ADD, table=table, name=constraint.name, says=constraint.says)
        for index in indexes:
            if not index.is_key:
                _do(connection, "%(says)s", says=index.says)
        _do(connection, _ATTACH, table=table, number=0, first="MINVALUE", end=end)
        _do(connection, _REST, table=table)


def _close(connection: Connection, table: str, first: int, end: int) -> None:
    """What came beyond the last range becomes the next one, and there is a new partition for the rest."""
    with _unnamed(connection, table):
        _do(connection, _DETACH, table=table)
        _put_aside(connection, table, first, "_rest")
        _do(connection, _ATTACH, table=table, number=first, first=first, end=end)
        _do(connection, _REST, table=table)


def _put_aside(connection: Connection, table: str, number: int, now: str = "") -> None:
    """Give a table, whose name ends with `now`, and its indexes the names of a range."""
    for index in _rows(connection, _INDEXES, f"{table}{now}"):
        _do(connection, _RENAME_INDEX, name=index.name, number=number)
    _do(connection, _RENAME, table=table, now=now, number=number)


@contextmanager
def _unnamed(connection: Connection, table: str) -> Iterator[None]:
    """Without the keys of other tables that name this one; they are checked anew at the end."""
    naming = _rows(connection, _NAMING, table)
    for key in naming:
        _do(connection, _DROP, table=key.owner, name=key.name)
    yield
    for key in naming:
        _do(connection, _ADD, table=key.owner, name=key.name, says=key.says)


def _rows(connection: Connection, query: str, table: str) -> list[Any]:
    return list(connection.execute(text(query), {"name": table}))


def _top(connection: Connection, name: str) -> int:
    article = column("article_id", Integer)
    return connection.scalar(select(func.max(article)).select_from(table(name, article))) or 0


def _do(connection: Connection, statement: str, **names: object) -> None:
    """A statement on tables, for which nothing can be bound: all names are ours or the database's own."""
    connection.execute(DDL(statement, context=names))  # type: ignore[no-untyped-call]
