"""Statements that both databases understand: insert-or-update, and names turned into ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

from newscrawl.store.rows import Row

T = TypeVar("T")


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """`items` in lists of `size`; the last may be shorter."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def table_of(model: type[DeclarativeBase]) -> Table:
    """The Core table of a model: multi-row statements go to it, past the unit of work."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of this database's kind, which knows ON CONFLICT."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def upsert(
    connection: Connection, model: type[DeclarativeBase], rows: Sequence[Row], key: Sequence[str]
) -> None:
    """Insert `rows`; where one with the same `key` stands, overwrite its other columns."""
    if not rows:
        return
    statement = insert(connection, table_of(model))
    others = {name: statement.excluded[name] for name in rows[0] if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=others), rows)


def ids_of(
    connection: Connection,
    name: InstrumentedAttribute[str],
    id: InstrumentedAttribute[int],
    names: Iterable[str],
) -> dict[str, int]:
    """The id of each of `names`; those that were missing are added."""
    wanted = sorted(set(names))
    known = _known(connection, name, id, wanted)
    missing = [{name.key: value} for value in wanted if value not in known]
    if missing:
        # Another run may add the same name meanwhile; in sorted order two runs cannot block each other.
        statement = insert(connection, table_of(name.parent.class_))
        connection.execute(statement.on_conflict_do_nothing(index_elements=[name.key]), missing)
        known |= _known(connection, name, id, [row[name.key] for row in missing])
    return known


def _known(
    connection: Connection,
    name: InstrumentedAttribute[str],
    id: InstrumentedAttribute[int],
    names: Sequence[str],
) -> dict[str, int]:
    return dict(connection.execute(select(name, id).where(name.in_(names))).all()) if names else {}
