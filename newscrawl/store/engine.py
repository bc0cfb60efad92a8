"""Opening a database: which driver, which pragmas, which kind of transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from newscrawl.errors import MissingExtra, StorageError, UsageError
from newscrawl.store.bulk import copying, copying_one
from newscrawl.store.failures import guarded

WAIT = 120
"""Seconds that a writer waits for another one before it gives up."""

CACHE = -16384
"""Pages that a connection to SQLite keeps, in KB. A crawl has several, and the system keeps pages as well."""

CHECKPOINT = 16_000
"""Pages of SQLite's log that are brought into the database at once: 64 MB. In a large store each batch
changes thousands of pages of the indexes, many of them the same as the batch before."""

PRAGMAS = (
    f"PRAGMA busy_timeout = {WAIT * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA cache_size = {CACHE}",
    f"PRAGMA wal_autocheckpoint = {CHECKPOINT}",
)


def database(url: str) -> URL:
    """The URL with its driver. `postgresql://` means psycopg 3; SQLite must be a file.

    Raises: UsageError.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise UsageError(f"not a database URL: {url!r}; write sqlite:///FILE or postgresql://USER@HOST/NAME")
    backend = parsed.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise UsageError(f"unknown database {backend!r}: newscrawl stores in SQLite or PostgreSQL")
    if parsed.database in (None, "", ":memory:"):
        raise UsageError("the SQLite database must be a file: sqlite:///FILE")
    return parsed


def is_missing(url: URL) -> bool:
    """Whether the database is a file that is not there."""
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file()


def open_engine(url: URL) -> Engine:
    """An engine whose transactions are opened by `writing` and `reading`.

    Raises: MissingExtra where the driver of PostgreSQL is not installed; StorageError.
    """
    try:
        engine = create_engine(url, json_serializer=_dump, json_deserializer=msgspec.json.decode)
    except ModuleNotFoundError:
        raise MissingExtra('PostgreSQL needs its driver: pip install "newscrawl[postgres]"')
    if engine.dialect.name == "sqlite":
        with guarded(name_of(url)):
            Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "do_executemany", copying)
        event.listen(engine, "do_execute", copying_one)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: stored whole when the block ends, not at all if it raises.

    SQLite's lock is taken at its start: a reader that turned writer could only fail.
    Raises: StorageError.
    """
    with (
        guarded(name_of(engine.url)),
        engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection,
    ):
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads, and sees one state throughout. Raises: StorageError."""
    # SQLite's transactions always see one state; PostgreSQL's must be asked to.
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with guarded(name_of(engine.url)), engine.connect().execution_options(**options) as connection:
        yield connection


@contextmanager
def lean(connection: Connection) -> Iterator[None]:
    """Read with a small cache: an export meets each page once, and the memory is needed elsewhere."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA cache_size = -2048")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {CACHE}")


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """One transaction that may make tables anew: their links are checked at its end, not on the way.

    Raises: StorageError.
    """
    if engine.dialect.name == "postgresql":
        with writing(engine) as connection:
            yield connection
        return
    with (
        guarded(name_of(engine.url)),
        engine.execution_options(begin="BEGIN IMMEDIATE").connect() as connection,
    ):
        driver = connection.connection.driver_connection
        assert driver is not None
        # Inside a transaction this switch does nothing.
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken is not None:
                    raise StorageError(
                        f"a row of {broken[0]} links to none of {broken[2]}; nothing was changed"
                    )
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def alone(connection: Connection, number: int) -> None:
    """Wait until no other transaction holds the lock `number`, and hold it until this one ends.

    A transaction that writes to SQLite is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(number)))


def name_of(url: URL) -> str:
    """The database as messages show it: a file's path, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver opens transactions too late to lock in time; None leaves that to _begin.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _dump(value: Any) -> str:
    return msgspec.json.encode(value).decode()
