"""Relay and consumer killed 20 times over 10,000 events, on each transport: none missed, repeats alike."""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import nats  # noqa: E402
from receivers import SECRET, Receiver, entries, in_stream, nats_server, receiver, redis_server  # noqa: E402
from records import record  # noqa: E402
from test_publish import consumer_source, in_jetstream  # noqa: E402

from newscrawl.store import Ending, Store  # noqa: E402

EVENTS = 10_000
KILLS = 20


@dataclass(slots=True)
class Target:
    """Where events go: its address, how many are there, all of them, and what else is killed with the relay."""

    address: str
    count: Callable[[], int]
    events: Callable[[], list[dict[str, Any]]]
    consume: list[str] = field(default_factory=list)
    restart: Callable[[], None] = lambda: None
    check: Callable[[], bool] = lambda: True


def main() -> int:
    """0 if nothing was missed anywhere."""
    failed = 0
    for name, opened in {"redis": _redis, "webhook": _webhook, "nats": _nats}.items():
        with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as target:
            began = time.monotonic()
            kills, faults = torture(Path(folder), target)
            print(f"{name}: {kills} kills, {time.monotonic() - began:.0f} s: {faults or 'held'}", flush=True)
            failed += bool(faults)
    return 1 if failed else 0


def torture(folder: Path, target: Target) -> tuple[int, str]:
    """How many kills there were, and what is wrong; empty if nothing is."""
    _fill(f"sqlite:///{folder}/news.db")
    chance = random.Random(1)
    relay = [sys.executable, "-m", "newscrawl", "publish", "--to", target.address]
    kills = 0
    while kills < KILLS:
        enough = target.count() + chance.randint(1, EVENTS // (KILLS + 1))
        running = [_start(relay, folder), *([_start(target.consume, folder)] if target.consume else [])]
        while target.count() < enough and running[0].poll() is None:
            time.sleep(0.005)
        if running[0].poll() is not None:
            break
        for process in running:
            process.kill()
            process.wait()
        target.restart()
        kills += 1
    code = _start(relay, folder).wait()
    if target.consume:
        code = code or _start([*target.consume, "--once"], folder).wait()
    return kills, "; ".join(_faults(target, code))


def _faults(target: Target, code: int) -> Iterator[str]:
    events = target.events()
    seen = Counter((one["subject"], one["articleversion"], one["changekind"]) for one in events)
    ids = {one["id"] for one in events}
    if code:
        yield f"code {code}"
    if len(seen) != EVENTS:
        yield f"{EVENTS - len(seen)} events missed"
    if len(ids) != len(seen):
        yield f"{len(ids)} ids for {len(seen)} events"
    if not target.check():
        yield "the consumer has not acted once on each"
    print(f"  {len(events)} sent, {len(events) - len(seen)} of them again", flush=True)


def _fill(url: str) -> None:
    with Store(url) as store:
        run = store.begin_run("jiangzhou.xinwen")
        for start in range(0, EVENTS, 500):
            store.save([record(number) for number in range(start, start + 500)], run)
        store.end_run(run, Ending("done", {}))


def _start(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "NEWSCRAWL_DATABASE_URL": f"sqlite:///{folder}/news.db", "NEWSCRAWL_WEBHOOK_SECRET": SECRET,
    }  # fmt: skip
    return subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)


@contextmanager
def _redis(folder: Path) -> Iterator[Target]:
    """With the sample consumer of the documentation, which is killed too."""
    consumer, desk = folder / "consumer.py", folder / "desk.db"
    consumer.write_text(consumer_source(), encoding="utf-8")

    def exact() -> bool:
        with closing(sqlite3.connect(desk)) as database:
            (noted,) = database.execute("SELECT count(*) FROM events").fetchone()
            (kept,) = database.execute("SELECT count(*) FROM articles WHERE version = 1").fetchone()
        return noted == kept == EVENTS

    with redis_server(folder) as address:
        yield Target(
            f"{address}?stream=news",
            lambda: entries(address, "news"),
            lambda: in_stream(address, "news"),
            [sys.executable, str(consumer), address, "news", str(desk)],
            check=exact,
        )


@contextmanager
def _webhook(folder: Path) -> Iterator[Target]:
    """With a receiver that is stopped in the middle of requests, and begun again."""
    past: list[dict[str, Any]] = []
    with receiver() as first:
        port = int(first.url.split(":")[2].split("/")[0])
    open_now: list[Any] = []

    def restart() -> None:
        if open_now:
            context, kept = open_now.pop()
            context.__exit__(None, None, None)
            past.extend(kept.taken)
        context = receiver(port)
        open_now.append((context, context.__enter__()))

    def now() -> Receiver:
        kept: Receiver = open_now[0][1]
        return kept

    restart()
    try:
        yield Target(
            first.url, lambda: len(past) + len(now().events), lambda: past + now().taken, restart=restart
        )
    finally:
        open_now[0][0].__exit__(None, None, None)


@contextmanager
def _nats(folder: Path) -> Iterator[Target]:
    with nats_server(folder / "nats") as address:

        async def count() -> int:
            client = await nats.connect(address)
            try:
                return int((await client.jetstream().stream_info("NEWS")).state.messages)
            except nats.js.errors.NotFoundError:
                return 0
            finally:
                await client.close()

        def counted() -> int:
            return asyncio.run(count())

        yield Target(
            f"{address}/news?stream=NEWS",
            counted,
            lambda: asyncio.run(in_jetstream(address, "news", counted())),
        )
