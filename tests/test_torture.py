"""Crawls that are killed, stopped and repeated, in short: `make torture` has the long ones."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from newscrawl.spiders.scheduler import UNREAD
from newscrawl.store import Store
from tests.torture.crawls import CONCURRENCY, finish, start
from tests.torture.hostile import crawled, hostile
from tests.torture.kill import kill
from tests.torture.large import large
from tests.torture.server import SiteServer
from tests.torture.site import Site


def test_killed_crawls_lose_nothing_and_store_nothing_twice(tmp_path: Path):
    killed = kill(tmp_path, articles=150, kills=3, seed=1)
    assert [fault for fault in killed.faults if "too many" not in fault] == []
    # What is in flight, waits to be read or is being read; what was read is in the journal.
    assert killed.overhead <= killed.kills * (CONCURRENCY + UNREAD + 12)


def test_a_second_run_asks_for_lists_only_and_they_are_as_they_were(tmp_path: Path):
    with SiteServer(Site(90)) as server:
        assert finish(tmp_path, server) == 0
        server.forget()
        assert finish(tmp_path, server) == 0
        assert [path for path in server.asked if path.startswith("/news/t")] == []
        assert server.statuses[200] == 0
        assert server.statuses[304] == server.total == 3
    with Store(f"sqlite:///{tmp_path}/crawl.db") as store:
        second, first = store.runs()
    assert (second.counters["articles/known"], second.export) == (90, None)
    assert {"articles/new", "articles/changed", "articles/unchanged"}.isdisjoint(second.counters)
    assert first.counters["articles/new"] == 90


def test_a_stopped_crawl_ends_in_time_says_so_and_is_completed_by_the_next(tmp_path: Path):
    class Stalling(SiteServer):
        stalls = True

        def answer(self, path: str, known: str | None) -> tuple[int, bytes]:
            while self.stalls and self.total > 30:
                time.sleep(0.05)
            return super().answer(path, known)

    with Stalling(Site(60)) as server:
        crawl = start(tmp_path, server)
        while server.total <= 30 and crawl.poll() is None:
            time.sleep(0.01)
        crawl.send_signal(signal.SIGTERM)
        # The server still keeps it waiting: `python -m tests.torture stop` says for how long.
        assert crawl.wait(60) == 1
        server.stalls = False
        assert finish(tmp_path, server) == 0
    with Store(f"sqlite:///{tmp_path}/crawl.db") as store:
        last, stopped = store.runs()
        assert len(list(store.records(last.id))) == 60
    assert (stopped.status, last.status) == ("stopped", "done")


def test_a_second_crawl_of_a_site_ends_at_once_with_code_4(tmp_path: Path):
    with SiteServer(Site(20_000)) as server:
        crawl = start(tmp_path, server)
        while server.total < 5 and crawl.poll() is None:
            time.sleep(0.01)
        assert finish(tmp_path, server, timeout=30) == 4
        assert crawl.poll() is None
        crawl.kill()
        crawl.wait()
    said = (tmp_path / "log").read_text()
    assert "another run of www.qingling.example is under way" in said
    assert "Traceback" not in said


def test_a_limit_bounds_the_articles_that_are_fetched(tmp_path: Path):
    with SiteServer(Site(90)) as server:
        assert finish(tmp_path, server, "-a", "limit=7") == 0
        assert len([path for path in server.asked if path.startswith("/news/t") and "_" not in path]) == 7
        assert finish(tmp_path, server) == 0
    with Store(f"sqlite:///{tmp_path}/crawl.db") as store:
        assert len(list(store.records())) == 90


def test_real_lists_are_read_to_the_last_and_traps_are_left(tmp_path: Path):
    line, held = large(tmp_path, 60)
    assert held, line


def test_hostile_pages_are_rejects_with_reasons_and_cost_no_article():
    harm = hostile(megabytes=64)
    _, code, stored, rejects = crawled(Site(40), harm)
    assert (code, stored) == (0, 40)
    assert len(rejects) == len(harm)
    assert {reason.partition(":")[0] for reason in rejects.values()} == {
        "too_large",
        "not_html",
        "not_an_article",
    }


def test_the_command_says_what_held(tmp_path: Path):
    command = [sys.executable, "-m", "tests.torture", "kill", "--help"]
    assert "--kills" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
