"""Articles as encoded for exports, the name of the log of changes, targets of publishing, dead letters."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

from newscrawl.store.migrations.shapes import INSTANT, check, filled, link, needed, tables, text

revision = "0003"
down_revision = "0002"

TABLES = tables()
sa.Table("articles", TABLES, sa.Column("id", sa.Integer, primary_key=True))

ENCODED = sa.Table(
    "encoded", TABLES,
    sa.Column("article_id", sa.ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    needed("version", sa.Integer()), needed("filled", sa.BigInteger()), needed("odd", sa.Boolean()),
    text("content_hash"), text("extractor"), needed("data", sa.LargeBinary()),
)  # fmt: skip
LOG = sa.Table(
    "log", TABLES,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), text("key"),
    check("one_row", "id = 1"), check("key_length", "length(key) = 12"),
)  # fmt: skip
TARGETS = sa.Table(
    "targets", TABLES,
    sa.Column("id", sa.Integer, primary_key=True), text("name", unique=True), text("url"),
    needed("position", sa.BigInteger()), needed("sent", sa.BigInteger()), needed("updated", INSTANT),
    sa.Column("failure", sa.String),
    filled("name", 500), filled("url", 2000), filled("failure", 1000),
    check("position_counts", "position >= 0"), check("sent_counts", "sent >= 0"),
)  # fmt: skip
LETTERS = sa.Table(
    "dead_letters", TABLES,
    sa.Column("id", sa.Integer, primary_key=True), link("target_id", "targets.id"),
    needed("seq", sa.BigInteger()), text("event"), text("article"), needed("version", sa.Integer()),
    text("kind"), needed("body", sa.LargeBinary()), text("reason"), needed("attempts", sa.Integer()),
    needed("at", INSTANT),
    sa.UniqueConstraint("target_id", "event"), filled("event", 300), filled("reason", 1000),
    check("attempts_count", "attempts >= 1"),
)  # fmt: skip
NEW = (ENCODED, LOG, TARGETS, LETTERS)


def upgrade() -> None:
    """Make the tables. What is there is not encoded now: exports read such articles the longer way."""
    TABLES.create_all(op.get_bind(), list(NEW), checkfirst=False)
    op.execute(sa.insert(LOG).values(id=1, key=secrets.token_hex(6)))


def downgrade() -> None:
    """Drop them; cursors and positions given out are lost, and with them what targets have confirmed."""
    TABLES.drop_all(op.get_bind(), list(NEW), checkfirst=False)
