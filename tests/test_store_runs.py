"""Runs: one of a site at a time, whatever becomes of the process; killed, they leave a whole state behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from records import SITE, record
from sqlalchemy import create_engine, func, select

from newscrawl.errors import LockHeld, UsageError
from newscrawl.store import Ending, Store
from newscrawl.store.engine import database
from newscrawl.store.health import Trouble
from newscrawl.store.models import ArticleRow, CreditRow, VersionRow
from tests.torture.points import points

BATCH = 20

CHILD = f"""
import sys
from records import SITE, record
from newscrawl.store import Store

store = Store(sys.argv[1])
run = store.begin_run(SITE)
print("begun", flush=True)
for start in range(0, 10**6, {BATCH}):
    store.save([record(number) for number in range(start, start + {BATCH})], run)
    print(start, flush=True)
"""


def child(url: str) -> subprocess.Popen[str]:
    """A process that has begun a run of the site and stores batch after batch until it is killed."""
    folder = str(Path(__file__).parent)
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {folder!r})\n{CHILD}", url],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert line(process) == "begun"
    return process


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_a_run_is_begun_and_ended(database_url: str) -> None:
    with Store(database_url) as store:
        run = store.begin_run(SITE, "江州新闻网", "990100")
        begun = store.run(run)
        assert (begun.site, begun.site_name, begun.status, begun.ended) == (
            SITE,
            "江州新闻网",
            "running",
            None,
        )
        store.end_run(run, Ending("stopped", {"pages": 7}, "shutdown"))
        ended = store.run(run)
        assert (ended.status, ended.reason, ended.counters) == ("stopped", "shutdown", {"pages": 7})
        assert ended.ended is not None
        assert ended.ended >= ended.started
        assert store.runs() == [ended]


def test_an_unknown_run_is_wrong_usage(database_url: str) -> None:
    with Store(database_url) as store, pytest.raises(UsageError, match="no run 'x'"):
        store.run("x")


def test_a_live_run_of_another_process_holds_the_lock(database_url: str) -> None:
    with Store(database_url) as store:
        process = child(database_url)
        with pytest.raises(LockHeld, match=SITE) as held:
            store.begin_run(SITE)
        assert held.value.exit_code == 4
        store.begin_run("another.site")
        kill(process)
        store.begin_run(SITE)


def test_a_run_of_this_process_holds_the_lock_until_it_ends(database_url: str) -> None:
    with Store(database_url) as one, Store(database_url) as two:
        run = one.begin_run(SITE)
        with pytest.raises(LockHeld):
            two.begin_run(SITE)
        with pytest.raises(LockHeld):
            one.begin_run(SITE)
        one.end_run(run, Ending("done", {}))
        two.begin_run(SITE)


@pytest.mark.parametrize("batches", [0, 1, 4])
def test_a_killed_run_leaves_whole_batches_and_can_be_followed(database_url: str, batches: int) -> None:
    """SIGKILL comes while the next batch is being made or written, wherever the child happens to be."""
    Store(database_url).close()
    process = child(database_url)
    for _ in range(batches):
        line(process)
    kill(process)
    with create_engine(database(database_url)).connect() as connection:
        articles, versions, credits = (
            connection.scalar(select(func.count()).select_from(model)) or 0
            for model in (ArticleRow, VersionRow, CreditRow)
        )
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert articles >= batches * BATCH
    assert (articles % BATCH, versions, credits) == (0, articles, 2 * articles)
    with Store(database_url) as store:
        again = store.begin_run(SITE)
        store.save([record(number) for number in range(articles + BATCH)], again)
        assert len(list(store.records())) == articles + BATCH
        assert [run.status for run in store.runs()] == ["running", "lost"]


def test_a_kill_at_any_point_leaves_what_was_before_or_what_comes_after(tmp_path: Path) -> None:
    """One in ten of the points; `python -m tests.torture points` takes a hundred."""
    assert list(points(tmp_path, 10)) == []


@pytest.mark.parametrize("subject", ["/" + "x" * 1200, "a\0b", "half \ud83d"])
def test_an_incident_is_known_again_whatever_it_is_about(database_url: str, subject: str) -> None:
    with Store(database_url) as store:
        run = store.begin_run(SITE)
        for _ in range(2):
            with store.transaction(run) as transaction:
                transaction.settle([Trouble("redesign", subject, "3 pages are unlike those before")])
        (incident,) = store.incidents(SITE)
    assert incident.closed is None
