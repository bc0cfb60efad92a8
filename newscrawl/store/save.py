"""Saving a batch: whole, once, and with the unstorable set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from newscrawl.model import Record, Reject
from newscrawl.store import rejects
from newscrawl.store.changes import Log
from newscrawl.store.checks import checked, refuse
from newscrawl.store.judge import Outcome, Plan
from newscrawl.store.known import look_up
from newscrawl.store.reprints import join, keep
from newscrawl.store.rows import Prepared
from newscrawl.store.runs import Running
from newscrawl.store.write import write


class RefusedWhole(Exception):
    """The database refuses some record of a batch that was to go in whole. Raised and caught by the store."""


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of one item: `id` and `version` of the article it is part of, or the reject's `code`."""

    outcome: Outcome
    id: str | None = None
    version: int | None = None
    code: str | None = None


def save(
    connection: Connection, items: Sequence[Record | Reject], run: Running, log: Log, whole: bool = False
) -> list[SaveResult]:
    """Write `items` within the caller's transaction, and note in `log` what changes; one result an item.

    Raises RefusedWhole, if they are to go in `whole` and one is refused; the transaction is lost then.
    """
    screened = [_screen(item) for item in items]
    records = [item for item in screened if isinstance(item, Prepared)]
    stored = iter(_whole(connection, records, run, log) if whole else _store(connection, records, run, log))
    done = [next(stored) if isinstance(item, Prepared) else item for item in screened]
    rejects.keep(connection, [item for item in done if isinstance(item, Reject)], run.id, run.site)
    return [SaveResult("rejected", code=item.code) if isinstance(item, Reject) else item for item in done]


def _screen(item: Record | Reject) -> Prepared | Reject:
    """The item, or the reject that it becomes because no database would take it."""
    if isinstance(item, Reject):
        return item
    prepared = checked(item)
    return refuse(item, prepared) if isinstance(prepared, str) else prepared


def _whole(connection: Connection, records: Sequence[Prepared], run: Running, log: Log) -> list[SaveResult]:
    """Write `records` without a savepoint, for which SQLite copies every page before it is changed."""
    try:
        return _write(connection, records, run, log) if records else []
    except (IntegrityError, DataError) as error:
        raise RefusedWhole from error


def _store(
    connection: Connection, records: Sequence[Prepared], run: Running, log: Log
) -> list[SaveResult | Reject]:
    """Write `records`; if the database refuses one of them, halve until that one stands alone."""
    if not records:
        return []
    try:
        noted = Log()
        with connection.begin_nested():
            results = _write(connection, records, run, noted)
        log.absorb(noted)
        return list(results)
    except (IntegrityError, DataError) as error:
        if len(records) == 1:
            return [refuse(records[0].record, f"the database refuses it: {error.orig}")]
    middle = len(records) // 2
    return _store(connection, records[:middle], run, log) + _store(connection, records[middle:], run, log)


def _write(connection: Connection, records: Sequence[Prepared], run: Running, log: Log) -> list[SaveResult]:
    plan = Plan(look_up(connection, [prepared.record for prepared in records]))
    results = []
    for prepared in records:
        outcome, entry = plan.add(prepared, prepared.record.site or run.site)
        results.append(SaveResult(outcome, entry.key, entry.version))
    joining = join(connection, plan.wordings)
    write(connection, plan, run.id, datetime.now(UTC), log)
    log.note_all(keep(connection, joining), "regrouped")
    return results
