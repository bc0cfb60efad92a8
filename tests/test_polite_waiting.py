"""Servers that ask for patience get it: Retry-After, in both of its forms, over real connections."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from threading import Event

import pytest

from newscrawl.grammar.waiting import seconds_of
from newscrawl.middlewares.retry_after import SILENT
from tests.crawling import Answer, WebServer
from tests.visiting import visit

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PAGE = Answer("<p>江州港今日开港</p>")


class Busy(WebServer):
    """Answers `status` and a Retry-After until it may be asked again, from then on pages.

    Also a second request under way is refused: if it got a page, that page could overtake the first refusal.
    """

    def __init__(self, header: Callable[[], str], status: int, seconds: float, address: str) -> None:
        super().__init__({}, address)
        self._header, self._status, self._seconds = header, status, seconds
        self.refused_at = self.free_at = 0.0
        self.refused = Event()

    def _answer(self, host: str, path: str) -> Answer:
        if path == "/robots.txt":
            return Answer("", 404)
        now = time.monotonic()
        if not self.refused_at:
            self.free_at, self.refused_at = now + self._seconds, now
        self.refused.set()
        if now < self.free_at:
            return Answer("busy", self._status, {"Retry-After": self._header()})
        return PAGE


class Other(WebServer):
    """A host with 20 pages; gives the first when `after` is set, so that most are asked for later."""

    def __init__(self, after: Event) -> None:
        super().__init__(dict.fromkeys((f"/{number}" for number in range(20)), PAGE), "127.0.0.3")
        self._after = after

    def _answer(self, host: str, path: str) -> Answer:
        if path != "/robots.txt":
            self._after.wait(60)
        return super()._answer(host, path)


def in_two_seconds() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)


@pytest.mark.parametrize(
    ("header", "status", "seconds"),
    [(lambda: "2", 429, 2.0), (in_two_seconds, 503, 1.0)],
    ids=["seconds", "date"],
)
def test_nothing_is_asked_early_nothing_is_lost_and_other_hosts_go_on(header, status, seconds):
    busy = [f"http://busy.example/{number}" for number in range(20)]
    other = [f"http://other.example/{number}" for number in range(20)]
    with (
        Busy(header, status, seconds, "127.0.0.2") as server,
        Other(server.refused) as free,
    ):
        targets = {"busy.example": server.address, "other.example": free.address}
        seen = visit([*busy, *other], targets)
    assert seen.found == dict.fromkeys([*busy, *other], 200)
    # Two connections are open to an address: one request may have been under way.
    asked = [asked.at for asked in server.asked if asked.path != "/robots.txt"]
    assert sum(at < server.free_at for at in asked) <= 2
    assert any(server.refused_at < asked.at < server.free_at for asked in free.asked)
    assert seen.code == 0


def test_whoever_asks_for_more_patience_than_a_run_has_is_left_to_the_next():
    busy = [f"http://busy.example/{number}" for number in range(20)]
    with Busy(lambda: "86400", 503, 86400, "127.0.0.2") as server, WebServer({"/": PAGE}) as free:
        targets = {"busy.example": server.address, "other.example": free.address}
        seen = visit([*busy, "http://other.example/"], targets)
    assert seen.found["http://other.example/"] == 200
    outcomes = [seen.found[url] for url in busy]
    assert outcomes.count("Postponed") >= len(busy) - 1
    assert set(outcomes) <= {"Postponed", 200}
    assert len(server.paths()) <= 3
    assert seen.stats["newscrawl/postponed"] == outcomes.count("Postponed")
    assert "left to a later run" in seen.log
    assert seen.code == 1


def test_a_server_that_says_429_without_end_is_given_up_and_its_pages_are_kept_for_later():
    with WebServer({"/1": Answer("busy", 429)}) as server:
        seen = visit(["http://busy.example/1"], {"busy.example": server.address}, NEWSCRAWL_MAX_WAIT=0.1)
    assert seen.found == {"http://busy.example/1": "Postponed"}
    assert 5 < server.paths().count("/1") < 15
    assert seen.code == 1


class Silent(WebServer):
    """Hangs up without a word on who asks for a page, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__(dict.fromkeys((f"/{number}" for number in range(20)), PAGE))
        self._times = times

    def _answer(self, host: str, path: str) -> Answer:
        if path != "/robots.txt" and self._times:
            self._times -= 1
            raise ConnectionAbortedError
        return super()._answer(host, path)


@pytest.mark.parametrize(("times", "left"), [(SILENT + 1, False), (10**6, True)])
def test_a_host_that_gives_no_answer_is_not_asked_for_all_of_its_pages(times: int, left: bool):
    urls = [f"http://silent.example/{number}" for number in range(20)]
    with Silent(times) as server:
        seen = visit(urls, {"silent.example": server.address}, NEWSCRAWL_MAX_WAIT=0.1)
    outcomes = Counter(seen.found.values())
    assert outcomes["Postponed" if left else 200] >= 12
    asked = len(server.paths()) - 1
    assert asked <= SILENT + 15 if left else asked > times
    assert seen.code == left


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 121.0),
        ("Sunday, 01-Mar-26 12:02:00 GMT", 121.0),
        ("Sun, 01 Mar 2026 20:02:00 +0800", 121.0),
        ("Sun, 01 Mar 2020 12:00:00 GMT", 0.0),
        ("9" * 400, 99999999999.0),
    ],
)
def test_both_forms_of_the_header(header: str, seconds: float):
    assert seconds_of(header, NOW) == seconds


@pytest.mark.parametrize(
    "header",
    [None, "", "soon", "-5", "1.5", "１２", "²", "Sun, 01 Mar 2026 12:00:00 +99999999999999999999"],
)
def test_what_is_no_time_says_nothing(header: str | None):
    assert seconds_of(header, NOW) is None
