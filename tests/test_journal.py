"""The journal: what a killed run had read is stored by the next one, and is not asked for again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from records import SITE, record

from newscrawl import ledger
from newscrawl.ledger import Came, Delta, Found, Frontier, Journal, Lease, Visit, key_of
from newscrawl.ledger.journal import Note, left_by, read
from newscrawl.model import Edition, Leaf, Record, Reject
from newscrawl.store import Store

URLS = [record(number).url or "" for number in range(4)]
REJECT = Reject("http://www.jiangzhou.example/a.html", SITE, "not_an_article", "a list", None, b"<p>")

PAPER = "http://epaper.jiangzhou.example/html/2024-01/12/node_2.htm"
LEAF = Leaf(date(2024, 1, 12), PAPER, [Edition(PAPER, "第A1版：要闻", "A1")])


def found(url: str) -> Found:
    return Found(key_of(url), "article", url)


def visit(lease: Lease) -> Visit:
    return Visit(lease, Came.READ, 200, "etag", None, "digest", datetime(2024, 1, 12, tzinfo=UTC))


def notes(folder: Path, run: str) -> list[Note]:
    return [note for path in left_by(folder, run) for note in read(path)]


def test_notes_are_read_as_they_were_written(tmp_path: Path):
    written = [
        Note([found(URLS[0])], visit(Lease(1, "list", URLS[1])), leaves=[LEAF]),
        Note([], visit(Lease(2, "article", URLS[2], "江州")), record(2), leaves=[]),
        Note([], None, None, REJECT, []),
    ]
    journal = Journal(tmp_path / "new", "a-1")
    for note in written:
        journal.write(note)
    journal.turn()
    journal.write(written[0])
    assert notes(tmp_path / "new", "a-1") == [*written, written[0]]
    assert notes(tmp_path / "new", "a") == []


def test_what_is_stored_is_forgotten_and_what_came_meanwhile_is_not(tmp_path: Path):
    journal = Journal(tmp_path, "a-1")
    journal.write(Note([found(URLS[0])]))
    stored = journal.turn()
    journal.write(Note([found(URLS[1])]))
    journal.forget(stored)
    journal.close()
    assert [note.found[0].url for note in notes(tmp_path, "a-1")] == [URLS[1]]


@pytest.mark.parametrize("cut", [1, 7, 30])
def test_a_torn_note_ends_the_journal(tmp_path: Path, cut: int):
    journal = Journal(tmp_path, "a-1")
    journal.write(Note([], None, record(1)))
    journal.write(Note([], None, record(2)))
    (path,) = left_by(tmp_path, "a-1")
    path.write_bytes(path.read_bytes()[:-cut])
    assert [note.record for note in read(path)] == [record(1)]


def test_a_damaged_note_ends_the_journal(tmp_path: Path):
    journal = Journal(tmp_path, "a-1")
    journal.write(Note([], None, record(1)))
    (path,) = left_by(tmp_path, "a-1")
    data = path.read_bytes()
    path.write_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:])
    assert list(read(path)) == []


def test_a_disk_that_refuses_ends_the_journal_and_not_the_run(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "taken").write_text("a file where the folder would be")
    journal = Journal(tmp_path / "taken", "a-1")
    journal.write(Note([found(URLS[0])]))
    journal.write(Note([found(URLS[1])]))
    assert caplog.text.count("are not journalled") == 1


def test_half_a_character_is_left_to_the_store(tmp_path: Path):
    journal = Journal(tmp_path, "a-1")
    journal.write(Note([], None, replace(record(1), title="江\ud800")))
    journal.write(Note([], None, record(2)))
    assert [note.record for note in notes(tmp_path, "a-1")] == [record(2)]


def crawl(store: Store, folder: Path, urls: list[str]) -> tuple[str, Frontier, Journal]:
    """A run that has leased the pages at `urls`, as far as its first batch."""
    run = store.begin_run(SITE)
    journal = Journal(folder, run)
    with store.transaction(run) as transaction:
        _, paths = ledger.recover(transaction, folder)
        ledger.begin(transaction)
        done = ledger.commit(transaction, Delta(found=[found(url) for url in urls], want=10))
    for path in paths:
        path.unlink()
    frontier = Frontier(note=journal.write)
    frontier.refill(done.leases, done.more)
    return run, frontier, journal


def reads(frontier: Frontier, item: Record | Reject) -> None:
    """A page is read, with a link to the fourth, and gives `item`."""
    lease = frontier.next()
    assert lease is not None
    frontier.add(found(URLS[3]))
    frontier.turn(LEAF)
    frontier.expect(item.url or "", visit(lease))
    frontier.collect(item)


def test_the_next_run_stores_what_a_killed_one_had_read_and_asks_for_the_rest(
    tmp_path: Path, database_url: str
):
    with Store(database_url) as store:
        _, frontier, _ = crawl(store, tmp_path, URLS[:3])
        reads(frontier, record(0))
        reads(frontier, Reject(URLS[1], SITE, "not_an_article", "a list", None))
    with Store(database_url) as store:
        run, frontier, _ = crawl(store, tmp_path, [])
        assert [item.url for item in store.records(run)] == [URLS[0]]
        assert [item.url for item in store.rejects(run)] == [URLS[1]]
        assert [(issue.day, issue.editions[0].state) for issue in store.issues()] == [(LEAF.day, "read")]
    left = [lease.url for lease in iter(frontier.next, None)]
    assert left == [URLS[2], URLS[3]]
    assert [*tmp_path.glob("*.journal")] == []


def test_what_was_stored_before_the_journal_was_forgotten_is_not_stored_again(
    tmp_path: Path, database_url: str
):
    with Store(database_url) as store:
        run, frontier, _ = crawl(store, tmp_path, URLS[:1])
        reads(frontier, record(0))
        with store.transaction(run) as transaction:
            ledger.commit(transaction, frontier.take([record(0)]))
    with Store(database_url) as store:
        run = store.begin_run(SITE)
        with store.transaction(run) as transaction:
            done, paths = ledger.recover(transaction, tmp_path)
    assert len(paths) == 1
    assert list(done.saved) == []


def test_links_of_a_page_that_is_being_read_outlive_a_transaction_that_is_not_written(
    tmp_path: Path, database_url: str
):
    with Store(database_url) as store:
        _, frontier, journal = crawl(store, tmp_path, URLS[:1])
        lease = frontier.next()
        assert lease is not None
        frontier.add(found(URLS[3]))
        frontier.take([])
        journal.turn()
        frontier.expect(URLS[0], visit(lease))
        frontier.collect(record(0))
    with Store(database_url) as store:
        _, frontier, _ = crawl(store, tmp_path, [])
    assert [lease.url for lease in iter(frontier.next, None)] == [URLS[3]]


def test_a_run_that_dies_at_its_start_costs_nothing_of_what_the_one_before_had_read(
    tmp_path: Path, database_url: str
):
    with Store(database_url) as store:
        _, frontier, _ = crawl(store, tmp_path, URLS[:1])
        reads(frontier, record(0))
    with Store(database_url) as store:
        store.begin_run(SITE)
    with Store(database_url) as store:
        run, frontier, _ = crawl(store, tmp_path, [])
        assert [item.url for item in store.records(run)] == [URLS[0]]
    assert [lease.url for lease in iter(frontier.next, None)] == [URLS[3]]
    assert [*tmp_path.glob("*.journal")] == []


def test_what_an_older_run_has_left_is_not_believed(tmp_path: Path, database_url: str):
    """Another machine has gone on with the site meanwhile."""
    with Store(database_url) as store:
        _, frontier, _ = crawl(store, tmp_path, URLS[:1])
        reads(frontier, record(0))
    with Store(database_url) as store:
        crawl(store, tmp_path / "elsewhere", [])
    with Store(database_url) as store:
        _, frontier, _ = crawl(store, tmp_path, [])
    assert [lease.url for lease in iter(frontier.next, None)] == [URLS[0]]
