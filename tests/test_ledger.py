"""The ledger: states after visits, when to come back, and what a killed run leaves to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import SITE, record
from sqlalchemy import create_engine, select, update

from newscrawl import ledger
from newscrawl.errors import StorageError
from newscrawl.ledger import Came, Committed, Delta, Found, Frontier, Lease, Visit, key_of
from newscrawl.ledger.revisit import (
    ARTICLE_LONGEST,
    ARTICLE_SHORTEST,
    LIST_LONGEST,
    REFUSED_AGAIN,
    after_failing,
    after_reading,
)
from newscrawl.ledger.states import Entry, Kept, advance, replaces
from newscrawl.model import Reject
from newscrawl.store import Ending, Store
from newscrawl.store.engine import database
from newscrawl.store.models import AddressRow

NOW = datetime(2024, 3, 12, 8, tzinfo=UTC)
LEASE = Lease(1, "article", "http://www.jiangzhou.example/1.html")
HOUR = timedelta(hours=1)
MISSING = Visit(LEASE, Came.MISSING, 404)


def entry(**values: object) -> Entry:
    return Entry("article", LEASE.url, "leased", **values)  # type: ignore[arg-type]


def test_an_article_is_stored_with_its_validators_and_comes_back_later():
    after = advance(
        entry(), Visit(LEASE, Came.READ, 200, "e", "m", "d"), Kept("new", "a1", NOW - 48 * HOUR), NOW
    )
    assert (after.state, after.article, after.etag, after.modified, after.status) == (
        "stored",
        "a1",
        "e",
        "m",
        200,
    )
    assert after.due == NOW + 24 * HOUR


def test_an_article_that_changed_is_fresh_again():
    old = entry(article="a1", visits=3, visited=NOW - HOUR, changed=NOW - 400 * HOUR)
    same = advance(old, Visit(LEASE, Came.READ), Kept("unchanged", "a1"), NOW)
    changed = advance(old, Visit(LEASE, Came.READ), Kept("changed", "a1"), NOW)
    assert (same.changes, changed.changes) == (0, 1)
    assert same.due is not None
    assert changed.due is not None
    assert changed.due < same.due


@pytest.mark.parametrize("missing", [MISSING, Visit(LEASE, Came.HOME, 200)])
def test_a_page_missing_twice_is_gone_and_once_is_not(missing: Visit):
    """A site under repair says 404 of all its pages, or sends everybody to its home page."""
    for article, state in (("a1", "stored"), (None, "rejected")):
        once = advance(entry(article=article), missing, None, NOW)
        twice = advance(once, missing, None, NOW)
        assert (once.state, twice.state, twice.due) == (state, "gone", None)
        assert once.due is not None


def test_a_list_that_is_missing_is_looked_for_again_by_and_by():
    channel = replace(entry(visits=9, status=404, attempts=7), kind="list")
    after = advance(channel, MISSING, None, NOW)
    assert (after.state, after.due) == ("stored", NOW + REFUSED_AGAIN)


def test_a_page_that_failed_and_is_missing_then_is_missing_once():
    failed = advance(entry(article="a1"), Visit(LEASE, Came.FAILED, 503), None, NOW)
    once = advance(advance(failed, Visit(LEASE, Came.FAILED), None, NOW), MISSING, None, NOW)
    assert (once.state, once.attempts) == ("stored", 3)
    assert advance(once, MISSING, None, NOW).state == "gone"


def test_where_one_address_fails_the_other_is_queued():
    first = entry(others=("http://a.example/2", "http://a.example/3"), etag="e")
    after = advance(first, MISSING, None, NOW)
    assert replaces(first, MISSING)
    assert (after.state, after.url, after.others, after.etag) == (
        "queued", "http://a.example/2", ("http://a.example/3",), None,
    )  # fmt: skip


def test_a_failure_of_a_known_article_is_no_reject():
    assert replaces(entry(article="a1"), MISSING)
    assert not replaces(entry(), MISSING)


@given(
    came=st.sampled_from(Came),
    kept=st.sampled_from([None, Kept("new", "a"), Kept("unchanged", "a"), Kept("rejected")]),
    article=st.sampled_from([None, "a"]),
    attempts=st.integers(0, 50),
    age=st.timedeltas(-timedelta(days=2), timedelta(days=4000)),
)
def test_every_visit_ends_in_a_state_that_is_over_or_due(came, kept, article, attempts, age):
    before = entry(article=article, attempts=attempts, visits=2, visited=NOW - HOUR, changed=NOW - age)
    after = advance(before, Visit(LEASE, came, digest="d"), kept, NOW)
    assert after.state in ("stored", "rejected", "gone")
    assert after.due is None or after.due >= NOW
    assert after.visits >= after.changes
    assert after.article == article or after.state == "stored"


@given(st.timedeltas(timedelta(), timedelta(days=9000)), st.integers(0, 99))
def test_the_wait_grows_with_age_and_is_bounded(age: timedelta, changes: int):
    wait = after_reading("article", NOW, NOW - age, changes) - NOW
    assert ARTICLE_SHORTEST <= wait <= ARTICLE_LONGEST
    assert wait <= after_reading("article", NOW, NOW - age - HOUR, changes) - NOW
    assert wait <= after_reading("article", NOW, NOW - age, 0) - NOW
    assert timedelta() <= after_reading("list", NOW, NOW - age) - NOW <= LIST_LONGEST


@given(st.integers(1, 10_000))
def test_failures_wait_longer_each_time(attempts: int):
    assert NOW < after_failing(NOW, attempts) <= after_failing(NOW, attempts + 1)


# --- in the database ------------------------------------------------------------------------------


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as opened:
        yield opened


def begin(store: Store, full: bool = False) -> str:
    run = store.begin_run(SITE)
    with store.transaction(run) as transaction:
        ledger.begin(transaction, full)
    return run


def commit(store: Store, run: str, **values: object) -> Committed:
    with store.transaction(run) as transaction:
        return ledger.commit(transaction, Delta(**values))  # type: ignore[arg-type]


def found(number: int, **values: object) -> Found:
    url = f"http://www.jiangzhou.example/{number}.html"
    return Found(**{"key": key_of(str(number)), "kind": "article", "url": url} | values)  # type: ignore[arg-type]


def states(url: str) -> dict[str, str]:
    with create_engine(database(url)).connect() as connection:
        return dict(connection.execute(select(AddressRow.url, AddressRow.state)).all())


def read(lease: Lease, number: int) -> tuple[object, Visit]:
    return record(number), Visit(lease, Came.READ, 200)


def test_links_are_leased_once_the_highest_priority_first(store: Store):
    run = begin(store)
    links = [found(1), found(2, priority=10), found(1, text="again")]
    done = commit(store, run, found=links, want=1)
    assert [lease.url[-6:] for lease in done.leases] == ["2.html"]
    assert done.more
    rest = commit(store, run, found=links, want=9)
    assert [lease.url[-6:] for lease in rest.leases] == ["1.html"]
    assert not rest.more


def test_a_page_that_a_better_one_names_too_moves_up(store: Store):
    """Before its first link is written as well as in the same transaction, under another address."""
    frontier = Frontier()
    worse, better = found(1, kind="list", priority=-3), found(1, kind="list", priority=0)
    for link in (worse, better, worse):
        frontier.add(link)
    assert [link.priority for link in frontier.take([]).found] == [0]
    run = begin(store)
    done = commit(store, run, found=[worse, found(1, kind="list", url=found(2).url)], want=1)
    assert [lease.priority for lease in done.leases] == [0]


def test_what_a_dead_run_had_leased_and_not_stored_comes_back(database_url: str):
    with Store(database_url) as first:
        run = begin(first)
        leases = commit(first, run, found=[found(1), found(2)], want=9).leases
        commit(first, run, items=[read(leases[0], 1)])
    with Store(database_url) as second:
        run = begin(second)
        done = commit(second, run, want=9)
        assert [lease.id for lease in done.leases] == [leases[1].id]
        commit(second, run, items=[read(done.leases[0], 2)])
        assert len(list(second.records(run))) == 2


def test_a_run_that_ends_gives_its_leases_back(store: Store, database_url: str):
    run = begin(store)
    commit(store, run, found=[found(1)], want=9)
    commit(store, run, over=True)
    assert set(states(database_url).values()) == {"queued"}


def test_a_record_and_the_state_of_its_address_are_written_together_or_not_at_all(
    store: Store, database_url: str
):
    run = begin(store)
    (lease,) = commit(store, run, found=[found(1)], want=9).leases
    # The record is written before the link that is no link breaks the transaction.
    with pytest.raises(StorageError):
        commit(store, run, items=[read(lease, 1)], found=[found(2), found(3, url="")])
    assert set(states(database_url).values()) == {"leased"}
    assert list(store.records()) == []


def test_a_headline_that_is_no_text_breaks_no_transaction(store: Store):
    """Lists in JSON may hold anything, and entries of feeds."""
    run = begin(store)
    (lease,) = commit(store, run, found=[found(1, text="江\0州\ud800", date="\0")], want=1).leases
    assert (lease.text, lease.date) == ("江\ufffd州\\ud800", "\ufffd")


def test_a_finished_run_leaves_nothing_due_and_full_asks_for_everything(store: Store):
    run = begin(store)
    (lease,) = commit(store, run, found=[found(1)], want=9).leases
    commit(store, run, items=[read(lease, 1)])
    store.end_run(run, Ending("done", {}))
    second = begin(store)
    assert commit(store, second, found=[found(1)], want=9).leases == []
    store.end_run(second, Ending("done", {}))
    third = begin(store, full=True)
    (again,) = commit(store, third, want=9).leases
    assert (again.id, again.etag, again.article) == (lease.id, None, record(1).id)


def test_an_article_missing_twice_is_withdrawn_and_keeps_what_it_said(store: Store, database_url: str):
    run = begin(store)
    (lease,) = commit(store, run, found=[found(1)], want=9).leases
    commit(store, run, items=[read(lease, 1)])
    for expected in ("live", "withdrawn"):
        with create_engine(database(database_url)).begin() as connection:
            connection.execute(update(AddressRow).values(state="leased"))
        reject = Reject(lease.url, SITE, "http_404", "gone", None)
        done = commit(store, run, items=[(reject, Visit(lease, Came.MISSING, 404))])
        (kept,) = store.records()
        assert (kept.status, kept.body, done.saved) == (expected, record(1).body, [])
    commit(store, run, items=[read(lease, 1)])
    assert [kept.status for kept in store.records()] == ["live"]


def test_another_address_of_an_article_is_kept_and_tried_when_the_first_fails(store: Store):
    run = begin(store)
    other = "http://www.jiangzhou.example/s/1.html"
    (lease,) = commit(store, run, found=[found(1, numbered=True)], want=9).leases
    commit(store, run, found=[found(1, numbered=True, url=other)])
    reject = Reject(lease.url, SITE, "http_404", "gone", None)
    done = commit(store, run, items=[(reject, Visit(lease, Came.MISSING, 404))], want=9)
    assert done.saved == []
    assert [lease.url for lease in done.leases] == [other]
    (last,) = done.leases
    final = commit(
        store, run, items=[(Reject(other, SITE, "http_404", "gone", None), Visit(last, Came.MISSING, 404))]
    )
    assert [result.code for _, result in final.saved] == ["http_404"]
