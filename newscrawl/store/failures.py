"""What the driver says, turned into what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from newscrawl.errors import StorageError

ADVICE = {
    "the disk is full or failing; free some space and run again": (
        "disk is full",
        "disk i/o error",
        "no space left",
        "file too large",
    ),
    "another program keeps it locked; wait for that to end, or close it, and run again": (
        "database is locked",
        "table is locked",
    ),
    "it may not be written; check the rights of file and folder": (
        "readonly",
        "read-only",
        "permission denied",
    ),
    "it cannot be opened; check that the path is right and may be written": (
        "unable to open",
        "no such file",
        "not a directory",
        "file exists",
    ),
    "the file is damaged or no database; restore it from a copy": (
        "malformed",
        "not a database",
    ),
    "the server refuses the user or the database's name; check the URL": (
        "password",
        "does not exist",
    ),
    "the database server cannot be reached; start it, or check address and port": (
        "connection",
        "could not translate",
        "failed to resolve",
        "timeout",
    ),
}
"""What to do, by what the drivers say; the first that fits is told."""


@contextmanager
def guarded(target: str) -> Iterator[None]:
    """Turn whatever database and disk raise inside into StorageError; `target` names the database.

    Raises: StorageError.
    """
    try:
        yield
    # The driver's own errors reach us from the pragmas of a new connection.
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise StorageError(advice(error, target)) from error


def advice(error: BaseException, target: str) -> str:
    """One sentence: what failed, what to do about it, what became of the data."""
    said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
    known = said.lower()
    for remedy, signs in ADVICE.items():
        if any(sign in known for sign in signs):
            return f"database {target}: {remedy} ({said}); nothing was half written"
    return f"database {target}: {said}; nothing was half written"
