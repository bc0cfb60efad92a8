"""Many rows of one kind, past the parts of SQLAlchemy that cost more than the database does.

SQLAlchemy compiles each statement once for each kind of database; then tuples go straight to the driver. New
rows go to PostgreSQL by COPY.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Connection, Dialect, LargeBinary, Table, Text, bindparam, cast, insert
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from newscrawl.store.models.base import UtcTime
from newscrawl.store.upsert import conflicting, table_of

Values = tuple[Any, ...]
Converter = Callable[[Any], Any]
Kind = tuple[str, type[DeclarativeBase], tuple[str, ...], tuple[str, ...]]

COPY = "COPY "
"""How the statements begin that `copying` is for."""

_compiled: dict[Kind, tuple[str, list[tuple[int, Converter]]]] = {}


def put(
    connection: Connection,
    model: type[DeclarativeBase],
    columns: tuple[str, ...],
    rows: Sequence[Values],
    over: tuple[str, ...] = (),
) -> None:
    """Insert `rows`, tuples of `columns`; where `over` names a key, rows that have it are overwritten.

    Values of JSON columns come encoded, as bytes.
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
    if dialect.positional or not over:
        connection.exec_driver_sql(statement, list(rows))
    else:
        connection.exec_driver_sql(statement, [dict(zip(columns, row, strict=True)) for row in rows])


def copying(cursor: Any, statement: str, rows: Sequence[Values], _: Any) -> bool:
    """Send the rows of a COPY: what SQLAlchemy asks before it has a driver execute a statement many times."""
    if not statement.startswith(COPY):
        return False
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
    return True


def copying_one(cursor: Any, statement: str, row: Values, context: Any) -> bool:
    """The same of a single row."""
    return copying(cursor, statement, [row], context)


def _compile(
    dialect: Dialect, model: type[DeclarativeBase], columns: tuple[str, ...], over: tuple[str, ...]
) -> tuple[str, list[tuple[int, Converter]]]:
    """The statement, and what turns the values of some columns into those of the driver."""
    table = table_of(model)
    found = ((place, _converter(dialect, table.c[name].type)) for place, name in enumerate(columns))
    converters = [(place, convert) for place, convert in found if convert is not None]
    if dialect.name == "postgresql" and not over:
        return _copy(table, columns), converters
    statement = conflicting(dialect, table, columns, over) if over else insert(table)
    if dialect.name == "sqlite":
        # Bytes that are text already: to make characters of them would be undone by the driver.
        encoded = {
            name: cast(bindparam(name, type_=LargeBinary), Text)
            for name in columns
            if isinstance(table.c[name].type, JSON)
        }
        statement = statement.values({name: bindparam(name) for name in columns} | encoded)
    return str(statement.compile(dialect=dialect, column_keys=list(columns))), converters


def _copy(table: Table, columns: tuple[str, ...]) -> str:
    from psycopg import sql

    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names).as_string(None)


def _converter(dialect: Dialect, kind: TypeEngine[Any]) -> Converter | None:
    """What the driver needs to be done to values of a column; None: nothing."""
    if isinstance(kind, JSON):
        return None if dialect.name == "sqlite" else _as_text
    if dialect.name == "sqlite":
        # Its driver takes bytes and truths as they are.
        return _as_sqlite_has_it if isinstance(kind, UtcTime) else None
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _as_text(value: bytes | None) -> str | None:
    return None if value is None else value.decode()


@lru_cache(maxsize=4096)
def _as_sqlite_has_it(moment: datetime | None) -> str | None:
    """What SQLAlchemy makes of an instant for SQLite, in a tenth of the time."""
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
