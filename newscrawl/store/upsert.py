"""Statements that both databases understand: insert-or-update, and names turned into ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Dialect,
    Select,
    String,
    Table,
    any_,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.types import TypeEngine

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


def among(
    dialect: str, column: InstrumentedAttribute[Any], name: str, kind: type[TypeEngine[Any]] = String
) -> ColumnElement[bool]:
    """That a column has one of many values, which `listed` gives the parameter `name`: they go as one, for a
    statement with as many parameters would have to be written anew each time."""
    if dialect == "postgresql":
        return column == any_(cast(bindparam(name), ARRAY(kind)))
    return column.in_(select(func.json_each(bindparam(name, type_=String)).table_valued("value").c.value))


def listed(connection: Connection, values: Iterable[Any]) -> list[Any] | str:
    """Values as the parameter of `among`."""
    every = list(values)
    return every if connection.dialect.name == "postgresql" else msgspec.json.encode(every).decode()


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of this database's kind, which knows ON CONFLICT."""
    return _insert(connection.dialect, table)


def _insert(dialect: Dialect, table: Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)


def conflicting(
    dialect: Dialect, table: Table, columns: Iterable[str], key: Sequence[str]
) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of `columns` that overwrites them, but for the `key`, in a row that has the same `key`."""
    statement = _insert(dialect, table)
    others = {name: statement.excluded[name] for name in columns if name not in key}
    if not others:
        return statement.on_conflict_do_nothing(index_elements=list(key))
    return statement.on_conflict_do_update(index_elements=list(key), set_=others)


def upsert(
    connection: Connection, model: type[DeclarativeBase], rows: Sequence[Row], key: Sequence[str]
) -> None:
    """Insert `rows`; where one with the same `key` stands, overwrite its other columns."""
    if not rows:
        return
    statement = conflicting(connection.dialect, table_of(model), rows[0], key)
    connection.execute(statement, rows)


def ids_of(
    connection: Connection,
    name: InstrumentedAttribute[str],
    id: InstrumentedAttribute[int],
    names: Iterable[str],
) -> dict[str, int]:
    """The id of each of `names`; those that were missing are added."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    known = known_ids(connection, name, id, wanted)
    missing = [{name.key: value} for value in wanted if value not in known]
    if missing:
        # Another run may add the same name meanwhile; in sorted order two runs cannot block each other.
        added = conflicting(connection.dialect, table_of(name.parent.class_), [name.key], [name.key])
        connection.execute(added, missing)
        known |= known_ids(connection, name, id, [row[name.key] for row in missing])
    return known


def known_ids(
    connection: Connection,
    name: InstrumentedAttribute[str],
    id: InstrumentedAttribute[int],
    names: Iterable[str],
) -> dict[str, int]:
    """The id of each of `names` that is there."""
    read = _named(connection.dialect.name, name, id)
    return {row[0]: row[1] for row in connection.execute(read, {"names": listed(connection, names)})}


@cache
def _named(
    dialect: str, name: InstrumentedAttribute[str], id: InstrumentedAttribute[int]
) -> Select[str, int]:
    return select(name, id).where(among(dialect, name, "names"))
