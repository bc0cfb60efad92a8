"""How the whole house does: what waits to be fetched, what is wrong, how far publishing has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from newscrawl.store import changes, health, outbox
from newscrawl.store.health import Incident
from newscrawl.store.models import AddressRow, ChangeRow, RunRow, SiteRow
from newscrawl.store.outbox import TargetState


@dataclass(frozen=True, slots=True)
class Operation:
    """`queue`: (site, state) → addresses. `newest`: site → when an article last was new. `last_change`: the
    number of the newest change, which publishing has to reach.
    """

    queue: Mapping[tuple[str, str], int]
    newest: Mapping[str, datetime]
    incidents: Sequence[Incident]
    targets: Sequence[TargetState]
    last_change: int


def look(connection: Connection) -> Operation:
    """The state at this moment; bounded by the number of sites, not of articles, but for two counts."""
    row = AddressRow
    counted = (
        select(SiteRow.key, row.state, func.count())
        .join(SiteRow, SiteRow.id == row.site_id)
        .group_by(SiteRow.key, row.state)
    )
    return Operation(
        {(site, state): number for site, state, number in connection.execute(counted)},
        dict(_newest(connection)),
        list(health.incidents(connection, None, False, 1000)),
        outbox.states(connection),
        changes.last(connection),
    )


def _newest(connection: Connection) -> list[tuple[str, datetime]]:
    """When each site last brought something new, by the log of changes."""
    from_runs = (
        select(SiteRow.key, func.max(ChangeRow.at))
        .join(RunRow, RunRow.id == ChangeRow.run_id)
        .join(SiteRow, SiteRow.id == RunRow.site_id)
        .where(ChangeRow.kind == "new")
        .group_by(SiteRow.key)
    )
    return [(site, at) for site, at in connection.execute(from_runs)]
