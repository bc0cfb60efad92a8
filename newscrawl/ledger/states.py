"""The state of an address after a visit: pure, the ledger only writes down what comes out.

queued → leased → stored | rejected | gone, and back to queued when due, or when the run died that leased it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from newscrawl.ledger import revisit
from newscrawl.ledger.visits import ARTICLE, Came, Visit

State = Literal["queued", "leased", "stored", "rejected", "gone"]

MISSES = 2
"""How often in a row a page must be missing to be gone: a server under repair also says 404, or sends all of
its readers to the home page."""

MISSING_STATUSES = (404, 410)

_NO_MORE = frozenset((Came.MISSING, Came.HOME))
_LOST = _NO_MORE | {Came.AWAY, Came.FAILED, Came.UNASKED}


@dataclass(frozen=True, slots=True)
class Entry:
    """What visits change of an address; see the table for the meaning of each."""

    kind: str
    url: str
    state: State = "queued"
    others: tuple[str, ...] = ()
    attempts: int = 0
    status: int | None = None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    article: str | None = None
    visits: int = 0
    changes: int = 0
    visited: datetime | None = None
    changed: datetime | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store made of the page: its outcome, the article's id and version, and when that says it was
    published."""

    outcome: Literal["new", "changed", "unchanged", "alias", "rejected"]
    article: str | None = None
    published: datetime | None = None
    version: int | None = None


def advance(entry: Entry, visit: Visit, kept: Kept | None, now: datetime) -> Entry:
    """The entry after `visit`, of which the store has kept `kept` (None: nothing was to be kept)."""
    last = entry.status
    entry = replace(entry, status=visit.status if visit.status is not None else last)
    if visit.came in _LOST:
        return _lose(entry, visit.came, last, now)
    if visit.came is Came.COPY:
        return replace(entry, state="stored", attempts=0, due=None)
    if visit.came is Came.SAME:
        return _date(replace(entry, state="stored", attempts=0, visits=entry.visits + 1), now)
    entry = replace(entry, etag=visit.etag, modified=visit.modified)
    if kept is not None and kept.outcome == "rejected":
        return _refuse(entry, visit, now)
    return _read(entry, visit, kept, now)


def replaces(entry: Entry, visit: Visit) -> bool:
    """Whether the failure of `visit` is no loss: another address is tried, or an article is known already."""
    return visit.came in _LOST and bool(entry.others or entry.article)


def _read(entry: Entry, visit: Visit, kept: Kept | None, now: datetime) -> Entry:
    if kept is None:
        differs, since = visit.digest != entry.digest, now
    else:
        differs = kept.outcome in ("new", "changed") or entry.changed is None
        since = min(kept.published or now, now) if entry.changed is None else now
    return _date(
        replace(
            entry,
            state="stored",
            attempts=0,
            digest=visit.digest,
            article=kept.article if kept else entry.article,
            visits=entry.visits + 1,
            changes=entry.changes + (differs and entry.changed is not None),
            changed=since if differs else entry.changed,
        ),
        now,
    )


def _date(entry: Entry, now: datetime) -> Entry:
    # The clock may have been set back since the last visit.
    changed = min(entry.changed or now, now)
    due = revisit.after_reading(entry.kind, now, changed, entry.changes)
    return replace(entry, visited=now, changed=changed, due=due)


def _refuse(entry: Entry, visit: Visit, now: datetime) -> Entry:
    """A page that was had and yields no record; what it once said stays."""
    state: State = "stored" if entry.article else "rejected"
    return replace(
        entry, state=state, attempts=0, digest=visit.digest, visited=now, due=now + revisit.REFUSED_AGAIN
    )


def _lose(entry: Entry, came: Came, last: int | None, now: datetime) -> Entry:
    """A page that could not be had: another address of it, another day, or never again.

    `last`: what it had answered before. A server that did not answer then has not said that the page is gone.
    """
    if entry.others:
        first, *rest = entry.others
        return replace(
            entry, state="queued", url=first, others=tuple(rest), attempts=0, etag=None, modified=None
        )
    attempts = entry.attempts + (came is not Came.UNASKED)
    state: State = "stored" if entry.article or (entry.kind != ARTICLE and entry.visits) else "rejected"
    lost = replace(entry, state=state, attempts=attempts, visited=now)
    again = came is Came.HOME or last in MISSING_STATUSES
    if came in _NO_MORE and attempts >= MISSES and again:
        if entry.kind == ARTICLE:
            return replace(lost, state="gone", due=None)
        # All that a list will name if it comes back would be missed.
        return replace(lost, due=now + revisit.REFUSED_AGAIN)
    if came in _NO_MORE:
        return replace(lost, due=now + revisit.MISSING_AGAIN)
    if came is Came.AWAY:
        return replace(lost, due=now + revisit.REFUSED_AGAIN)
    if came is Came.UNASKED:
        return replace(lost, due=now + revisit.UNASKED_AGAIN)
    return replace(lost, due=revisit.after_failing(now, attempts))
