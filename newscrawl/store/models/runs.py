"""What the crawler did: its runs, and the pages that yielded no record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.base import Base, filled, one_of


class RunRow(Base):
    """One crawl of one site. `lost` is a run whose process died: nobody was left to write its end.

    `round` is the first run of those that it completes (NULL: it is the first), for a run that was killed
    or stopped is continued by the next. `export` is the path of its JSON Lines file.
    """

    __tablename__ = "runs"
    __table_args__ = (
        filled("key", 300),
        one_of("status", "running", "done", "stopped", "failed", "lost"),
        CheckConstraint("(status = 'running') = (ended IS NULL)", name="ended_unless_running"),
        CheckConstraint("ended >= started", name="ended_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    round: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))
    started: Mapped[datetime]
    ended: Mapped[datetime | None]
    status: Mapped[str]
    reason: Mapped[str | None]
    export: Mapped[str | None]
    counters: Mapped[dict[str, Any]]


class RejectRow(Base):
    """A page without a record: why, and its raw bytes (gzip), so that somebody can look and retry.

    `key` is a digest of address and code (of the bytes, where there is no address): the page met again
    overwrites its row. `run_id` is the run that met it last.
    """

    __tablename__ = "rejects"
    __table_args__ = (
        UniqueConstraint("site_id", "key"),
        CheckConstraint("length(key) = 32", name="key_digest"),
        CheckConstraint("size >= 0", name="size_counts"),
        filled("code", 64),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    key: Mapped[str]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    url: Mapped[str | None]
    code: Mapped[str] = mapped_column(index=True)
    message: Mapped[str]
    fetched_at: Mapped[datetime | None]
    size: Mapped[int]
    body_gz: Mapped[bytes]
