"""What the driver says, turned into what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from newscrawl.errors import StorageAway, StorageError

LOCKED = "another program keeps it locked; wait for that to end, or close it, and run again"
UNREACHED = "the database server cannot be reached; start it, or check address and port"
COLLIDED = "another program wrote to the same rows at the same time; run again"

COLLISIONS = ("40001", "40P01")
"""What PostgreSQL calls two transactions that cannot both be: not one after the other, or a deadlock."""

ADVICE = {
    "the disk is full or failing; free some space and run again": (
        "disk is full",
        "disk i/o error",
        "no space left",
        "file too large",
    ),
    LOCKED: (
        "database is locked",
        "table is locked",
    ),
    "it may not be written; check the rights of file and folder": (
        "readonly",
        "read-only",
        "permission denied",
    ),
    "the server refuses the user or the database's name; check the URL": (
        "password",
        "does not exist",
    ),
    UNREACHED: (
        "connection",
        "could not translate",
        "failed to resolve",
        "timeout",
        "starting up",
        "shutting down",
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
}
"""What to do, by what the drivers say; the first that fits is told."""


@contextmanager
def guarded(target: str) -> Iterator[None]:
    """Turn whatever database and disk raise inside into StorageError; `target` names the database.

    Raises: StorageError, and of that StorageAway where waiting may help.
    """
    try:
        yield
    # The driver's own errors reach us from the pragmas of a new connection.
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        # By number: a server says it in the language that it was set to.
        collided = getattr(getattr(error, "orig", None), "sqlstate", None) in COLLISIONS
        remedy = COLLIDED if collided else advice(said)
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        told = f"{remedy} ({said})" if remedy else said
        kind = StorageAway if lost or remedy in (LOCKED, UNREACHED, COLLIDED) else StorageError
        raise kind(f"database {target}: {told}; nothing was half written") from error


def advice(said: str) -> str | None:
    """What to do about what a driver says; None where nothing is known."""
    known = said.lower()
    fitting = (remedy for remedy, signs in ADVICE.items() if any(sign in known for sign in signs))
    return next(fitting, None)
