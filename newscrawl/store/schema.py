"""The state of a database: empty, ours as it should be, ours of another revision, or another program's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import URL, Connection, Engine, column, inspect, select, table

from newscrawl.errors import StorageError
from newscrawl.store import migrations
from newscrawl.store.engine import alone, database, is_missing, name_of, open_engine, reading, rebuilding
from newscrawl.store.models import Base

MAKING = 0x6E657773
"""The PostgreSQL advisory lock under which tables are made, so that two first runs do not collide."""

UNNUMBERED = 3
"""The last version of the tables before there were revisions, and the only one that can be brought up."""

Kind = Literal["empty", "current", "older", "newer", "ancient", "foreign"]


@dataclass(frozen=True, slots=True)
class State:
    """What a database is, and its revision where it has one."""

    kind: Kind
    revision: str | None = None


def opened(url: URL, make: bool = True) -> Engine:
    """An engine of a database that has our tables in this revision; in an empty one they are made if `make`.

    Raises: MissingExtra; StorageError, which says how to mend it.
    """
    if not make and is_missing(url):
        raise StorageError(fault(State("empty"), name_of(url)))
    engine = open_engine(url)
    _ensure(engine, make)
    return engine


def _ensure(engine: Engine, make: bool) -> None:
    with reading(engine) as connection:
        state = look(connection)
    if state.kind == "empty" and make:
        with _alone(engine) as connection:
            # Another process may have made them meanwhile.
            state = look(connection)
            if state.kind == "empty":
                migrations.move(connection, migrations.head())
                return
    if state.kind != "current":
        raise StorageError(fault(state, name_of(engine.url)))


def migrate(engine: Engine, revision: str | None = None) -> tuple[State, State]:
    """Bring the database to `revision` (None: the newest): what it was, and what it is now.

    All of it is one transaction: whatever stops it, the database is as it was.
    Raises: StorageError for a database that is not ours, or newer than this newscrawl.
    """
    with _alone(engine) as connection:
        before = look(connection)
        if before.kind in ("newer", "ancient", "foreign"):
            raise StorageError(fault(before, name_of(engine.url)))
        if before.kind == "older" and migrations.standing(connection) is None:
            migrations.adopt(connection)
        migrations.move(connection, revision or migrations.head())
        return before, look(connection)


def state_of(url: str) -> State:
    """What the database at `url` is. Raises: UsageError, MissingExtra, StorageError."""
    with closing_engine(url) as engine, reading(engine) as connection:
        return look(connection)


def bring_up(url: str) -> tuple[State, State]:
    """As `migrate`, to the newest revision, of the database at `url`."""
    with closing_engine(url) as engine:
        return migrate(engine)


@contextmanager
def closing_engine(url: str) -> Iterator[Engine]:
    """An engine of the database at `url`, whatever state that is in."""
    engine = open_engine(database(url))
    try:
        yield engine
    finally:
        engine.dispose()


def look(connection: Connection) -> State:
    """What the database is."""
    found = set(inspect(connection).get_table_names())
    if migrations.VERSION_TABLE in found:
        stamp = table(migrations.VERSION_TABLE, column("version_num"))
        return _numbered(connection.scalar(select(stamp.c.version_num)))
    if "schema_version" in found:
        version = connection.scalar(select(table("schema_version", column("version")).c.version))
        if version == UNNUMBERED:
            return State("older", migrations.BASELINE)
        return State("ancient", f"version {version}")
    return State("empty" if found.isdisjoint(Base.metadata.tables) else "foreign")


def fault(state: State, target: str) -> str:
    """What is wrong with a database in this state, and what to do."""
    head = migrations.head()
    if state.kind == "empty":
        return (
            f"no articles in {target} yet: crawl something first (make crawl), or set NEWSCRAWL_DATABASE_URL"
        )
    if state.kind == "foreign":
        return f"database {target} holds tables of another program; name another one"
    if state.kind == "older":
        return (
            f"database {target} has revision {state.revision}, this newscrawl works with {head}: "
            "make a copy of it (while no crawl runs, or by pg_dump), then run `newscrawl doctor migrate`"
        )
    made_by = "a newer newscrawl" if state.kind == "newer" else "a newscrawl too old to be brought up"
    return (
        f"database {target} has revision {state.revision}, made by {made_by}; this one works with {head}: "
        "use the newscrawl that made it, or name another database"
    )


def _numbered(revision: str | None) -> State:
    if revision is None:
        return State("empty")
    if revision == migrations.head():
        return State("current", revision)
    return State("older" if revision in migrations.revisions() else "newer", revision)


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that may remake tables, one process at a time."""
    with rebuilding(engine) as connection:
        alone(connection, MAKING)
        yield connection
