"""Making the tables, and refusing a database that another version made."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, MetaData, func, insert, inspect, select

from newscrawl.errors import StorageError
from newscrawl.store.engine import name_of, writing
from newscrawl.store.models import VERSION, Base, SchemaRow

MAKING = 0x6E657773
"""The PostgreSQL advisory lock under which the tables are made, so that two first runs do not collide."""


def ensure(engine: Engine) -> None:
    """Make the tables in an empty database; in any other, see that they are ours and of this version.

    Raises: StorageError.
    """
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(MAKING)))
        found = set(inspect(connection).get_table_names())
        if found.isdisjoint(Base.metadata.tables):
            _make(connection)
            connection.execute(insert(SchemaRow).values(id=1, version=VERSION, created=datetime.now(UTC)))
        else:
            _check(connection, found)


def _make(connection: Connection) -> None:
    """Make the tables from a copy of them.

    Where two tables need each other, PostgreSQL is given the one foreign key afterwards, and SQLAlchemy
    notes that in the table itself: a SQLite database made next by this process would go without it.
    """
    tables = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        table.to_metadata(tables)
    tables.create_all(connection)


def _check(connection: Connection, found: set[str]) -> None:
    """Raises StorageError unless the tables were made by this version."""
    target = name_of(connection.engine.url)
    if SchemaRow.__tablename__ not in found:
        raise StorageError(f"database {target} holds tables of another program; name another one")
    version = connection.scalar(select(SchemaRow.version))
    if version != VERSION:
        raise StorageError(
            f"database {target} has schema version {version}, this newscrawl works with {VERSION}: "
            "use the newscrawl that made it, or name another database"
        )
