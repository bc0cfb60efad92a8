"""The ledger in the database. Every function works within the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import BindParameter, Connection, bindparam, distinct, func, select, update

from newscrawl.ledger.fetches import Step, keep
from newscrawl.ledger.found import note
from newscrawl.ledger.frontier import Delta, Item
from newscrawl.ledger.journal import left_by, read
from newscrawl.ledger.states import Entry, Kept, advance, replaces
from newscrawl.ledger.visits import Lease, Visit
from newscrawl.model import Record
from newscrawl.store import SaveResult, Transaction
from newscrawl.store.models import AddressRow, RunRow
from newscrawl.store.runs import bury
from newscrawl.store.upsert import table_of

STALE = timedelta(days=1)
"""A run that continues one begun longer ago also asks for what has become due since."""

CHUNK = 500

LOST = 100
"""Runs that died in a round whose journals are looked for."""

COUNTED = 10_000
"""Addresses in the queue that are counted: that there are more is enough to know."""

NOBODY = -1

_ENTRY = tuple(field.name for field in fields(Entry))
_LEASE = tuple(field.name for field in fields(Lease))
_TABLE = table_of(AddressRow)


@dataclass(frozen=True, slots=True)
class Committed:
    """What a transaction has done: items saved, with their results; articles found to be missing or gone.

    `leases` are ours from now on; `more` is how many others are queued, as far as they are counted; `others`
    says that other workers hold some.
    """

    saved: Sequence[tuple[Item, SaveResult]]
    leases: Sequence[Lease]
    more: int
    missing: int = 0
    withdrawn: int = 0
    others: bool = False


def begin(transaction: Transaction, full: bool = False) -> int:
    """Queue what the run has to visit: what a dead run had leased, and what is due (`full`: everything).

    A run that continues another does not ask again for what that one has read. Gives how many articles of the
    site are known.
    """
    connection, site = transaction.connection, transaction.running.site_id
    now = datetime.now(UTC)
    since = round_of(transaction, now)
    mine = _TABLE.c.site_id == site
    _requeue(transaction)
    due = mine & _TABLE.c.state.in_(("stored", "rejected")) & (_TABLE.c.visited < since)
    if full:
        due = mine & _TABLE.c.state.not_in(("queued", "leased")) & (_TABLE.c.visited < since)
        connection.execute(update(_TABLE).where(mine).values(etag=None, modified=None))
    else:
        due &= _TABLE.c.due <= now
    connection.execute(update(_TABLE).where(due).values(state="queued"))
    known = select(func.count(distinct(_TABLE.c.article))).where(mine, _TABLE.c.article.is_not(None))
    return connection.scalar(known) or 0


def round_of(transaction: Transaction, now: datetime) -> datetime:
    """What was visited since then is not asked again by this run."""
    since = transaction.running.since
    return since if now - since < STALE else now


def recover(transaction: Transaction, folder: Path) -> tuple[Committed, list[Path]]:
    """Store what the runs that this one continues had read, noted in `folder`, and not stored when they died.

    Gives what it came to, and the files to be deleted once that is written.
    """
    connection, running = transaction.connection, transaction.running
    dead = (RunRow.site_id == running.site_id) & (RunRow.id < running.id) & (RunRow.status != "running")
    chosen = select(RunRow.id, RunRow.key).where(dead, RunRow.ended >= running.since)
    chosen = chosen.order_by(RunRow.id.desc()).limit(LOST)
    left = [(id, path) for id, key in connection.execute(chosen) for path in left_by(folder, key)]
    notes = [(id, note) for id, path in left for note in read(path)]
    held = _held(connection, [note.visit.lease.id for _, note in notes if note.visit])
    # The run may have died between the transaction and the end of the file, or others have gone on since.
    waiting = [
        note
        for id, note in notes
        if note.visit is None or held.get(note.visit.lease.id, NOBODY) in (id, None)
    ]
    items = [(note.item, note.visit) for note in waiting if note.item and note.visit]
    visits = [note.visit for note in waiting if note.visit and note.item is None]
    found = [found for note in waiting for found in note.found]
    leaves = [leaf for note in waiting for leaf in note.leaves]
    return commit(transaction, Delta(items, visits, found, leaves=leaves)), [path for _, path in left]


def commit(transaction: Transaction, delta: Delta) -> Committed:
    """Write records, what became of the visits they came from, and the links these yielded; lease anew."""
    connection, site, now = transaction.connection, transaction.running.site_id, datetime.now(UTC)
    visits = [*delta.visits, *(visit for _, visit in delta.items if visit)]
    entries = dict(_entries(connection, [visit.lease.id for visit in visits]))
    items = [pair for pair in delta.items if not (pair[1] and replaces(entries[pair[1].lease.id], pair[1]))]
    results = transaction.save([item for item, _ in items])
    kept = {
        visit.lease.id: _kept(item, result)
        for (item, visit), result in zip(items, results, strict=True)
        if visit
    }
    after = {visit.lease.id: _after(entries, kept, visit, now) for visit in visits}
    gone = [entry.article for entry in after.values() if entry.state == "gone" and entry.article]
    missing = [id for id, entry in after.items() if entry.article and entry.attempts > entries[id].attempts]
    transaction.withdraw(gone)
    _write(connection, after)
    steps = (
        Step(visit, entries[visit.lease.id], after[visit.lease.id], kept.get(visit.lease.id))
        for visit in visits
    )
    keep(connection, steps, transaction.running.id, now)
    note(connection, site, delta.found, round_of(transaction, now), now)
    transaction.file(delta.leaves)
    transaction.place(_placed(items, results))
    if delta.over:
        leased = (_TABLE.c.site_id == site) & (_TABLE.c.state == "leased")
        if transaction.running.shared:
            leased &= _TABLE.c.leased_by == transaction.running.id
        connection.execute(update(_TABLE).where(leased).values(state="queued"))
    leases = _lease(transaction, delta.want)
    if transaction.running.shared and delta.want and not leases:
        _requeue(transaction)
        leases = _lease(transaction, delta.want)
    saved = [(item, result) for (item, _), result in zip(items, results, strict=True)]
    more, others = _queued(connection, site), _have_others(transaction)
    return Committed(saved, leases, more, len(missing), len(gone), others)


def _requeue(transaction: Transaction) -> None:
    """Queue again what runs that have died had leased."""
    connection, running = transaction.connection, transaction.running
    dead = (_TABLE.c.site_id == running.site_id) & (_TABLE.c.state == "leased")
    if running.shared:
        bury(connection, running.site_id, shared=True)
        living = select(RunRow.id).where(RunRow.site_id == running.site_id, RunRow.status == "running")
        dead &= _TABLE.c.leased_by.is_(None) | _TABLE.c.leased_by.not_in(living)
    connection.execute(update(_TABLE).where(dead).values(state="queued"))


def _kept(item: Item, result: SaveResult) -> Kept:
    published = _instant(item.published_at) if isinstance(item, Record) else None
    return Kept(result.outcome, result.id, published, result.version)


def _placed(
    items: Iterable[tuple[Item, Visit | None]], results: Iterable[SaveResult]
) -> Iterator[tuple[str, date, str]]:
    """The articles of e-papers: the id of each, the day of its issue, the name of its edition."""
    for (item, visit), result in zip(items, results, strict=True):
        if visit and visit.issue and result.id and isinstance(item, Record) and item.channel:
            yield result.id, visit.issue, item.channel[-1]


def _after(entries: dict[int, Entry], kept: dict[int, Kept], visit: Visit, now: datetime) -> Entry:
    id = visit.lease.id
    return advance(entries[id], visit, kept.get(id), now)


def _instant(text: str | None) -> datetime | None:
    """A publication date as an instant; a bare day begins at midnight in Beijing, near enough for waiting."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC) - timedelta(hours=8)


def _entries(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, Entry]]:
    columns = (_TABLE.c[name] for name in ("id", *_ENTRY))
    for row in connection.execute(select(*columns).where(_TABLE.c.id.in_(ids))) if ids else ():
        id, kind, url, state, others, *rest = row
        yield id, Entry(kind, url, state, tuple(others or ()), *rest)


def _held(connection: Connection, ids: Sequence[int]) -> dict[int, int | None]:
    """Those of the addresses that are leased, with the run that holds each."""
    chosen = select(_TABLE.c.id, _TABLE.c.leased_by).where(_TABLE.c.state == "leased")
    rows = (row for part in _chunks(ids) for row in connection.execute(chosen.where(_TABLE.c.id.in_(part))))
    return {row.id: row.leased_by for row in rows}


def _write(connection: Connection, entries: dict[int, Entry]) -> None:
    rows = [
        {f"new_{name}": getattr(entry, name) for name in _ENTRY}
        | {"its_id": id, "new_others": list(entry.others) or None}
        for id, entry in entries.items()
    ]
    if rows:
        changes: dict[str, BindParameter[object]] = {name: bindparam(f"new_{name}") for name in _ENTRY}
        connection.execute(update(_TABLE).where(_TABLE.c.id == bindparam("its_id")).values(changes), rows)


def _lease(transaction: Transaction, want: int) -> list[Lease]:
    """The next of the queue, now leased: the highest priority first, then the longest known."""
    if want <= 0:
        return []
    connection, site = transaction.connection, transaction.running.site_id
    ours = {"state": "leased", "leased_by": transaction.running.id}
    chosen = (
        select(*(_TABLE.c[name] for name in _LEASE))
        .where(_TABLE.c.site_id == site, _TABLE.c.state == "queued")
        .order_by(_TABLE.c.priority.desc(), _TABLE.c.id)
        .limit(want)
    )
    leases = [Lease(*row) for row in connection.execute(chosen)]
    for part in _chunks([lease.id for lease in leases]):
        connection.execute(update(_TABLE).where(_TABLE.c.id.in_(part)).values(ours))
    return leases


def _have_others(transaction: Transaction) -> bool:
    """Whether other workers hold leases, of which more may come."""
    if not transaction.running.shared:
        return False
    leased = (_TABLE.c.state == "leased") & (_TABLE.c.leased_by != transaction.running.id)
    chosen = select(_TABLE.c.id).where(_TABLE.c.site_id == transaction.running.site_id, leased).limit(1)
    return transaction.connection.scalar(chosen) is not None


def _queued(connection: Connection, site: int) -> int:
    queued = select(_TABLE.c.id).where(_TABLE.c.site_id == site, _TABLE.c.state == "queued").limit(COUNTED)
    return connection.scalar(select(func.count()).select_from(queued.subquery())) or 0


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
