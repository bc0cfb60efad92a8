"""What all tables share: the declarative base, the column types, and the checks that refuse wrong rows."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any, get_args, get_type_hints

from sqlalchemy import JSON, CheckConstraint, DateTime, Dialect, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """An instant. SQLite forgets the zone, so every instant goes in and comes out as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a time without a zone is refused, since nobody could say what it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant in UTC: SQLite gives it without its zone, PostgreSQL in that of the server."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of all tables. Lists and trees that nobody searches by are JSON."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it as declared)
        datetime: UtcTime(),
        list[Any]: JSON(none_as_null=True),
        dict[str, Any]: JSON(none_as_null=True),
    }


def one_of(column: str, *allowed: str) -> CheckConstraint:
    """`column` holds one of `allowed` (or NULL, where it may)."""
    listed = ", ".join(f"'{value}'" for value in allowed)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def filled(column: str, at_most: int) -> CheckConstraint:
    """`column` holds 1 to `at_most` characters (or NULL, where it may): unknown is NULL, never ''."""
    return CheckConstraint(f"length({column}) BETWEEN 1 AND {at_most}", name=f"{column}_filled")


def allowed(owner: type, field: str) -> tuple[str, ...]:
    """The values that the contract allows in a field: those of its Literal, None left out."""
    return tuple(_strings(_hints(owner)[field]))


@cache
def _hints(owner: type) -> dict[str, Any]:
    return get_type_hints(owner)


def _strings(annotation: Any) -> list[str]:
    found: list[str] = []
    for part in get_args(annotation):
        found.extend([part] if isinstance(part, str) else _strings(part))
    return found
