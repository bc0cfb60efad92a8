"""What has been read of e-papers: their issues, one a day, and the editions of each."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.articles import ADDRESS
from newscrawl.store.models.base import Base, filled, one_of

NOWHERE = text("url IS NULL")


class IssueRow(Base):
    """The issue of one day: `missing` where it was asked for and no edition of it could be read.

    `listed` says whether the paper's own calendar names the day, NULL where no calendar was read.
    `first_seen` and `last_seen`: when it was first and last read, or asked for; `run_id` did that last.
    """

    __tablename__ = "issues"
    __table_args__ = (
        UniqueConstraint("site_id", "day"),
        one_of("state", "read", "missing"),
        CheckConstraint("first_seen <= last_seen", name="seen_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    day: Mapped[date]
    state: Mapped[str]
    listed: Mapped[bool | None]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)


class PlacedRow(Base):
    """The edition in which an article stands: that of its day and its `channel`."""

    __tablename__ = "edition_articles"
    __table_args__ = ({"sqlite_with_rowid": False},)

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)


class EditionRow(Base):
    """One edition of an issue: `read`, `named` by another and not read, or `missing`.

    The latter is a number that the others pass over, and has neither name nor address. An edition that was
    read may show no number, and then has no name.
    """

    __tablename__ = "editions"
    __table_args__ = (
        UniqueConstraint("issue_id", "url"),
        Index(
            "uq_editions_missing",
            "issue_id",
            "number",
            unique=True,
            sqlite_where=NOWHERE,
            postgresql_where=NOWHERE,
        ),
        one_of("state", "read", "named", "missing"),
        filled("number", 20),
        filled("name", 100),
        filled("url", ADDRESS),
        CheckConstraint("(state = 'missing') = (url IS NULL)", name="address_unless_missing"),
        CheckConstraint("number IS NOT NULL OR state = 'read'", name="numbered_unless_read"),
        CheckConstraint(
            "(name IS NULL) = (number IS NULL OR state = 'missing')", name="named_where_numbered"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"))
    number: Mapped[str | None]
    name: Mapped[str | None]
    url: Mapped[str | None]
    state: Mapped[str]
