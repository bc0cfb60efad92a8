"""Which visits told something, and their rows: what is as it was before is only counted, in its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from newscrawl.ledger.states import Entry, Kept
from newscrawl.ledger.visits import Came, Visit
from newscrawl.store.bulk import put
from newscrawl.store.models import ArticleRow, FetchRow
from newscrawl.store.models.fetches import Told

_COLUMNS = (
    "address_id", "at", "run_id", "outcome", "article_id", "version", "status", "size", "digest", "elapsed",
    "file", "start",
)  # fmt: skip
_KEY = ("address_id", "at")
_LOST: dict[Came, Told] = {
    Came.MISSING: "missing",
    Came.HOME: "moved",
    Came.AWAY: "moved",
    Came.FAILED: "failed",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A visit, with what was known of its page before and after, and what was kept of it."""

    visit: Visit
    before: Entry
    after: Entry
    kept: Kept | None


def told(step: Step) -> Told | None:
    """What a visit told that the one before it had not; None where that is nothing."""
    before, kept = step.before, step.kept
    if step.visit.came in _LOST:
        return _lost(step)
    if step.visit.came not in (Came.READ, Came.SAME):
        return None
    if kept is not None and kept.outcome in ("new", "changed"):
        return "new" if kept.outcome == "new" else "changed"
    if kept is not None and kept.outcome == "rejected":
        known = before.visited is not None and before.digest == step.after.digest
        return None if known and not before.attempts else "rejected"
    if kept is not None and kept.outcome == "alias" and before.article is None:
        return "alias"
    return "restored" if before.attempts else None


def keep(connection: Connection, steps: Iterable[Step], run: int, now: datetime) -> None:
    """Write the visits that told something; one that is written again is the same row."""
    seen = [(step, told(step)) for step in steps]
    refused = _refused_before(connection, [step for step, outcome in seen if outcome is None])
    found: list[tuple[Step, Told]] = [
        (step, outcome or "restored") for step, outcome in seen if outcome or step.visit.lease.id in refused
    ]
    if not found:
        return
    articles = _rows_of(connection, {step.after.article for step, _ in found if step.after.article})
    rows = []
    for step, outcome in found:
        visit, kept = step.visit, step.kept
        version = kept.version if kept and outcome in ("new", "changed") else None
        article = articles.get(step.after.article or "")
        row = (
            visit.lease.id, visit.at or now, run, outcome, article, version, visit.status, visit.size,
            visit.digest, visit.elapsed, visit.file, visit.start,
        )  # fmt: skip
        rows.append(row)
    put(connection, FetchRow, _COLUMNS, rows, _KEY)


def _lost(step: Step) -> Told | None:
    """A page that could not be had: the first time in a row, with another status, or from now on."""
    before, visit = step.before, step.visit
    # What was gone before is not due.
    gone = before.article is not None and step.after.state == "gone" and before.due is not None
    other = visit.status is not None and visit.status != before.status
    if before.attempts and not gone and not other:
        return None
    return "withdrawn" if gone else _LOST[visit.came]


def _refused_before(connection: Connection, steps: Iterable[Step]) -> set[int]:
    """The addresses of articles that are read as they were, the last thing told of which is a reject."""
    again = [
        step.visit.lease.id
        for step in steps
        if step.kept and step.kept.outcome != "rejected" and step.before.digest != step.after.digest
    ]
    if not again:
        return set()
    chosen = select(FetchRow.address_id, FetchRow.outcome).where(FetchRow.address_id.in_(again))
    last = dict(connection.execute(chosen.order_by(FetchRow.address_id, FetchRow.at)).all())
    return {address for address, outcome in last.items() if outcome == "rejected"}


def _rows_of(connection: Connection, articles: set[str]) -> dict[str, int]:
    chosen = select(ArticleRow.key, ArticleRow.id).where(ArticleRow.key.in_(articles))
    return dict(connection.execute(chosen).all()) if articles else {}
