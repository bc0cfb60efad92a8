"""Cursors: how far somebody has read this database's log of changes, as a text that he keeps."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select

from newscrawl.errors import UsageError
from newscrawl.store import changes
from newscrawl.store.models import LogRow

_FORM = re.compile(r"n1\.([0-9a-f]{12})\.(\d{1,18})")


def identity(connection: Connection) -> str:
    """The key of this log: 12 hex digits, made with the database."""
    return str(connection.scalars(select(LogRow.key)).one())


def cursor(connection: Connection) -> str:
    """The cursor behind the last change."""
    return f"n1.{identity(connection)}.{changes.last(connection)}"


def number(connection: Connection, cursor: str) -> int:
    """The number of the last change that whoever holds `cursor` has seen.

    Raises UsageError for a text that is no cursor, or one of another database or of a later state of it.
    """
    form = _FORM.fullmatch(cursor.strip())
    if form is None:
        raise UsageError(f"no cursor: {cursor!r}; take the one of the last manifest")
    if form[1] != identity(connection):
        raise UsageError(f"cursor {cursor} is of another database; begin again without one")
    seen = int(form[2])
    if seen > changes.last(connection):
        raise UsageError(
            f"cursor {cursor} is of a later state of this database, which was restored from a copy; "
            "begin again without one"
        )
    return seen
