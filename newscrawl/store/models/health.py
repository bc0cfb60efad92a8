"""Whether sites are well: what their articles usually look like, and what is wrong with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.base import Base, filled

CLOSED = text("closed IS NULL")


class HealthRow(Base):
    """What the monitors of one site remember between its runs; see `newscrawl.health`."""

    __tablename__ = "health"

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True, autoincrement=False)
    state: Mapped[dict[str, Any]]


class IncidentRow(Base):
    """One thing that is wrong with a site, from the run that found it until `closed`.

    `told`: when the alert was sent (NULL: not yet). `missed`: runs in a row that did not find it any more.
    """

    __tablename__ = "incidents"
    __table_args__ = (
        Index(
            "uq_incidents_open",
            "site_id",
            "monitor",
            "subject",
            unique=True,
            sqlite_where=CLOSED,
            postgresql_where=CLOSED,
        ),
        filled("monitor", 100),
        filled("subject", 1000),
        filled("says", 4000),
        CheckConstraint("missed >= 0", name="missed_counts"),
        CheckConstraint("closed >= opened", name="closed_after_opened"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    monitor: Mapped[str]
    subject: Mapped[str]
    says: Mapped[str]
    first_run: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    last_run: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    opened: Mapped[datetime]
    told: Mapped[datetime | None]
    closed: Mapped[datetime | None]
    missed: Mapped[int]
