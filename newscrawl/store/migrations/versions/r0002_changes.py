"""The log of changes, articles in quarantine, and the outlet register with its aliases and regions."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from newscrawl.store.migrations.shapes import (
    INSTANT,
    LARGE,
    check,
    filled,
    link,
    needed,
    one_of,
    tables,
    text,
)

revision = "0002"
down_revision = "0001"

TABLES = tables()
for name in ("articles", "runs"):
    sa.Table(name, TABLES, sa.Column("id", sa.Integer, primary_key=True))

CHANGES = sa.Table(
    "changes", TABLES,
    sa.Column("seq", LARGE, primary_key=True, autoincrement=True),
    link("article_id", "articles.id", index=True), needed("version", sa.Integer()), text("kind"),
    needed("at", INSTANT), link("run_id", "runs.id", nullable=True),
    one_of(
        "kind",
        "new", "changed", "withdrawn", "restored", "regrouped", "relabelled", "quarantined", "released",
    ),
    check("version_counts", "version >= 1"), sqlite_autoincrement=True,
)  # fmt: skip
QUARANTINE = sa.Table(
    "quarantine", TABLES,
    sa.Column("article_id", sa.ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    link("run_id", "runs.id", nullable=True, index=True), text("monitor"), text("reason"),
    needed("at", INSTANT),
    filled("monitor", 100), filled("reason", 1000),
)  # fmt: skip
OUTLETS = sa.Table(
    "register_outlets", TABLES,
    sa.Column("key", sa.String, primary_key=True), text("name", unique=True), text("kind"),
    sa.Column("region", sa.String, index=True),
    filled("key", 255), filled("name", 255), filled("kind", 20), check("region_code", "length(region) = 6"),
)  # fmt: skip
NAMES = sa.Table(
    "register_names", TABLES,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("key", sa.ForeignKey("register_outlets.key"), nullable=False, index=True),
    filled("name", 255),
)  # fmt: skip
REGISTER = sa.Table(
    "register", TABLES,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), text("digest"),
    check("one_row", "id = 1"), check("digest_length", "length(digest) = 32"),
)  # fmt: skip
NEW = (CHANGES, QUARANTINE, OUTLETS, NAMES, REGISTER)

ARTICLES = sa.table("articles", sa.column("id"), sa.column("version"), sa.column("first_run"))
SCHEMA = sa.Table(
    "schema_version", tables(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), needed("version", sa.Integer()),
    needed("created", INSTANT), check("one_row", "id = 1"),
)  # fmt: skip


def upgrade() -> None:
    """Make the tables; every article that is there opens the log as a new one, in the order of arrival."""
    TABLES.create_all(op.get_bind(), list(NEW), checkfirst=False)
    now = datetime.now(UTC)
    known = sa.select(
        ARTICLES.c.id, ARTICLES.c.version, sa.literal("new"), sa.literal(now, INSTANT), ARTICLES.c.first_run
    ).order_by(ARTICLES.c.id)
    columns = ["article_id", "version", "kind", "at", "run_id"]
    op.execute(sa.insert(CHANGES).from_select(columns, known))
    op.drop_table("schema_version")


def downgrade() -> None:
    """Drop them; what the log and the quarantine held is lost, all that revision 0001 knows stays."""
    TABLES.drop_all(op.get_bind(), list(NEW), checkfirst=False)
    SCHEMA.create(op.get_bind())
    row = {"id": 1, "version": 3, "created": datetime.now(UTC)}
    op.execute(sa.insert(SCHEMA).values(**row))
