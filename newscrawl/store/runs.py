"""Runs: begun, ended, and looked up."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, update
from sqlalchemy.orm import aliased

from newscrawl.errors import UsageError
from newscrawl.held import lock_number
from newscrawl.store.engine import alone
from newscrawl.store.locks import alive
from newscrawl.store.models import RunRow, SiteRow
from newscrawl.store.queries import AnyRow, Query
from newscrawl.store.upsert import ids_of

EndStatus = Literal["done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Run:
    """A crawl of one site; `status` is running, done, stopped, failed, or lost (its process died)."""

    id: str
    site: str
    site_name: str | None
    started: datetime
    ended: datetime | None
    status: str
    reason: str | None
    counters: Mapping[str, int]
    export: str | None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended: why, what it counted, and where its export went."""

    status: EndStatus
    counters: Mapping[str, int]
    reason: str | None = None
    export: str | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A run under way: its id, its row id, and its site, which is that of items that name none.

    `since` is when the first of the runs began that this one continues, or this one itself. `shared`: other
    workers may be at the same round of the site.
    """

    key: str
    id: int
    site: str
    site_id: int
    since: datetime
    shared: bool = False


def begin(
    connection: Connection, site: str, name: str | None, region: str | None, shared: bool = False
) -> Running:
    """A new run of `site`. The caller holds the site's lock.

    So runs of the site that are still called running have no process any more, and are lost; where the lock
    is shared, those that do not hold their own. Unless the last run came to its end, this continues it.
    """
    if shared:
        alone(connection, lock_number(f"workers of {site}"))
    now = datetime.now(UTC)
    site_id = ids_of(connection, SiteRow.key, SiteRow.id, [site])[site]
    told = {column: value for column, value in (("name", name), ("region", region)) if value}
    if told:
        connection.execute(update(SiteRow).where(SiteRow.id == site_id).values(**told))
    bury(connection, site_id, shared)
    run = f"{site}-{now:%Y%m%dT%H%M%S.%fZ}"
    first = _unfinished(connection, site_id)
    row = {"key": run, "site_id": site_id, "started": now, "status": "running", "counters": {}}
    id = connection.scalar(insert(RunRow).values(**row, round=first and first.id).returning(RunRow.id))
    assert id is not None
    return Running(run, id, site, site_id, first.started if first else now, shared)


def together(connection: Connection, running: Running) -> None:
    """One transaction after the other of a site's workers: no two lease the same, or note the same link."""
    if running.shared:
        alone(connection, lock_number(f"workers of {running.site}"))


def bury(connection: Connection, site_id: int, shared: bool) -> None:
    """Call the runs of a site lost whose process has died: where its lock is shared, not all have."""
    running = (RunRow.site_id == site_id) & (RunRow.status == "running")
    if shared:
        runs = connection.execute(select(RunRow.id, RunRow.key).where(running)).all()
        running &= RunRow.id.in_([id for id, key in runs if not alive(connection, key)])
    lost = update(RunRow).where(running)
    connection.execute(lost.values(status="lost", ended=datetime.now(UTC), reason="the process died"))


def of_round(run: str) -> ColumnElement[bool]:
    """Chooses the runs that `run` completes: those it continues, and itself."""
    this = aliased(RunRow)
    chosen = select(this.id, func.coalesce(this.round, this.id).label("first")).where(this.key == run)
    asked = chosen.subquery()
    first = func.coalesce(RunRow.round, RunRow.id)
    return and_(
        first == select(asked.c.first).scalar_subquery(), RunRow.id <= select(asked.c.id).scalar_subquery()
    )


def _unfinished(connection: Connection, site_id: int) -> AnyRow | None:
    """The first of the runs that did not come to their end since the last one that did."""
    columns = select(RunRow.id, RunRow.round, RunRow.started, RunRow.status)
    last = connection.execute(
        columns.where(RunRow.site_id == site_id).order_by(RunRow.id.desc()).limit(1)
    ).one_or_none()
    if last is None or last.status == "done":
        return None
    return last if last.round is None else connection.execute(columns.where(RunRow.id == last.round)).one()


def end(connection: Connection, run: str, ending: Ending) -> None:
    """Write how a run ended and what it counted."""
    row = dataclasses.asdict(ending) | {"ended": datetime.now(UTC), "counters": dict(ending.counters)}
    connection.execute(update(RunRow).where(RunRow.key == run).values(**row))


def get(connection: Connection, run: str) -> Run:
    """One run. Raises UsageError if there is none of this id."""
    row = connection.execute(_runs().where(RunRow.key == run)).one_or_none()
    if row is None:
        raise UsageError(f"no run {run!r} in this database")
    return _run(row)


def latest(connection: Connection, limit: int, site: str | None = None) -> Sequence[Run]:
    """The last runs (of `site`), newest first."""
    chosen = _runs() if site is None else _runs().where(SiteRow.key == site)
    rows = connection.execute(chosen.order_by(RunRow.started.desc(), RunRow.id.desc()).limit(limit))
    return [_run(row) for row in rows]


def sites(connection: Connection) -> list[str]:
    """The ids of all sites, in order."""
    return list(connection.scalars(select(SiteRow.key).order_by(SiteRow.key)))


def _runs() -> Query:
    return select(
        RunRow.key,
        SiteRow.key,
        SiteRow.name,
        RunRow.started,
        RunRow.ended,
        RunRow.status,
        RunRow.reason,
        RunRow.counters,
        RunRow.export,
    ).join(SiteRow, SiteRow.id == RunRow.site_id)


def _run(row: AnyRow) -> Run:
    id, site, name, started, ended, status, reason, counters, export = row
    return Run(id, site, name, started, ended, status, reason, counters, export)
