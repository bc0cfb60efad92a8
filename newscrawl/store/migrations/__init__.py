"""The shape of the database, revision by revision. One revision is one file of `versions`, numbered in a row.

A revision spells out its tables and never imports the models: those move on, what it made does not.
`docs/store.md` tells how to add one.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

FOLDER = Path(__file__).parent
BASELINE = "0001"
"""What databases of the time before revisions are, those of schema version 3."""

VERSION_TABLE = "newscrawl_version"
"""Not Alembic's own name for it: another program may keep its tables in the same database."""


@cache
def revisions() -> tuple[str, ...]:
    """All revisions, oldest first: the numbers that their files' names begin with."""
    return tuple(sorted(path.name[1:5] for path in (FOLDER / "versions").glob("r[0-9]*.py")))


def head() -> str:
    """The revision that this newscrawl works with."""
    return revisions()[-1]


def move(connection: Connection, revision: str) -> None:
    """Bring the database up or down to `revision`, within the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    # What Alembic tells of its steps is no news in the log of a crawl.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes.update(connection=connection, version_table=VERSION_TABLE)
    here = standing(connection)
    if here is None or here < revision:
        command.upgrade(config, revision)
    else:
        command.downgrade(config, revision)


def standing(connection: Connection) -> str | None:
    """The revision that the database is at; None where it is at none."""
    from alembic.migration import MigrationContext

    return MigrationContext.configure(
        connection, opts={"version_table": VERSION_TABLE}
    ).get_current_revision()


def adopt(connection: Connection) -> None:
    """Note that the database, made before there were revisions, is what the first of them makes."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    context.stamp(ScriptDirectory(str(FOLDER)), BASELINE)
