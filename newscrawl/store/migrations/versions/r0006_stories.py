"""Stories: who told each first and why; signatures of the texts, and the keys by which copies are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.store.migrations.shapes import check, filled, link, needed, part, tables, text

revision = "0006"
down_revision = "0005"

TABLES = tables()
sa.Table("articles", TABLES, sa.Column("id", sa.Integer, primary_key=True))
STORIES = sa.Table(
    "stories", TABLES,
    sa.Column("name", sa.String, primary_key=True), link("article_id", "articles.id", index=True),
    sa.Column("publisher", sa.String), text("reason"),
    filled("name", 64), filled("publisher", 255), filled("reason", 1000),
)  # fmt: skip
TEXTS = sa.Table(
    "story_texts", TABLES,
    sa.Column("article_id", sa.ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    text("told"), needed("day", sa.Integer()), needed("signature", sa.LargeBinary()),
    filled("told", 64), check("day_counts", "day >= 0"), check("signature_length", "length(signature) = 256"),
)  # fmt: skip
BANDS = sa.Table(
    "story_bands", TABLES,
    part("key", sa.BigInteger()), part("article_id"), needed("day", sa.Integer()), sqlite_with_rowid=False,
)  # fmt: skip
NEW = (STORIES, TEXTS, BANDS)


def upgrade() -> None:
    """Make the tables. `Store.compare` does the articles that are there already, see docs/stories.md."""
    TABLES.create_all(op.get_bind(), list(NEW), checkfirst=False)


def downgrade() -> None:
    """Drop them; the articles keep the stories that they have."""
    TABLES.drop_all(op.get_bind(), list(NEW), checkfirst=False)
