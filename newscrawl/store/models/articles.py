"""Which articles there are: identity, state, and the further addresses they were seen at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.model import Record
from newscrawl.store.models.base import Base, allowed, filled, one_of

# PostgreSQL indexes at most 2,704 bytes of a key; an address is ASCII or, at worst, a little Chinese.
ADDRESS = 2000


class ArticleRow(Base):
    """One article of one site. What it says stands in `versions`; `version` is the number of the current one.

    `key` is the record's id. `first_run` and `last_run` are the runs that saw it first and last,
    `fetched_at` is the last fetch. `reprint_of` is the first publisher's copy among the articles known.
    """

    __tablename__ = "articles"
    __table_args__ = (
        ForeignKeyConstraint(
            ["id", "version"],
            ["versions.article_id", "versions.number"],
            use_alter=True,
            deferrable=True,
            initially="DEFERRED",
        ),
        one_of("kind", *allowed(Record, "kind")),
        one_of("status", *allowed(Record, "status")),
        filled("key", 64),
        filled("url", ADDRESS),
        filled("canonical_url", ADDRESS),
        filled("story", 64),
        CheckConstraint("version >= 1", name="version_counts"),
        CheckConstraint("reprint_of <> id", name="reprint_of_another"),
    )

    # Said aloud, because an id that is half of a foreign key is not numbered otherwise.
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    kind: Mapped[str]
    url: Mapped[str | None] = mapped_column(index=True)
    canonical_url: Mapped[str | None]
    version: Mapped[int]
    status: Mapped[str]
    fetched_at: Mapped[datetime | None]
    story: Mapped[str | None] = mapped_column(index=True)
    reprint_of: Mapped[int | None] = mapped_column(ForeignKey("articles.id"))
    first_run: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    last_run: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)


class AliasRow(Base):
    """A further address of an article: the record id it would have had there, and the URL."""

    __tablename__ = "aliases"
    __table_args__ = (filled("key", 64), filled("url", ADDRESS))

    key: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    url: Mapped[str | None] = mapped_column(index=True)
