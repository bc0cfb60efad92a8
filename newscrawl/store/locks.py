"""One run of a site at a time. The system frees these locks when a process dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import DBAPIError, InvalidRequestError, OperationalError

from newscrawl.errors import LockHeld, UsageError
from newscrawl.held import lock_file, lock_number, under_way
from newscrawl.store.engine import name_of
from newscrawl.store.failures import guarded

LOCK_NOT_AVAILABLE = "55P03"


class Lock(Protocol):
    """A lock that is held until it is released."""

    def hold(self) -> None:
        """Take it again if it was lost with the server. Raises: LockHeld where another run was faster."""

    def release(self) -> None:
        """Let the next run begin."""

    def add(self, name: str) -> None:
        """Hold a lock of this name too, by which others see that the run lives."""


def take(engine: Engine, site: str, shared: bool = False) -> Lock:
    """Take the lock of `site`, or raise LockHeld.

    Beside a SQLite file it is a locked file; in PostgreSQL an advisory lock of a connection of its own.
    `shared`: with other workers of the site, not with a run that wants it for itself.
    Raises: LockHeld, StorageError; UsageError for several workers on SQLite.
    """
    if shared and engine.dialect.name == "sqlite":
        raise UsageError("several workers (NEWSCRAWL_REDIS_URL) need PostgreSQL as NEWSCRAWL_DATABASE_URL")
    with guarded(name_of(engine.url)):
        if engine.dialect.name == "sqlite":
            return FileLock(lock_file(engine.url.database, site), site)
        return ServerLock(engine, site, shared)


def alive(connection: Connection, name: str) -> bool:
    """Whether a process holds the lock that it has added under this name. Only PostgreSQL tells."""
    return not connection.scalar(select(func.pg_try_advisory_xact_lock(lock_number(name))))


class FileLock:
    """A lock on a file of the site's own, which holds the process id of its last owner."""

    def __init__(self, path: Path, site: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[str] = path.open("a+", encoding="ascii")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with closing(self._file) as file:
                file.seek(0)
                raise LockHeld(under_way(site, file.read() or "unknown"))
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def hold(self) -> None:
        """A file stays locked as long as this process lives."""

    def release(self) -> None:
        """Let the next run begin. The file stays: removing it would race with its next owner."""
        self._file.close()

    def add(self, name: str) -> None:
        """Nobody asks."""


class ServerLock:
    """A PostgreSQL advisory lock; the server frees it when the connection ends."""

    def __init__(self, engine: Engine, site: str, shared: bool = False) -> None:
        self._engine, self._site, self._shared = engine, site, shared
        self._added: list[str] = []
        self._connection = self._take()

    def hold(self) -> None:
        """Ask the server whether the connection still stands; if not, take the lock with a new one."""
        try:
            self._connection.execute(select(1))
        except (DBAPIError, InvalidRequestError):
            self._drop()
            with guarded(name_of(self._engine.url)):
                self._connection = self._take()

    def add(self, name: str) -> None:
        """Hold a lock of this name too, as long as this one."""
        self._added.append(name)
        self._connection.execute(select(func.pg_advisory_lock(lock_number(name))))

    def release(self) -> None:
        """Let the next run begin. Not left to the end of the connection, which the server sees later."""
        # If the server is gone, so is the lock.
        with suppress(DBAPIError, InvalidRequestError):
            self._connection.execute(select(func.pg_advisory_unlock_all()))
        self._drop()

    def _drop(self) -> None:
        """Close the connection for good: the pool would hand the lock's time limit on to others."""
        if not self._connection.closed:
            self._connection.invalidate()
            self._connection.close()

    def _take(self) -> Connection:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        # Not at once: the server may still be finding out that the last owner was killed.
        connection.execute(text("SET lock_timeout = '3s'"))
        # A machine that is gone without a word holds its locks until the server has noticed.
        for setting, seconds in (("idle", 15), ("interval", 5)):
            connection.execute(text(f"SET tcp_keepalives_{setting} = {seconds}"))
        lock = func.pg_advisory_lock_shared if self._shared else func.pg_advisory_lock
        try:
            connection.execute(select(lock(lock_number(self._site))))
            for name in self._added:
                connection.execute(select(func.pg_advisory_lock(lock_number(name))))
        except OperationalError as error:
            connection.close()
            if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
                raise LockHeld(under_way(self._site))
            raise
        return connection
