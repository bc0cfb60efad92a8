"""How much room the database takes, table by table, and giving back what is free."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import BigInteger, Connection, Engine, Table, cast, column, func, select, table
from sqlalchemy.exc import OperationalError

from newscrawl.store.engine import name_of, reading
from newscrawl.store.failures import guarded
from newscrawl.store.models import Base
from newscrawl.store.queries import Query


@dataclass(frozen=True, slots=True)
class Size:
    """One table: its rows, and its bytes with indexes (None where the database cannot tell)."""

    table: str
    rows: int
    bytes: int | None


@dataclass(frozen=True, slots=True)
class Sizes:
    """`total` and `free`: bytes of the whole database, and those in it that nothing uses (None: unknown)."""

    tables: list[Size]
    total: int
    free: int | None


def sizes(engine: Engine) -> Sizes:
    """What takes how much room, the largest first. Rows are counted, which may take a while."""
    with reading(engine) as connection:
        measure = _in_postgres if engine.dialect.name == "postgresql" else _in_sqlite
        room, total, free = measure(connection)
        found = [
            Size(each.name, _rows(connection, each), room.get(each.name) if room else None)
            for each in Base.metadata.sorted_tables
        ]
    return Sizes(sorted(found, key=lambda size: (-(size.bytes or 0), -size.rows, size.table)), total, free)


def vacuum(engine: Engine) -> None:
    """Give back what is free. SQLite writes the file anew and needs as much room again meanwhile.

    Raises: StorageError.
    """
    with guarded(name_of(engine.url)):
        if engine.dialect.name == "postgresql":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM (ANALYZE)")
            return
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            # The new file is written to the log first, which is then as large as the file.
            log = "PRAGMA wal_checkpoint(TRUNCATE)"
            for step in (log, "VACUUM", "PRAGMA optimize", log):
                driver.execute(step).fetchall()


def _rows(connection: Connection, each: Table) -> int:
    return connection.scalar(select(func.count()).select_from(each)) or 0


def _in_sqlite(connection: Connection) -> tuple[dict[str, int], int, int]:
    page, pages, free = (
        int(connection.exec_driver_sql(pragma).scalar_one())
        for pragma in ("PRAGMA page_size", "PRAGMA page_count", "PRAGMA freelist_count")
    )
    wal = Path(f"{connection.engine.url.database}-wal")
    total = page * pages + (wal.stat().st_size if wal.exists() else 0)
    master = table("sqlite_master", column("name"), column("tbl_name"))
    used = table("dbstat", column("name"), column("pgsize"))
    chosen = (
        select(master.c.tbl_name, func.sum(used.c.pgsize))
        .join(used, used.c.name == master.c.name)
        .group_by(master.c.tbl_name)
    )
    try:
        room: dict[str, int] = {row[0]: row[1] for row in connection.execute(chosen)}
    except OperationalError:
        # Not every SQLite is built with the table of pages.
        room = {}
    return room, total, page * free


def _in_postgres(connection: Connection) -> tuple[dict[str, int], int, None]:
    room: dict[str, int] = {
        each.name: connection.scalar(_with_parts(each.name)) or 0 for each in Base.metadata.sorted_tables
    }
    total = connection.scalar(select(func.pg_database_size(func.current_database()))) or 0
    return room, total, None


def _with_parts(name: str) -> Query:
    """The bytes of a table; of one that is cut into partitions, of all of them."""
    parts = func.pg_partition_tree(name).table_valued("relid")
    below = select(func.sum(func.pg_total_relation_size(parts.c.relid))).scalar_subquery()
    # A table that is whole is in no tree; the head of one that is cut has no bytes of its own.
    return select(cast(func.pg_total_relation_size(name) + func.coalesce(below, 0), BigInteger))
