"""What others follow: the log of all that changed in the articles, and which of them are kept back."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.base import Base, filled, one_of

ChangeKind = Literal[
    "new", "changed", "withdrawn", "restored", "regrouped", "relabelled", "quarantined", "released"
]


class ChangeRow(Base):
    """One change of one article, written in the transaction that made it; `version` is its current one.

    The higher `seq` is never visible before the lower one; numbers may be left out. See `changes.py`.
    """

    __tablename__ = "changes"
    __table_args__ = (
        one_of("kind", *get_args(ChangeKind)),
        CheckConstraint("version >= 1", name="version_counts"),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    version: Mapped[int]
    kind: Mapped[str]
    at: Mapped[datetime]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))


class QuarantineRow(Base):
    """An article that is neither exported nor shown until somebody releases it: which monitor says why."""

    __tablename__ = "quarantine"
    __table_args__ = (filled("monitor", 100), filled("reason", 1000))

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), index=True)
    monitor: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
