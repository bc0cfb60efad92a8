"""The index of full-text search: FTS5 in SQLite, a tsvector under GIN in PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from newscrawl.store.migrations.shapes import LARGE, check, needed, part, tables

revision = "0004"
down_revision = "0003"

TABLES = tables()
sa.Table("articles", TABLES, sa.Column("id", sa.Integer, primary_key=True))
DOCUMENTS = sa.Table(
    "documents", TABLES,
    part("id", LARGE),
    sa.Column("article_id", sa.ForeignKey("articles.id"), nullable=True, unique=True),
    needed("version", sa.Integer()),
    check("id_counts", "id >= 0"), check("version_counts", "version >= 1"),
)  # fmt: skip
INDEXED = sa.Table(
    "indexed", TABLES,
    part("id"), needed("seq", LARGE), check("one_row", "id = 1"), check("seq_counts", "seq >= 0"),
)  # fmt: skip
SEARCH = sa.Table(
    "search", tables(),
    part("id", sa.BigInteger()), needed("words", TSVECTOR()),
    sa.Index("ix_search_words", "words", postgresql_using="gin"),
)  # fmt: skip

# The terms are made by newscrawl and set off by spaces: the tokenizer has nothing to find out.
FTS5 = (
    "CREATE VIRTUAL TABLE search USING fts5"
    "(title, lead, body, facts, content='', columnsize=0, tokenize='ascii')"
)


def upgrade() -> None:
    """Make the index, empty: it is brought up with the log as for new articles."""
    connection = op.get_bind()
    TABLES.create_all(connection, [DOCUMENTS, INDEXED], checkfirst=False)
    op.bulk_insert(INDEXED, [{"id": 1, "seq": 0}])
    if connection.dialect.name == "postgresql":
        SEARCH.create(connection)
    else:
        op.execute(FTS5)


def downgrade() -> None:
    """Drop it; nothing is lost, since all of it is made of the articles."""
    op.drop_table("search")
    TABLES.drop_all(op.get_bind(), [DOCUMENTS, INDEXED], checkfirst=False)
