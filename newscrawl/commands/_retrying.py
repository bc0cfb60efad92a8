"""Rejected pages and records, tried again with today's rules."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from newscrawl.archive import Shelf
from newscrawl.commands._rereading import reread
from newscrawl.errors import Refused
from newscrawl.extract import extract
from newscrawl.model import Record, Reject
from newscrawl.store import UNSTORABLE, Ending, Store, Waiting

BATCH = 100


@dataclass(slots=True)
class Retried:
    """What came of it, by the code of the reject: those that yield a record now, and those that do not."""

    mended: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)


def retry(store: Store, site: str, shelf: Shelf, store_it: bool) -> Retried:
    """Try every reject of `site` again that has its bytes; if asked, store the records in their place."""
    retried = Retried()
    if not store_it:
        for batch in _batches(store, site):
            for waiting in batch:
                found = _again(waiting.reject, shelf)
                (retried.mended if found else retried.left)[waiting.reject.code] += 1
        return retried
    run = store.begin_run(site)
    ended = Ending("failed", {}, "replay of rejects did not come to its end")
    try:
        for batch in _batches(store, site):
            _store(store, run, batch, shelf, retried)
        ended = Ending("done", {"retried": retried.mended.total()}, "replay of rejects")
    finally:
        store.end_run(run, ended)
    return retried


def _store(store: Store, run: str, batch: list[Waiting], shelf: Shelf, retried: Retried) -> None:
    pairs = [(waiting, _again(waiting.reject, shelf)) for waiting in batch]
    found = [(waiting, record) for waiting, record in pairs if record is not None]
    with store.transaction(run) as transaction:
        results = transaction.save([record for _, record in found])
        mended = [
            waiting
            for (waiting, _), result in zip(found, results, strict=True)
            if result.outcome != "rejected"
        ]
        transaction.resolve([waiting.row for waiting in mended])
    retried.mended.update(waiting.reject.code for waiting in mended)
    retried.left.update(waiting.reject.code for waiting in batch if waiting not in mended)


def _batches(store: Store, site: str) -> Iterator[list[Waiting]]:
    after = 0
    while batch := store.waiting(site, after, BATCH):
        yield batch
        after = batch[-1].row


def _again(reject: Reject, shelf: Shelf) -> Record | None:
    """What today's rules make of a reject; None where that is still nothing."""
    try:
        if reject.code != UNSTORABLE:
            fetched = datetime.fromisoformat(reject.fetched_at) if reject.fetched_at else None
            record = extract(reject.body, reject.url, fetched_at=fetched)
            return dataclasses.replace(record, site=reject.site)
        stored = msgspec.json.decode(reject.body, type=Record)
        anew = reread(shelf, stored)
        return anew.record or (stored if anew.why == "not archived" else None)
    except (Refused, msgspec.DecodeError, ValueError):
        return None
