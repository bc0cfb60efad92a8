"""Fetches that told something: which of the visits do, and what history says of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from records import SITE, record
from sqlalchemy import create_engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from newscrawl import ledger, settings
from newscrawl.commands import main
from newscrawl.ledger import Came, Delta, Found, Lease, Visit, key_of
from newscrawl.ledger.fetches import Step, told
from newscrawl.ledger.states import Entry, Kept, advance
from newscrawl.model import Record, Reject
from newscrawl.store import Store
from newscrawl.store.engine import database, writing
from newscrawl.store.models import AddressRow, FetchRow

NOW = datetime(2024, 3, 12, 8, tzinfo=UTC)
URL = record().url or ""
LEASE = Lease(1, "article", URL)

Seen = tuple[Visit, Kept | None]
GOOD = Visit(LEASE, Came.READ, 200, digest="a")
SAME = Visit(LEASE, Came.SAME, 304)
GONE = Visit(LEASE, Came.MISSING, 404)
HOME = replace(GOOD, came=Came.HOME)
SILENT = Visit(LEASE, Came.FAILED)
WRONG = replace(GOOD, digest="b")


def outcomes(*seen: Seen) -> list[str | None]:
    """What visits to one page told, one after the other."""
    entry, found = Entry("article", URL), []
    for visit, kept in seen:
        after = advance(entry, visit, kept, NOW)
        found.append(told(Step(visit, entry, after, kept)))
        entry = after
    return found


NEW, CHANGED, UNCHANGED = (Kept(name, "a1", version=1) for name in ("new", "changed", "unchanged"))
ALIAS, REJECTED = Kept("alias", "a1"), Kept("rejected")


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ([(GOOD, NEW), (SAME, None), (GOOD, UNCHANGED), (GOOD, CHANGED)], ["new", None, None, "changed"]),
        (
            [(GOOD, NEW), (GONE, None), (GONE, None), (GOOD, UNCHANGED)],
            ["new", "missing", "withdrawn", "restored"],
        ),
        ([(GOOD, NEW), (HOME, None), (HOME, None)], ["new", "moved", "withdrawn"]),
        ([(GOOD, REJECTED), (GOOD, REJECTED), (WRONG, REJECTED)], ["rejected", None, "rejected"]),
        ([(GONE, REJECTED), (GONE, REJECTED), (GONE, None)], ["missing", None, None]),
        (
            [(SILENT, None), (SILENT, None), (SAME, None), (SILENT, None)],
            ["failed", None, "restored", "failed"],
        ),
        ([(SILENT, None), (replace(SILENT, status=503), None)], ["failed", "failed"]),
        (
            [(GOOD, NEW), (SILENT, None), (GONE, None), (GONE, None), (GONE, None)],
            ["new", "failed", "missing", "withdrawn", None],
        ),
        ([(GOOD, ALIAS), (GOOD, ALIAS)], ["alias", None]),
        ([(Visit(LEASE, Came.UNASKED), None), (Visit(LEASE, Came.COPY), None)], [None, None]),
        ([(Visit(LEASE, Came.AWAY, 200), None)], ["moved"]),
    ],
)
def test_a_visit_tells_what_is_not_as_it_was_before(seen: list[Seen], expected: list[str | None]) -> None:
    assert outcomes(*seen) == expected


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as opened:
        yield opened


def visit(store: Store, url: str, item: Record | Reject | None, visit: Visit) -> None:
    """Lease the page, and commit what came of it."""
    with create_engine(database(url)).begin() as connection:
        connection.execute(update(AddressRow).values(state="queued"))
    run = store.begin_run(SITE)
    with store.transaction(run) as transaction:
        found = Found(key_of(URL), "article", URL)
        [lease] = ledger.commit(transaction, Delta(found=[found], want=1)).leases
        seen = replace(visit, lease=lease)
        items, visits = ([(item, seen)], []) if item else ([], [seen])
        ledger.commit(transaction, Delta(items, visits))
    store._begun.pop(run).lock.release()


def test_history_shows_the_fetches_behind_the_versions(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = replace(GOOD, at=NOW, size=48_213, elapsed=120, file="20240312T0-00001.warc.gz", start=734)
    later = [replace(first, at=NOW + timedelta(hours=hours)) for hours in range(1, 5)]
    visit(store, database_url, record(), first)
    visit(store, database_url, record(), later[0])
    visit(store, database_url, None, replace(SAME, at=later[1].at))
    visit(store, database_url, record(title="改过的标题"), replace(later[2], start=90_001))
    visit(store, database_url, None, replace(GONE, at=later[3].at, size=0))
    history = store.history(URL)
    assert history is not None
    assert [(one.outcome, one.version, one.start, one.at) for one in history.fetches] == [
        ("new", 1, 734, first.at.isoformat()),
        ("changed", 2, 90_001, later[2].at.isoformat()),
        ("missing", None, None, later[3].at.isoformat()),
    ]
    assert [one.run for one in history.fetches[:2]] == [one.run for one in history.versions]
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", database_url)
    shown = CliRunner().invoke(main, ["history", URL]).stdout
    assert (
        f"fetched from {URL}, 120 ms, status 200, 48,213 bytes, archived in 20240312T0-00001.warc.gz at byte 734"
        in shown
    )
    assert shown.index("byte 734") < shown.index("version 2") < shown.index("byte 90001")
    assert "missing: fetched from" in shown.splitlines()[-1]
    told = json.loads(CliRunner().invoke(main, ["history", URL, "--json"]).stdout)
    assert [one["status"] for one in told["fetches"]] == [200, 200, 404]


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "read"},
        {"outcome": "new"},
        {"outcome": "failed", "version": 1},
        {"outcome": "failed", "size": -1},
        {"outcome": "failed", "file": "a.warc.gz"},
        {"outcome": "failed", "article_id": 77},
        {"outcome": "new", "article_id": 1, "version": 9},
        {"outcome": "failed", "at": NOW},
    ],
)
def test_a_wrong_fetch_is_refused(store: Store, database_url: str, wrong: dict[str, object]) -> None:
    visit(store, database_url, record(), replace(GOOD, at=NOW))
    with writing(store._engine) as connection:
        row = connection.execute(select(FetchRow.address_id, FetchRow.run_id)).one()
        said = {"address_id": row.address_id, "run_id": row.run_id, "at": NOW + timedelta(1)} | wrong
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(insert(FetchRow).values(**said))


def test_a_known_page_that_was_rejected_and_reads_again_is_told_as_restored(
    store: Store, database_url: str
) -> None:
    read = [replace(GOOD, at=NOW + timedelta(hours=hour), digest=str(hour)) for hour in range(5)]
    visit(store, database_url, record(), read[0])
    visit(store, database_url, Reject(URL, SITE, "not_an_article", "a list", None, b"?"), read[1])
    visit(store, database_url, None, replace(SAME, at=read[2].at))
    visit(store, database_url, record(), read[3])
    visit(store, database_url, record(), read[4])
    history = store.history(URL)
    assert history is not None
    assert [(one.outcome, one.at) for one in history.fetches] == [
        ("new", read[0].at.isoformat()),
        ("rejected", read[1].at.isoformat()),
        ("restored", read[3].at.isoformat()),
    ]


def test_a_page_that_no_crawl_fetched_has_no_fetches(store: Store) -> None:
    run = store.begin_run(SITE)
    store.save([record()], run)
    history = store.history(URL)
    assert history is not None
    assert (len(history.versions), history.fetches) == (1, [])
