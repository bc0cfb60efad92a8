"""What monitors remember of a site, and its incidents: opened, seen again, closed, told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from newscrawl.store.checks import printable
from newscrawl.store.models import HealthRow, IncidentRow, RunRow, SiteRow
from newscrawl.store.queries import AnyRow, Query
from newscrawl.store.upsert import table_of, upsert

CLOSE_AFTER = 3
"""Runs in a row without a finding after which its incident is closed: a quiet run proves nothing."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a monitor says: `monitor` and `subject` name an incident, `says` tells a person."""

    monitor: str
    subject: str
    says: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that is wrong with a site; `told` and `closed` are None as long as it is neither."""

    id: int
    site: str
    monitor: str
    subject: str
    says: str
    run: str
    opened: datetime
    told: datetime | None
    closed: datetime | None


def load(connection: Connection, site: str) -> dict[str, Any] | None:
    """What the monitors of `site` remember; None where nothing is kept."""
    chosen = select(HealthRow.state).join(SiteRow, SiteRow.id == HealthRow.site_id)
    return connection.scalar(chosen.where(SiteRow.key == site))


def keep(connection: Connection, site_id: int, state: dict[str, Any]) -> None:
    """Remember `state` in the place of what was kept."""
    upsert(connection, HealthRow, [{"site_id": site_id, "state": state}], ["site_id"])


def settle(
    connection: Connection, site_id: int, run_id: int, troubles: Iterable[Trouble], now: datetime
) -> None:
    """Open an incident for each of `troubles` that has none, and close those that are over."""
    # By their subjects as they are kept: a long one would not be known again.
    found = {(trouble.monitor, _text(trouble.subject, 1000)): trouble for trouble in troubles}
    table = table_of(IncidentRow)
    for row in connection.execute(
        select(table.c.id, table.c.monitor, table.c.subject, table.c.missed).where(
            table.c.site_id == site_id, table.c.closed.is_(None)
        )
    ).all():
        trouble = found.pop((row.monitor, row.subject), None)
        missed = 0 if trouble else row.missed + 1
        seen = {"last_run": run_id, "says": _text(trouble.says)} if trouble else {}
        closed = now if missed >= CLOSE_AFTER else None
        connection.execute(
            update(table).where(table.c.id == row.id).values(missed=missed, closed=closed, **seen)
        )
    fresh = [
        {
            "site_id": site_id,
            "monitor": monitor,
            "subject": subject,
            "says": _text(trouble.says),
            "first_run": run_id,
            "last_run": run_id,
            "opened": now,
            "missed": 0,
        }
        for (monitor, subject), trouble in found.items()
    ]
    if fresh:
        connection.execute(insert(table), fresh)


def incidents(connection: Connection, site: str | None, everything: bool, limit: int) -> Iterator[Incident]:
    """Those that are open (`everything`: closed ones as well), of `site` (None: of all), newest first."""
    chosen = _incidents().limit(limit)
    if site is not None:
        chosen = chosen.where(SiteRow.key == site)
    if not everything:
        chosen = chosen.where(IncidentRow.closed.is_(None))
    return map(_incident, connection.execute(chosen))


def note_told(connection: Connection, ids: Sequence[int], now: datetime) -> None:
    """Note that the alerts of these incidents have been sent."""
    if ids:
        connection.execute(update(IncidentRow).where(IncidentRow.id.in_(ids)).values(told=now))


def _incidents() -> Query:
    row = IncidentRow
    return (
        select(
            row.id,
            SiteRow.key,
            row.monitor,
            row.subject,
            row.says,
            RunRow.key,
            row.opened,
            row.told,
            row.closed,
        )
        .join(SiteRow, SiteRow.id == row.site_id)
        .join(RunRow, RunRow.id == row.first_run)
        .order_by(row.opened.desc(), row.id.desc())
    )


def _incident(row: AnyRow) -> Incident:
    return Incident(*row)


def _text(text: str, at_most: int = 4000) -> str:
    return (printable(text) or "?")[:at_most]
