"""Many rows of one kind, past the parts of SQLAlchemy that cost more than the database does.

SQLAlchemy compiles each statement once for each kind of database; then tuples go straight to the driver.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Connection, Dialect, insert
from sqlalchemy.orm import DeclarativeBase

from newscrawl.store.models.base import UtcTime
from newscrawl.store.upsert import conflicting, table_of

Values = tuple[Any, ...]
Converter = Callable[[Any], Any]
Kind = tuple[str, type[DeclarativeBase], tuple[str, ...], tuple[str, ...]]

_compiled: dict[Kind, tuple[str, list[tuple[int, Converter]]]] = {}


def put(
    connection: Connection,
    model: type[DeclarativeBase],
    columns: tuple[str, ...],
    rows: Sequence[Values],
    over: tuple[str, ...] = (),
) -> None:
    """Insert `rows`, tuples of `columns`; where `over` names a key, rows that have it are overwritten.

    Values of JSON columns come encoded.
    """
    if not rows:
        return
    dialect = connection.dialect
    kind = dialect.name, model, columns, over
    if kind not in _compiled:
        _compiled[kind] = _compile(dialect, model, columns, over)
    statement, converters = _compiled[kind]
    if converters:
        kept = [list(row) for row in rows]
        for place, convert in converters:
            for row in kept:
                row[place] = convert(row[place])
        rows = [tuple(row) for row in kept]
    if dialect.positional:
        connection.exec_driver_sql(statement, list(rows))
    else:
        connection.exec_driver_sql(statement, [dict(zip(columns, row, strict=True)) for row in rows])


def _compile(
    dialect: Dialect, model: type[DeclarativeBase], columns: tuple[str, ...], over: tuple[str, ...]
) -> tuple[str, list[tuple[int, Converter]]]:
    """The statement, and what turns the values of some columns into those of the driver."""
    table = table_of(model)
    statement = conflicting(dialect, table, columns, over) if over else insert(table)
    converters: list[tuple[int, Converter]] = []
    for place, name in enumerate(columns):
        kind = table.c[name].type
        if isinstance(kind, UtcTime) and dialect.name == "sqlite":
            converters.append((place, _as_sqlite_has_it))
        elif not isinstance(kind, JSON):
            convert = kind.dialect_impl(dialect).bind_processor(dialect)
            if convert is not None:
                converters.append((place, convert))
    return str(statement.compile(dialect=dialect, column_keys=list(columns))), converters


def _as_sqlite_has_it(moment: datetime | None) -> str | None:
    """What SQLAlchemy makes of an instant for SQLite, in a tenth of the time."""
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
