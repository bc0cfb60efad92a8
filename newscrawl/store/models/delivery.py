"""What delivery keeps: articles as encoded, the name of the log, and how far each target has come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.base import Base, filled


class EncodedRow(Base):
    """The version-dependent part of an article's line of JSON without body and blocks, for large exports.

    A copy of what the other tables say of version `version`: where it is missing, or of another version, the
    line is made from them. `filled` has a bit for each field of a record that has a value; `odd`: body or
    blocks hold characters that some readers take for a line end.
    """

    __tablename__ = "encoded"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    version: Mapped[int]
    filled: Mapped[int] = mapped_column(BigInteger)
    odd: Mapped[bool]
    content_hash: Mapped[str]
    extractor: Mapped[str]
    data: Mapped[bytes]


class LogRow(Base):
    """The only row names this log of changes, so that a cursor of another database is told from its own."""

    __tablename__ = "log"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("length(key) = 12", name="key_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str]


class TargetRow(Base):
    """A target of `newscrawl publish`: it has confirmed all changes up to `position`.

    `failure` is why the last attempt came to nothing; NULL if it did not.
    """

    __tablename__ = "targets"
    __table_args__ = (
        filled("name", 500),
        filled("url", 2000),
        filled("failure", 1000),
        CheckConstraint("position >= 0", name="position_counts"),
        CheckConstraint("sent >= 0", name="sent_counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    url: Mapped[str]
    position: Mapped[int] = mapped_column(BigInteger)
    sent: Mapped[int] = mapped_column(BigInteger)
    updated: Mapped[datetime]
    failure: Mapped[str | None]


class DeadLetterRow(Base):
    """An event that a target would not take, whole, so that it can be sent again."""

    __tablename__ = "dead_letters"
    __table_args__ = (
        UniqueConstraint("target_id", "event"),
        filled("event", 300),
        filled("reason", 1000),
        CheckConstraint("attempts >= 1", name="attempts_count"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id"))
    seq: Mapped[int] = mapped_column(BigInteger)
    event: Mapped[str]
    article: Mapped[str]
    version: Mapped[int]
    kind: Mapped[str]
    body: Mapped[bytes]
    reason: Mapped[str]
    attempts: Mapped[int]
    at: Mapped[datetime]
