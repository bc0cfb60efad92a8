"""A site breaks: the run says so, keeps back what is odd, and tells people once."""

from __future__ import annotations

import json
import random
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from newscrawl import settings
from newscrawl.alerts import Channels, message, send
from newscrawl.commands.health import command
from newscrawl.errors import AlertFailed
from newscrawl.store import Incident, Store
from tests.conftest import new_database
from tests.crawling import FAST, Answer, WebServer, scrapy
from tests.receivers import redis_server
from tests.redesigns import Story, Template, redesigned, site, story

HOST = "www.yunzhou.example"
INCIDENT = Incident(
    1, "jiangzhou.daily", "redesign", "ms /ms/9.html", "3 pages are\nunlike those before", "run-1",
    datetime(2026, 11, 26, tzinfo=UTC), None, None,
)  # fmt: skip


@contextmanager
def webhook(status: int = 200) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A receiver of JSON: its address, and what it was sent."""
    got: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/alert", got
        server.shutdown()


def pages(shown: Template, stories: list[Story]) -> dict[str, Answer | list[Answer]]:
    links = "".join(f'<li><a href="{shown.url(told)}">{told.title}</a></li>' for told in stories)
    home = f"<html><body><h2>本地新闻</h2><ul>{links}</ul></body></html>"
    found: dict[str, Answer | list[Answer]] = {"/": Answer(home)}
    for told in stories:
        found[shown.url(told).removeprefix(f"http://{HOST}")] = Answer(shown.page(told))
    return found


def test_a_redesign_is_told_once_and_kept_back_until_somebody_lets_it_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(5)
    shown = site(5, 1)[0]
    new = redesigned(shown, "teaser", rng)
    told = [story(number, date(2026, 3, 1), rng) for number in range(33)]
    database = f"sqlite:///{tmp_path / 'crawl.db'}"
    verdicts: list[bool] = []
    with webhook() as (address, got):

        def crawl(served: dict[str, Answer | list[Answer]]) -> int:
            with WebServer(served) as server:
                done = scrapy(
                    tmp_path, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST,
                    NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}", NEWSCRAWL_ALERT_WEBHOOK=address,
                    SPIDERMON_ENABLED="1",
                )  # fmt: skip
            verdicts.append("FAILED (failures=1)" in done.stderr)
            return done.returncode

        assert crawl(pages(shown, told[:25])) == 0
        assert got == []
        broken = pages(shown, told[:25]) | pages(new, told[25:29])
        assert crawl(broken | {"/": pages(shown, told[:29])["/"]}) == 3
        assert [len(one["incidents"]) for one in got] == [1]  # type: ignore[arg-type]
        assert "far shorter than any before" in str(got[0]["text"])
        more = broken | pages(new, told[29:32])
        assert crawl(more | {"/": pages(shown, told[:32])["/"]}) == 3
        assert len(got) == 1, "one alert an incident"
    assert verdicts == [False, True, True], "Spidermon says the same"
    with Store(database) as store:
        assert (store.count(), len(store.kept_back())) == (25, 7)
        latest = store.runs(1)[0]
        exported = Path(latest.export or "").read_text(encoding="utf-8") if latest.export else ""
        assert not any(one.id in exported for one in store.kept_back())
        (incident,) = store.incidents()
        assert incident.told is not None
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", database)
    said = CliRunner().invoke(command, [])
    assert (said.exit_code, "redesign:" in said.stdout, "7 articles" in said.stderr) == (3, True, True)
    assert CliRunner().invoke(command, ["kept"]).stdout.count("\n") == 7
    assert CliRunner().invoke(command, ["release", latest.site]).stdout == "7 articles released\n"
    with Store(database) as store:
        assert store.count() == 32


def test_a_worker_of_several_lets_go_what_is_ordinary(
    tmp_path: Path, server: str, made_postgresql: str
) -> None:
    rng = random.Random(5)
    shown = site(5, 1)[0]
    told = [story(number, date(2026, 3, 1), rng) for number in range(36)]
    database = new_database(server, made_postgresql)

    def crawl(served: dict[str, Answer | list[Answer]], **more: str) -> int:
        with WebServer(served) as answering:
            return scrapy(
                tmp_path, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST, "-s", "CONCURRENT_REQUESTS=1",
                NEWSCRAWL_DATABASE_URL=database, NEWSCRAWL_CONNECT_TO=f"{HOST}={answering.address}",
                NEWSCRAWL_READERS="0", **more,
            ).returncode  # fmt: skip

    assert crawl(pages(shown, told[:25])) == 0
    # One after the other: whether an odd one is ordinary is told by how many come behind it.
    short = pages(redesigned(shown, "teaser", rng), told[30:31])
    del short["/"]
    with redis_server(tmp_path) as redis:
        assert crawl(pages(shown, told) | short, NEWSCRAWL_REDIS_URL=redis) == 0
    with Store(database) as store:
        held = [change.kind for change in store.changes_after() if change.kind in ("quarantined", "released")]
        assert (held, store.kept_back()) == (["quarantined", "released"], [])
        assert store.count() == 36


def test_the_message_has_one_line_an_incident() -> None:
    said = "jiangzhou.daily: redesign: 3 pages are unlike those before (run run-1)"
    assert message([INCIDENT, INCIDENT]) == f"{said}\n{said}"


def test_a_receiver_that_fails_is_an_error_and_the_other_channel_is_served() -> None:
    with (
        webhook(500) as (address, got),
        mail_server() as (smtp, mails),
        pytest.raises(AlertFailed, match="500"),
    ):
        send([INCIDENT], Channels(address, "desk@jiangzhou.example", smtp))
    assert len(got) == 1
    (mail,) = mails
    assert "To: desk@jiangzhou.example" in mail
    assert "Subject: newscrawl: jiangzhou.daily: redesign" in mail
    assert "unlike those before" in mail


@pytest.mark.parametrize(
    "channels",
    [
        Channels(webhook="http://127.0.0.1:{port}/services/secret"),
        Channels(webhook="http://例子.example/services/secret"),
        Channels(mail="desk@jiangzhou.example", smtp="smtp://127.0.0.1:none"),
    ],
)
def test_whatever_a_receiver_answers_is_an_error_that_keeps_its_secret(channels: Channels) -> None:
    with babbling() as port, pytest.raises(AlertFailed) as failed:
        send([INCIDENT], replace(channels, webhook=channels.webhook.format(port=port)))
    assert "secret" not in str(failed.value)


@contextmanager
def babbling() -> Iterator[int]:
    """The port of a server that answers what is no HTTP."""

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.readline()
            self.wfile.write(b"220 mail\r\n\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@contextmanager
def mail_server() -> Iterator[tuple[str, list[str]]]:
    """A mail server that says yes to everything: its address, and the mails that it took."""
    mails: list[str] = []

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 mail\r\n")
            while line := self.rfile.readline():
                if line.upper().startswith(b"DATA"):
                    self.wfile.write(b"354 go on\r\n")
                    mails.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", mails
        server.shutdown()
