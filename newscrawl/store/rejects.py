"""Pages without a record: kept once each, with reason and raw bytes."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from sqlalchemy import Connection, delete, select

from newscrawl.model import Reject
from newscrawl.store.checks import printable
from newscrawl.store.models import RejectRow, RunRow, SiteRow
from newscrawl.store.rows import Row, instant
from newscrawl.store.runs import of_round
from newscrawl.store.upsert import chunks, ids_of, upsert

CHUNK = 500

ROOM = 32 * 1024 * 1024
"""Bytes of pages that `waiting` gives at once; a single page may be larger."""


def keep(connection: Connection, rejects: Sequence[Reject], run: int, site: str) -> None:
    """Write `rejects` as met by the run with row id `run`; one met before overwrites its row."""
    if not rejects:
        return
    sites = ids_of(connection, SiteRow.key, SiteRow.id, (reject.site or site for reject in rejects))
    rows = [_row(reject, run, sites[reject.site or site]) for reject in rejects]
    upsert(connection, RejectRow, rows, ["site_id", "key"])


def of_run(connection: Connection, run: str, limit: int) -> Iterator[Reject]:
    """What the run and those it continues rejected, by code and address, at most `limit`; without bodies."""
    chosen = (
        select(RejectRow.url, SiteRow.key, RejectRow.code, RejectRow.message, RejectRow.fetched_at)
        .join(RunRow, RunRow.id == RejectRow.run_id)
        .join(SiteRow, SiteRow.id == RejectRow.site_id)
        .where(of_round(run))
        .order_by(RejectRow.code, RejectRow.url, RejectRow.id)
        .limit(limit)
    )
    for url, site, code, message, fetched_at in connection.execute(chosen):
        yield Reject(url, site, code, message, fetched_at.isoformat() if fetched_at else None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reject that is kept, with its bytes, and its row."""

    row: int
    reject: Reject


def waiting(connection: Connection, site: str, after: int, limit: int) -> Iterator[Waiting]:
    """The rejects of a site that have their bytes, in rows above `after`, at most `limit`, fewer where they
    are large."""
    row = RejectRow
    chosen = (
        select(row.id, row.url, SiteRow.key, row.code, row.message, row.fetched_at, row.size)
        .join(SiteRow, SiteRow.id == row.site_id)
        .where(SiteRow.key == site, row.id > after, row.size > 0)
        .order_by(row.id)
        .limit(limit)
    )
    found = connection.execute(chosen).all()
    room = sum(taken <= ROOM for taken in accumulate(each.size for each in found))
    fitting = found[: max(1, room)]
    bodies = select(row.id, row.body_gz).where(row.id.in_([each.id for each in fitting]))
    packed = dict(connection.execute(bodies).all())
    for id, url, key, code, message, fetched, _ in fitting:
        when = fetched.isoformat() if fetched else None
        yield Waiting(id, Reject(url, key, code, message, when, gzip.decompress(packed[id])))


def resolve(connection: Connection, rows: Sequence[int]) -> None:
    """Drop rejects, given by their rows, that have become records."""
    for some in chunks(rows, CHUNK):
        connection.execute(delete(RejectRow).where(RejectRow.id.in_(some)))


def _row(reject: Reject, run: int, site_id: int) -> Row:
    url = printable(reject.url)
    identity = (url or "").encode() or reject.body
    return {
        "site_id": site_id,
        "key": hashlib.blake2b(reject.code.encode() + b"\n" + identity, digest_size=16).hexdigest(),
        "run_id": run,
        "url": url,
        "code": reject.code,
        "message": printable(reject.message),
        "fetched_at": _instant_or_none(reject.fetched_at),
        "size": len(reject.body),
        # Without a time stamp inside, so that the same page is the same bytes.
        "body_gz": gzip.compress(reject.body, mtime=0),
    }


def _instant_or_none(text: str | None) -> datetime | None:
    # What could not be read is kept with its reason; a broken time must not lose it.
    try:
        return instant(text)
    except ValueError:
        return None
