"""Column types and checks that revisions are written with. Never edited: databases hold what they made."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)
# SQLite numbers rows itself only where the type is called INTEGER; that holds 64 bits as well.
LARGE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def tables() -> sa.MetaData:
    """An empty collection for the tables of one revision, with names for what they hold."""
    return sa.MetaData(naming_convention=NAMES)


def needed(name: str, type: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    """A column that is never NULL."""
    return sa.Column(name, type, nullable=False)


def text(name: str, unique: bool = False, index: bool = False) -> sa.Column[str]:
    """A text that is never NULL."""
    return sa.Column(name, sa.String, nullable=False, unique=unique or None, index=index or None)


def part(name: str, type: sa.types.TypeEngine[Any] | None = None) -> sa.Column[Any]:
    """A column of a key of several: never NULL, and never numbered by the database."""
    return sa.Column(name, type or sa.Integer(), primary_key=True, autoincrement=False)


def link(name: str, target: str, nullable: bool = False, index: bool = False) -> sa.Column[int]:
    """The row of another table."""
    return sa.Column(name, sa.Integer, sa.ForeignKey(target), nullable=nullable, index=index)


def filled(column: str, at_most: int) -> sa.CheckConstraint:
    """`column` holds 1 to `at_most` characters, or NULL where it may."""
    return sa.CheckConstraint(f"length({column}) BETWEEN 1 AND {at_most}", name=f"{column}_filled")


def one_of(column: str, *allowed: str) -> sa.CheckConstraint:
    """`column` holds one of `allowed`, or NULL where it may."""
    listed = ", ".join(f"'{value}'" for value in allowed)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def check(name: str, condition: str) -> sa.CheckConstraint:
    """`condition` is not false of any row."""
    return sa.CheckConstraint(condition, name=name)
