"""Several workers at one site: who holds which lease, who may ask, and nothing lost when one is killed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest
import redis

from newscrawl import ledger
from newscrawl.errors import LockHeld, UsageError
from newscrawl.ledger import Delta, Found, Lease, key_of
from newscrawl.middlewares.pace import PREFIX, QUIET, OnHold, Pace
from newscrawl.store import Store
from tests.conftest import new_database
from tests.crawling import Answer, WebServer
from tests.receivers import redis_server
from tests.torture.workers import workers
from tests.visiting import visit

SITE = "www.anzhou.example"
ADDRESS = "192.0.2.7"


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def url(server: str, made_postgresql: str) -> str:
    return new_database(server, made_postgresql)


def leased(store: Store, run: str, want: int, found: int = 0) -> list[Lease]:
    """The leases of a transaction that notes so many links."""
    links = [Found(key_of(f"{n}"), "article", f"http://{SITE}/{n}.html") for n in range(found)]
    with store.transaction(run) as transaction:
        return list(ledger.commit(transaction, Delta(found=links, want=want)).leases)


def test_workers_lease_apart_and_a_dead_ones_leases_are_queued_again(url: str) -> None:
    with Store(url) as one, Store(url) as other:
        first, second = (store.begin_run(SITE, shared=True) for store in (one, other))
        mine, its = leased(one, first, 6, found=10), leased(other, second, 6)
        assert len({lease.id for lease in [*mine, *its]}) == len(mine) + len(its) == 10
        assert leased(other, second, 6) == []
        one.close()  # its connection is gone, and with it the lock, as when the process dies
        assert {lease.id for lease in leased(other, second, 10)} == {lease.id for lease in mine}
        assert [run.status for run in other.runs()] == ["running", "lost"]


def test_a_run_for_itself_and_workers_exclude_each_other(url: str) -> None:
    with Store(url) as one, Store(url) as other:
        one.begin_run(SITE, shared=True)
        with pytest.raises(LockHeld):
            other.begin_run(SITE)


def test_several_workers_need_a_server(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/news.db") as store, pytest.raises(UsageError, match="need PostgreSQL"):
        store.begin_run(SITE, shared=True)


def test_turns_keep_their_distance_and_a_new_server_is_given_time(redis_url: str) -> None:
    async def asked() -> list[float]:
        began, came = monotonic(), []
        one, other = Pace(redis_url), Pace(redis_url)

        async def ask(pace: Pace) -> None:
            for _ in range(4):
                token = await pace.turn(ADDRESS, SITE, 0.1, 2)
                came.append(monotonic() - began)
                await pace.end(token, {})

        await asyncio.gather(ask(one), ask(other))
        await asyncio.gather(one.close(), other.close())
        return sorted(came)

    came = asyncio.run(asked())
    assert came[0] >= QUIET - 0.01
    # What one is late between its turn and here, on a busy machine, the next gains on it: one at most.
    gaps = sorted(after - before for before, after in pairwise(came))
    assert gaps[1] >= 0.1
    assert sum(gaps) >= 0.1 * len(gaps)


def test_many_requests_at_once_end_without_a_fault(redis_url: str) -> None:
    async def asked() -> int:
        pace, most = Pace(redis_url), 0
        under_way: set[str] = set()

        async def ask() -> None:
            nonlocal most
            for _ in range(3):
                token = await pace.turn(ADDRESS, SITE, 0.0, 16)
                under_way.add(token)
                most = max(most, len(under_way))
                await pace.tell({})
                under_way.remove(token)
                await pace.end(token, {})

        await asyncio.gather(*(ask() for _ in range(32)))
        await pace.close()
        return most

    assert 1 < asyncio.run(asked()) <= 16


def test_a_hold_is_told_to_the_others_and_survives_the_loss_of_what_redis_knew(redis_url: str) -> None:
    async def held() -> list[float]:
        one, other = Pace(redis_url), Pace(redis_url)
        token = await one.turn(ADDRESS, SITE, 0.0, 2)
        await one.end(token, {SITE: 60.0})
        found = []
        for _ in range(2):
            with pytest.raises(OnHold) as told:
                await other.turn(ADDRESS, SITE, 0.0, 2)
            found.append(told.value.seconds)
            with redis.Redis.from_url(redis_url) as client:
                client.flushall()
            await one.tell({SITE: 50.0})
        await asyncio.gather(one.close(), other.close())
        return found

    before, after = asyncio.run(held())
    assert 50 < before <= 60
    assert 40 < after <= 50


def test_a_robots_txt_waits_for_a_host_on_hold_without_asking_all_the_time(redis_url: str) -> None:
    """Another worker was told to wait when this one begins."""
    with redis.Redis.from_url(redis_url) as client, WebServer({"/0": Answer("<p>江州")}) as server:
        client.set(f"{PREFIX}hold:held.example", 1, px=1000 * (int(QUIET) + 5))
        before = client.info("commandstats").get("cmdstat_eval", {"calls": 0})["calls"]
        seen = visit(
            ["http://held.example/0"], {"held.example": server.address}, NEWSCRAWL_REDIS_URL=redis_url
        )
        asked = client.info("commandstats")["cmdstat_eval"]["calls"] - before
    assert seen.found == {"http://held.example/0": 200}
    assert server.paths() == ["/robots.txt", "/0"]
    assert asked < 50, asked


def test_killed_workers_and_a_redis_without_its_data_lose_nothing(tmp_path: Path) -> None:
    shared = workers(tmp_path, articles=60, count=2, kills=1, delay=0.02)
    assert [fault for fault in shared.faults if "gaps" not in fault] == [], shared.log
    # The server's clock is read once a busy machine lets it; without a common pace it would be every third.
    assert shared.broken <= 3
    assert shared.kills >= 1


def test_an_address_that_is_none_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="NEWSCRAWL_REDIS_URL"):
        Pace("postgresql://127.0.0.1/0")
