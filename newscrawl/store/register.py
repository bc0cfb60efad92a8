"""The outlet register, copied into the database whenever it has changed."""

from __future__ import annotations

import hashlib
from functools import cache

from sqlalchemy import Connection, Engine, delete, insert, select

from newscrawl.knowledge.outlets import Outlet, outlets
from newscrawl.store.engine import alone, reading, writing
from newscrawl.store.models import RegisterNameRow, RegisterOutletRow, RegisterRow
from newscrawl.store.upsert import table_of

FILLING = 0x72656769
"""The PostgreSQL advisory lock under which the tables are filled."""


def sync(engine: Engine) -> None:
    """Fill the tables of the register if they were filled from another one. Raises: StorageError."""
    with reading(engine) as connection:
        if _known(connection) == digest():
            return
    with writing(engine) as connection:
        alone(connection, FILLING)
        if _known(connection) != digest():
            _fill(connection)


@cache
def digest() -> str:
    """32 hexadecimal digits for the register as this newscrawl has it."""
    said = repr(sorted(map(repr, outlets().values()))).encode()
    return hashlib.blake2b(said, digest_size=16).hexdigest()


def _known(connection: Connection) -> str | None:
    return connection.scalar(select(RegisterRow.digest))


def _fill(connection: Connection) -> None:
    for model in (RegisterNameRow, RegisterOutletRow, RegisterRow):
        connection.execute(delete(table_of(model)))
    known = outlets().values()
    rows = [{"key": one.key, "name": one.name, "kind": one.kind, "region": one.region} for one in known]
    connection.execute(insert(table_of(RegisterOutletRow)), rows)
    names = {name: one.key for one in known for name in _names(one)}
    # An outlet's own name is nobody else's alias.
    names |= {one.name: one.key for one in known}
    connection.execute(
        insert(table_of(RegisterNameRow)), [{"name": name, "key": key} for name, key in names.items()]
    )
    connection.execute(insert(table_of(RegisterRow)).values(id=1, digest=digest()))


def _names(outlet: Outlet) -> list[str]:
    return [alias.removeprefix("=") for alias in outlet.aliases]
