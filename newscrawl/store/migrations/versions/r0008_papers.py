"""What has been read of e-papers, and the fetches that told something."""

from __future__ import annotations

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

revision = "0008"
down_revision = "0007"

TABLES = tables()
for name in ("sites", "runs", "addresses", "articles"):
    sa.Table(name, TABLES, sa.Column("id", sa.Integer, primary_key=True))
sa.Table(
    "versions", TABLES,
    sa.Column("article_id", sa.Integer, primary_key=True), sa.Column("number", sa.Integer, primary_key=True),
)  # fmt: skip

ISSUES = sa.Table(
    "issues", TABLES,
    sa.Column("id", sa.Integer, primary_key=True), link("site_id", "sites.id"), needed("day", sa.Date()),
    text("state"), sa.Column("listed", sa.Boolean), needed("first_seen", INSTANT),
    needed("last_seen", INSTANT), link("run_id", "runs.id", index=True),
    sa.UniqueConstraint("site_id", "day"), one_of("state", "read", "missing"),
    check("seen_in_order", "first_seen <= last_seen"),
)  # fmt: skip
NOWHERE = sa.text("url IS NULL")
EDITIONS = sa.Table(
    "editions", TABLES,
    sa.Column("id", sa.Integer, primary_key=True), link("issue_id", "issues.id"),
    sa.Column("number", sa.String), sa.Column("name", sa.String), sa.Column("url", sa.String), text("state"),
    sa.UniqueConstraint("issue_id", "url"),
    sa.Index(
        "uq_editions_missing", "issue_id", "number",
        unique=True, sqlite_where=NOWHERE, postgresql_where=NOWHERE,
    ),
    one_of("state", "read", "named", "missing"),
    filled("number", 20), filled("name", 100), filled("url", 2000),
    check("address_unless_missing", "(state = 'missing') = (url IS NULL)"),
    check("numbered_unless_read", "number IS NOT NULL OR state = 'read'"),
    check("named_where_numbered", "(name IS NULL) = (number IS NULL OR state = 'missing')"),
)  # fmt: skip
FETCHES = sa.Table(
    "fetches", TABLES,
    sa.Column("address_id", sa.ForeignKey("addresses.id"), primary_key=True, autoincrement=False),
    sa.Column("at", INSTANT, primary_key=True), link("run_id", "runs.id"), text("outcome"),
    link("article_id", "articles.id", nullable=True, index=True), sa.Column("version", sa.Integer),
    sa.Column("status", sa.Integer), sa.Column("size", sa.Integer), sa.Column("digest", sa.String),
    sa.Column("elapsed", sa.Integer), sa.Column("file", sa.String), sa.Column("start", LARGE),
    sa.ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.number"]),
    one_of(
        "outcome",
        "new", "changed", "alias", "rejected", "missing", "moved", "failed", "withdrawn", "restored",
    ),
    check("version_brought", "(version IS NOT NULL) = (outcome IN ('new', 'changed'))"),
    check("version_of_article", "version IS NULL OR article_id IS NOT NULL"),
    check("counts", "size >= 0 AND elapsed >= 0 AND start >= 0"),
    check("archived_whole", "(file IS NULL) = (start IS NULL)"),
    filled("digest", 64), filled("file", 255), sqlite_with_rowid=False,
)  # fmt: skip
NEW = (ISSUES, EDITIONS, FETCHES)


def upgrade() -> None:
    """Make the tables: what earlier crawls read is not known, the next ones note it."""
    TABLES.create_all(op.get_bind(), list(NEW), checkfirst=False)


def downgrade() -> None:
    """Drop them. Articles and addresses stay as they are."""
    TABLES.drop_all(op.get_bind(), list(NEW), checkfirst=False)
