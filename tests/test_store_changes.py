"""The log of changes: each with what it changed, once, and never a smaller number after a larger one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from conftest import new_database
from records import LEAD, PLAN, SITE, record

from newscrawl.errors import StorageAway, UsageError
from newscrawl.model import Source
from newscrawl.store import Change, Ending, Selection, Store

STORY = "s-00000000000000aa"
OTHER = "东山新城的音乐厅昨晚首演，乐团带来两部新作，观众坐满了上下三层，散场时掌声持续了很久。"


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> str:
    return store.begin_run(SITE)


def told(changes: list[Change]) -> list[tuple[str, int, str]]:
    return [(change.id, change.version, change.kind) for change in changes]


def since(store: Store, cursor: int) -> list[tuple[str, int, str]]:
    return told(store.changes_after(cursor))


def test_new_and_changed_articles_are_told_once(store: Store, run: str) -> None:
    assert (store.changes_after(), store.last_change()) == ([], 0)
    store.save([record(1), record(2)], run)
    first = store.changes_after()
    assert told(first) == [(record(1).id, 1, "new"), (record(2).id, 1, "new")]
    assert {change.run for change in first} == {run}
    assert first[0].seq < first[1].seq == store.last_change()
    store.save([record(1), record(2, title="改过的标题"), record(2, title="改过的标题")], run)
    assert since(store, first[-1].seq) == [(record(2).id, 2, "changed")]


def test_the_articles_that_changed_are_read_in_the_order_of_the_changes(store: Store, run: str) -> None:
    for number in (2, 1, 3):
        store.save([record(number)], run)
    ids = [change.id for change in store.changes_after()]
    assert [item.id for item in store.records_by_ids(ids)] == ids
    assert [item.id for item in store.records_by_ids(ids, Selection(site="elsewhere"))] == []


def test_a_crawl_stored_twice_tells_nothing(store: Store, run: str) -> None:
    batch = [record(number, story=STORY) for number in range(9)]
    store.save(batch, run)
    store.end_run(run, Ending("done", {}))
    cursor = store.last_change()
    again = store.begin_run(SITE)
    store.save([replace(item, fetched_at="2024-05-01T08:00:00+00:00") for item in batch], again)
    with store.transaction(again) as transaction:
        transaction.withdraw([])
    assert since(store, cursor) == []


def test_withdrawn_and_there_again(store: Store, run: str) -> None:
    store.save([record()], run)
    cursor = store.last_change()
    for _ in range(2):
        with store.transaction(run) as transaction:
            transaction.withdraw([record().id])
    assert [item.status for item in store.records()] == ["withdrawn"]
    store.save([record()], run)
    store.save([record()], run)
    assert since(store, cursor) == [(record().id, 1, "withdrawn"), (record().id, 1, "restored")]


def test_what_becomes_a_reprint_is_told(store: Store, run: str) -> None:
    told = {"body": f"{LEAD}\n\n{PLAN}", "story": STORY}
    late = record(1, site="jiangzhou", published_at="2024-03-12T09:15+08:00", **told)
    early = record(2, site="dongshan", published_at="2024-03-11T09:15+08:00", **told)
    store.save([late], run)
    cursor = store.last_change()
    store.save([early], run)
    assert since(store, cursor) == [(early.id, 1, "new"), (late.id, 1, "regrouped")]
    cursor = store.last_change()
    store.save([replace(early, body=OTHER)], run)
    assert since(store, cursor) == [(early.id, 2, "changed"), (late.id, 1, "regrouped")]


def test_an_outlet_learnt_later_is_told_of_all_its_articles(store: Store, run: str) -> None:
    store.save([record(1, source=Source("江州日报", "江州日报"))], run)
    cursor = store.last_change()
    store.save([record(2)], run)
    assert sorted(since(store, cursor)) == sorted([(record(2).id, 1, "new"), (record(1).id, 1, "relabelled")])


def test_what_is_undone_is_not_told(store: Store, run: str) -> None:
    def broken() -> None:
        with store.transaction(run) as transaction:
            transaction.save([record()])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    poison = record(2, title="长" * 1001)
    store.save([record(1), poison, record(3)], run)
    assert since(store, 0) == [(record(1).id, 1, "new"), (record(3).id, 1, "new")]


def test_quarantine_keeps_back_until_released(store: Store, run: str) -> None:
    ids = [record(number).id for number in (1, 2, 3)]
    store.save([record(number) for number in (1, 2, 3)], run)
    cursor = store.last_change()
    assert store.quarantine([ids[1], "unknown"], "fill-rate", "no title in nine of ten", run) == 1
    assert store.quarantine([ids[1]], "another", "again", run) == 0
    assert {item.id for item in store.records(run)} == {ids[0], ids[2]}
    assert [item.id for item in store.stream(Selection(quarantined=True))] == [ids[1]]
    assert store.count(Selection(quarantined=None)) == 3
    assert [(kept.id, kept.run, kept.monitor) for kept in store.kept_back(run)] == [
        (ids[1], run, "fill-rate")
    ]
    store.save([record(2, title="改过的标题")], run)
    assert ids[1] not in {item.id for item in store.records()}
    assert store.release(ids) == 1
    assert store.kept_back() == []
    assert {item.id for item in store.records()} == set(ids)
    kinds = ["quarantined", "changed", "released"]
    assert [kind for _, _, kind in since(store, cursor)] == kinds


def test_a_cursor_of_another_database_is_refused(store: Store, run: str) -> None:
    store.save([record()], run)
    assert store.changes_after(store.last_change()) == []
    with pytest.raises(UsageError, match="begin again from 0"):
        store.changes_after(store.last_change() + 1)


def test_changes_come_a_limited_number_at_a_time(store: Store, run: str) -> None:
    store.save([record(number) for number in range(25)], run)
    cursor, seen = 0, []
    while found := store.changes_after(cursor, limit=10):
        assert len(found) <= 10
        seen += found
        cursor = found[-1].seq
    assert [change.id for change in seen] == [record(number).id for number in range(25)]


def test_a_transaction_that_began_first_and_ends_last_gets_the_larger_number(server: str) -> None:
    """What a counter alone would get wrong: the reader would have passed the number that appears late."""
    url = new_database(server)
    with Store(url) as slow, Store(url) as fast:
        first, second = slow.begin_run(SITE), fast.begin_run("dongshan")
        with slow.transaction(first) as transaction:
            transaction.save([record(1)])
            # Nobody and nothing that both would have to add: the second would wait for the first.
            fast.save([record(2, site=None, source=None, reporters=[], editors=[])], second)
            (seen,) = fast.changes_after()
            assert seen.id == record(2).id
        assert told(fast.changes_after(seen.seq)) == [(record(1).id, 1, "new")]


def test_of_runs_that_wait_for_one_another_one_is_told_to_try_again(server: str) -> None:
    """Two sites that reprint each other: each has an article that the other's story leads to."""
    url = new_database(server)
    with Store(url) as one, Store(url) as other, ThreadPoolExecutor(1) as beside:
        first, second = one.begin_run(SITE), other.begin_run("dongshan")
        one.save([record(1), record(2)], first)

        def save(store: Store, run: str, number: int, then: int) -> None:
            with store.transaction(run) as transaction:
                transaction.save([record(number)])
                both.wait()
                transaction.save([record(then)])

        both = threading.Barrier(2)
        waiting = beside.submit(save, one, first, 1, 2)
        ended = [_error(lambda: save(other, second, 2, 1)), waiting.exception()]
    (failed,) = filter(None, ended)
    assert isinstance(failed, StorageAway)
    assert "at the same time" in str(failed)


def _error(work: Callable[[], None]) -> Exception | None:
    try:
        work()
    except StorageAway as error:
        return error
    return None


def test_readers_beside_many_writers_miss_nothing(database_url: str) -> None:
    """Four writers, and a reader that follows by number: in the end it has seen every change once."""
    with Store(database_url) as reader:
        writers = [threading.Thread(target=write, args=(database_url, writer)) for writer in range(4)]
        for writer in writers:
            writer.start()
        cursor, seen = 0, []
        while any(writer.is_alive() for writer in writers) or reader.last_change() > cursor:
            found = reader.changes_after(cursor)
            seen += found
            cursor = found[-1].seq if found else cursor
        assert sorted(change.id for change in seen) == sorted(record(number).id for number in range(4 * 20))
        assert [change.seq for change in seen] == sorted(change.seq for change in seen)


def write(url: str, writer: int) -> None:
    with Store(url) as store:
        run = store.begin_run(f"site-{writer}")
        for number in range(writer * 20, writer * 20 + 20, 2):
            store.save([record(number), record(number + 1)], run)
        store.end_run(run, Ending("done", {}))
