"""Changes published to real servers: in order, at least once, whatever dies; and the sample consumer, once."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import redis
from click.testing import CliRunner, Result
from conftest import ROOT
from receivers import SECRET, Receiver, in_stream, nats_server, receiver, redis_server
from records import record
from test_delivery import save, withdraw

from newscrawl.commands import main
from newscrawl.commands._schemas import event_schema
from newscrawl.commands.schema import record_schema
from newscrawl.errors import LockHeld, UsageError
from newscrawl.publish import addresses
from newscrawl.publish.relay import Sent, relay
from newscrawl.publish.sender import Unreachable
from newscrawl.publish.target import read_target
from newscrawl.publish.transports import sender
from newscrawl.publish.webhook import Patience, Webhook
from newscrawl.store import Store

HASTY = Patience(attempts=3, first=0.001, longest=0.002)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty SQLite database that the commands work on."""
    monkeypatch.setattr("newscrawl.settings.NEWSCRAWL_DATABASE_URL", f"sqlite:///{tmp_path}/news.db")
    return f"sqlite:///{tmp_path}/news.db"


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as address:
        yield address


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as kept:
        yield kept


def publish(*arguments: str, secret: str = SECRET) -> Result:
    return CliRunner().invoke(main, ["publish", *arguments], env={"NEWSCRAWL_WEBHOOK_SECRET": secret})


def sent_to(store: Store, address: str, patience: Patience = HASTY, follow: bool = False) -> Sent:
    target = read_target(address)
    way = sender(target, SECRET, False, patience)

    async def go() -> Sent:
        async with way:
            return await relay(outbox, way, follow, lambda _: None)

    with store.outbox(target.name, target.shown) as outbox:
        return asyncio.run(go())


def keys(events: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    return [(one["subject"], one["articleversion"], one["changekind"]) for one in events]


def test_each_change_is_an_event_with_the_article_as_it_was_then(url: str, redis_url: str) -> None:
    one, two = record(1), record(2)
    with Store(url) as store:
        save(store, one, two)
        save(store, record(1, title="改了"))
        withdraw(store, two.id)
        store.quarantine([one.id], "fill", "suspicious")
        store.release([one.id])
    done = publish("--to", f"{redis_url}?stream=changes")
    assert (done.exit_code, "6 events" in done.stderr) == (0, True), done.output
    events = in_stream(redis_url, "changes")
    assert keys(events) == [
        (one.id, 1, "new"), (two.id, 1, "new"), (one.id, 2, "changed"), (two.id, 1, "withdrawn"),
        (one.id, 2, "quarantined"), (one.id, 2, "released"),
    ]  # fmt: skip
    for event in events:
        jsonschema.validate(event, event_schema(record_schema()))
    first, _, changed, gone, held, back = (event["data"] for event in events)
    assert (first["title"], first["version"], first["status"]) == (one.title, 1, "live")
    assert (changed["title"], changed["version"], changed["status"]) == ("改了", 2, "changed")
    assert gone["schema"] == held["schema"] == "newscrawl.tombstone/1"
    assert (gone["status"], held["status"], back["title"]) == ("withdrawn", "quarantined", "改了")


def test_what_is_in_quarantine_is_not_published(url: str, redis_url: str) -> None:
    with Store(url) as store:
        save(store, record(1), record(2))
        store.quarantine([record(1).id], "fill", "suspicious")
        assert sent_to(store, f"{redis_url}?stream=held").events == 2
    assert keys(in_stream(redis_url, "held")) == [(record(2).id, 1, "new"), (record(1).id, 1, "quarantined")]


def test_an_event_is_a_cloudevent(database_url: str, hook: Receiver) -> None:
    with Store(database_url) as store:
        save(store, record(1))
        sent_to(store, hook.url)
    (event,) = hook.taken
    # What CloudEvents 1.0 requires: these four, none of them empty, and lower-case names of letters and digits.
    assert event["specversion"] == "1.0"
    assert all(isinstance(event[name], str) and event[name] for name in ("id", "source", "type"))
    assert all(re.fullmatch("[a-z0-9]+", name) for name in event)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", event["time"])
    assert event["datacontenttype"] == "application/json"
    assert event["header"] == event["id"]
    assert event["data"]["id"] == event["subject"]


def test_a_call_goes_on_where_the_last_one_ended(url: str, redis_url: str) -> None:
    address = f"{redis_url}?stream=twice"
    with Store(url) as store:
        save(store, record(1))
    assert "1 events" in publish("--to", address).stderr
    assert "0 events" in publish("--to", address).stderr
    with Store(url) as store:
        save(store, record(2))
    assert "1 events" in publish("--to", address).stderr
    assert "2 events" in publish("--to", address, "--name", "another").stderr
    assert "0 events" in publish("--to", address, "--name", "late", "--from-now").stderr
    told = {line.split("\t")[0]: line.split("\t")[1:5] for line in publish("status").stdout.splitlines()}
    assert told["another"] == ["2", "0", "2", "0"]
    assert told["late"] == ["2", "0", "0", "0"]


def test_one_relay_of_a_target_at_a_time(url: str, redis_url: str) -> None:
    with Store(url) as store, store.outbox("desk", "x"):
        assert publish("--to", redis_url, "--name", "desk").exit_code == LockHeld.exit_code


def test_a_receiver_that_is_busy_is_asked_again(url: str, hook: Receiver) -> None:
    answers = iter([503, 429, 500, 204, 204])
    hook.answer = lambda event: (next(answers), {"retry-after": "0"})
    with Store(url) as store:
        save(store, record(1), record(2))
        assert sent_to(store, hook.url, Patience(4, 0.001, 0.002)).events == 2
    assert keys(hook.taken) == [(record(number).id, 1, "new") for number in (1, 2)]
    assert hook.refused == 0


def test_an_event_that_is_refused_is_a_dead_letter_that_can_be_sent_again(
    database_url: str, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = database_url
    monkeypatch.setattr("newscrawl.settings.NEWSCRAWL_DATABASE_URL", url)
    bad = record(2).id
    hook.answer = lambda event: (422 if event["subject"] == bad else 204, {})
    with Store(url) as store:
        save(store, record(1), record(2), record(3))
        done = sent_to(store, hook.url)
    assert (done.events, done.dead) == (2, 1)
    (listed,) = publish("dead", hook.url).stdout.splitlines()
    assert listed.startswith(f"{bad}.1.new.")
    assert listed.endswith("422 Unprocessable Entity")
    assert publish("dead", hook.url, "--resend").exit_code == 1, "still refused"
    hook.answer = lambda event: (204, {})
    assert publish("dead", hook.url, "--resend").exit_code == 0
    assert publish("dead", hook.url).stdout == ""
    assert [event["subject"] for event in hook.taken] == [record(number).id for number in (1, 3, 2)]


@pytest.mark.parametrize(("status", "told"), [(404, "404 Not Found"), (302, "302 Found"), (410, "410 Gone")])
def test_a_wrong_door_stops_the_relay_and_nothing_is_lost(
    url: str, hook: Receiver, status: int, told: str
) -> None:
    hook.answer = lambda event: (status, {"location": "http://127.0.0.1:1/"})
    with Store(url) as store:
        save(store, record(1))
    done = publish("--to", hook.url)
    assert done.exit_code == 1
    assert told in done.stderr
    assert "the events wait" in done.stderr
    assert publish("status").stdout.split("\t")[2] == "1"
    hook.answer = lambda event: (204, {})
    assert "1 events" in publish("--to", hook.url).stderr
    assert publish("status").stdout.rstrip("\n").split("\t")[-1] == "", "no failure any more"


def test_a_receiver_that_is_down_keeps_its_events(url: str) -> None:
    with receiver() as gone:
        address = gone.url
    with Store(url) as store:
        save(store, record(1))
    done = publish("--to", address, "--attempts", "1")
    assert (done.exit_code, "the events wait" in done.stderr) == (1, True)
    with receiver(int(address.split(":")[2].split("/")[0])) as back:
        assert publish("--to", address).exit_code == 0
        assert len(back.taken) == 1


def test_what_was_taken_before_the_receiver_went_is_not_sent_again(url: str, hook: Receiver) -> None:
    hook.answer = lambda event: (204 if len(hook.events) < 2 else 503, {})
    with Store(url) as store:
        save(store, record(1), record(2), record(3))
        with pytest.raises(Unreachable):
            sent_to(store, hook.url)
        assert (store.targets()[0].waiting, store.targets()[0].sent) == (1, 2)
        hook.answer = lambda event: (204, {})
        assert sent_to(store, hook.url).events == 1


def test_a_wrong_secret_is_told_by_the_receiver(url: str, hook: Receiver) -> None:
    with Store(url) as store:
        save(store, record(1))
    done = publish("--to", hook.url, secret="whsec_" + "QUJD" * 8)
    assert (done.exit_code, hook.refused) == (1, 1)
    assert "401 Unauthorized; check address and secret" in done.stderr


@pytest.mark.parametrize("secret", ["", "whsec_?"])
def test_webhooks_need_a_secret(secret: str) -> None:
    with pytest.raises(UsageError, match="NEWSCRAWL_WEBHOOK_SECRET"):
        Webhook(read_target("https://desk.example/hook"), secret)


@pytest.mark.parametrize("header", ["soon", "\xb2", "Sun, 01 Mar 2026 12:00:00 +99999999999999999999"])
def test_a_receiver_that_says_nonsense_is_asked_again(url: str, hook: Receiver, header: str) -> None:
    answers = iter([(503, {"retry-after": header}), (204, {})])
    hook.answer = lambda event: next(answers)
    with Store(url) as store:
        save(store, record(1))
        assert sent_to(store, hook.url, Patience(first=0.0)).events == 1


def test_a_receiver_that_asks_for_more_time_than_we_wait_is_left(url: str, hook: Receiver) -> None:
    hook.answer = lambda event: (503, {"retry-after": "100000"})
    with Store(url) as store:
        save(store, record(1))
        with pytest.raises(Unreachable, match="100000 s"):
            sent_to(store, hook.url)
    assert len(hook.events) == 1


def test_a_relay_that_follows_comes_back_when_it_was_told_to(
    url: str, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        raise asyncio.CancelledError

    monkeypatch.setattr("newscrawl.publish.relay.asyncio.sleep", pause)
    for said in ("7200", "99999999"):
        hook.answer = lambda event, said=said: (503, {"retry-after": said})
        with Store(url) as store:
            save(store, record(1))
            with pytest.raises(asyncio.CancelledError):
                sent_to(store, hook.url, follow=True)
    assert pauses == [7200, 86_400]


def test_retry_after_is_waited_for(url: str, hook: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr("newscrawl.publish.webhook.asyncio.sleep", pause)
    answers = iter([(503, {"retry-after": "77"}), (500, {}), (204, {})])
    hook.answer = lambda event: next(answers)
    with Store(url) as store:
        save(store, record(1))
        assert sent_to(store, hook.url, Patience(first=10.0, longest=40.0)).events == 1
    assert pauses[0] == 77
    assert 10 <= pauses[1] <= 20, "the second pause is twice the first, less a random part"


def test_a_relay_that_follows_sends_what_comes_and_ends_when_told(
    url: str, tmp_path: Path, redis_url: str
) -> None:
    address = f"{redis_url}?stream=followed"
    with Store(url) as store:
        save(store, record(1))
    relay = start([sys.executable, "-m", "newscrawl", "publish", "--to", address, "--follow"], tmp_path)
    with redis.Redis.from_url(redis_url, socket_timeout=None) as client:
        ((_, [(first, _)]),) = client.xread({"followed": "0"}, block=60_000)
        with Store(url) as store:
            save(store, record(2))
        ((_, [(_, fields)]),) = client.xread({"followed": first}, block=60_000)
    assert fields[b"article"].decode() == record(2).id
    relay.terminate()
    assert relay.wait() == 0


def test_only_private_addresses_that_are_named_are_contacted(monkeypatch: pytest.MonkeyPatch) -> None:
    addresses.check("http://127.0.0.1:8000/hook", private=False)
    addresses.check("http://[::1]/hook", private=False)
    # A public name that somebody has made to lead inside: no test may ask a real name server.
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("10.0.0.7", 0))])
    with pytest.raises(Unreachable, match=r"10\.0\.0\.7, which is no public address") as refused:
        addresses.check("https://desk.example/hook", private=False)
    assert not refused.value.again
    addresses.check("https://desk.example/hook", private=True)


@pytest.mark.parametrize(
    ("address", "kind", "channel", "shown"),
    [
        ("redis://:secret@h:6379/1?stream=s&maxlen=10", "redis", "s", "redis://h:6379/1#s"),
        ("https://u:p@h/hook?token=t", "webhook", "hook", "https://h/hook"),
        ("nats://h:4222/news.cn?stream=N", "nats", "news.cn", "nats://h:4222/news.cn"),
        ("kafka://a:9092,b:9092/news", "kafka", "news", "kafka://a:9092,b:9092/news"),
        ("amqp://u:p@h/?queue=q", "rabbit", "q", "amqp://h/#q"),
    ],
)
def test_the_address_of_a_target_is_read_and_shown_without_secrets(
    address: str, kind: str, channel: str, shown: str
) -> None:
    target = read_target(address)
    assert (target.kind, target.channel, target.shown, target.name) == (kind, channel, shown, shown)
    assert "secret" not in shown


@pytest.mark.parametrize("address", ["", "ftp://h/x", "redis://", "http://[", "redis://h/0?maxlen=0"])
def test_an_address_that_nothing_serves_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        read_target(address)


def test_a_stream_keeps_as_much_as_it_is_told(url: str, redis_url: str) -> None:
    with Store(url) as store:
        save(store, *(record(number) for number in range(700)))
        assert sent_to(store, f"{redis_url}?stream=short&maxlen=100").events == 700
    assert 100 <= len(in_stream(redis_url, "short")) < 400


async def in_jetstream(address: str, subject: str, count: int) -> list[dict[str, Any]]:
    import nats

    client = await nats.connect(address)
    subscription = await client.jetstream().subscribe(subject, ordered_consumer=True)
    found = [json.loads((await subscription.next_msg(timeout=10)).data) for _ in range(count)]
    await client.close()
    return found


def test_nats_keeps_the_events_in_a_stream(url: str, tmp_path: Path) -> None:
    with Store(url) as store, nats_server(tmp_path / "nats") as address:
        save(store, *(record(number) for number in range(20)))
        assert sent_to(store, f"{address}/news.changes?stream=NEWS").events == 20
        events = asyncio.run(in_jetstream(address, "news.changes", 20))
        assert [event["articleversion"] for event in events] == [1] * 20
        assert len({event["id"] for event in events}) == 20


@pytest.mark.parametrize("kind", ["kafka", "amqp", "nats"])
def test_a_broker_that_is_down_keeps_its_events(url: str, kind: str) -> None:
    with Store(url) as store:
        save(store, record(1))
        with pytest.raises(Unreachable):
            sent_to(store, f"{kind}://127.0.0.1:9/news")
        assert store.targets()[0].waiting == 1


def consumer_source() -> str:
    """The sample consumer, as docs/publish.md has it."""
    text = (ROOT / "docs" / "publish.md").read_text(encoding="utf-8")
    (source,) = re.findall(r"```python\n(\"\"\"Articles from a Redis stream.*?)```", text, re.S)
    return str(source)


def start(command: list[str], folder: Path, **more: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"NEWSCRAWL_DATABASE_URL": f"sqlite:///{folder}/news.db"} | more
    return subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)


def test_the_sample_consumer_acts_once_on_each_event_whatever_is_killed(
    url: str, tmp_path: Path, redis_url: str
) -> None:
    """`python -m tests.torture publish` does it with 10,000 events, 20 kills and every transport."""
    consumer = tmp_path / "consumer.py"
    consumer.write_text(consumer_source(), encoding="utf-8")
    reading = [sys.executable, str(consumer), f"{redis_url}", "sample", str(tmp_path / "desk.db")]
    sending = [sys.executable, "-m", "newscrawl", "publish", "--to", f"{redis_url}?stream=sample"]
    with Store(url) as store:
        save(store, *(record(number) for number in range(240)))
        save(store, *(record(number, title=f"改{number}") for number in range(0, 240, 3)))
    relay, reader = start(sending, tmp_path), start(reading, tmp_path)
    with redis.Redis.from_url(redis_url, socket_timeout=None) as client:
        client.xread({"sample": "0"}, block=60_000)
    for process in (relay, reader):
        process.kill()
        process.wait()
    assert start(sending, tmp_path).wait() == 0
    assert start([*reading, "--once"], tmp_path).wait() == 0
    with closing(sqlite3.connect(tmp_path / "desk.db")) as desk:
        applied = dict(desk.execute("SELECT id, version FROM articles"))
        events = desk.execute("SELECT count(*), count(DISTINCT id) FROM events").fetchone()
    expected = {record(number).id: 2 if number % 3 == 0 else 1 for number in range(240)}
    assert applied == expected
    assert events == (320, 320)
    seen = keys(in_stream(redis_url, "sample"))
    assert len(set(seen)) == 320, "none missed; what is there twice has the same id and version"
