"""Which articles stand in which edition of an e-paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.store.migrations.shapes import link, tables

revision = "0009"
down_revision = "0008"

TABLES = tables()
for name in ("articles", "editions"):
    sa.Table(name, TABLES, sa.Column("id", sa.Integer, primary_key=True))
PLACED = sa.Table(
    "edition_articles", TABLES,
    sa.Column("article_id", sa.ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    link("edition_id", "editions.id", index=True), sqlite_with_rowid=False,
)  # fmt: skip


def upgrade() -> None:
    """Make the table; the next crawl of an issue fills it."""
    TABLES.create_all(op.get_bind(), [PLACED], checkfirst=False)


def downgrade() -> None:
    """Drop it; articles still name their edition in `channel`."""
    TABLES.drop_all(op.get_bind(), [PLACED], checkfirst=False)
