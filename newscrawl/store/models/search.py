"""What is searched: one document an article, in the order of days, and how far the log of changes is read.

The index itself is no table of SQLAlchemy: FTS5 in SQLite, a tsvector in PostgreSQL. Its revision makes it.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.base import Base

LARGE = BigInteger().with_variant(Integer, "sqlite")


class DocumentRow(Base):
    """One version of an article in the index. `id` is the day of publication and a number within that day,
    so that the newest are found first; see `newscrawl.store.search.documents`.

    `article_id` is NULL where a newer version has taken its place in SQLite, whose index forgets nothing: it
    is not shown.
    """

    __tablename__ = "documents"
    __table_args__ = (
        CheckConstraint("id >= 0", name="id_counts"),
        CheckConstraint("version >= 1", name="version_counts"),
    )

    id: Mapped[int] = mapped_column(LARGE, primary_key=True, autoincrement=False)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), unique=True)
    version: Mapped[int]


class IndexedRow(Base):
    """One row: the number of the last change that the index has taken in."""

    __tablename__ = "indexed"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("seq >= 0", name="seq_counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(LARGE)
