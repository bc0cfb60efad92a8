"""The pace of several workers on one address, kept in Redis: who may ask now.

Redis holds nothing that may not be lost. Whoever finds it new (another run of the server, or empty) lets
QUIET pass, or one delay if that is longer: by then every worker has told anew which requests are under way,
and which hosts wait. While Redis is away nobody asks for anything.
"""

from __future__ import annotations

import asyncio
import logging
import os
import uuid
from collections.abc import Awaitable, Callable, Mapping
from itertools import count
from time import monotonic
from typing import Any

import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from newscrawl.errors import UsageError

QUIET = 3.0
"""Seconds in which every worker has told Redis what it does."""

BEAT = 1.0
ALIVE = 5.0
"""Seconds after which a request counts as over that its worker says nothing of any more."""

LATER = 0.05
"""Seconds that a turn comes later than due, and that may pass between turn and request."""

AWAY = 1.0
AWAY_SIGNS = (RedisError, OSError, EOFError)
POLL = 0.05

PREFIX = "newscrawl:pace:"

# All times are Redis's own, in ms. Gives how long to wait; below zero: as long, for the host is on hold.
_TURN = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local epoch = redis.call('HMGET', KEYS[1], 'server', 'since')
if epoch[1] ~= ARGV[1] then
  redis.call('HSET', KEYS[1], 'server', ARGV[1], 'since', now)
  epoch[2] = now
end
local quiet = epoch[2] + math.max(ARGV[4], ARGV[3]) - now
if quiet > 0 then return quiet end
local held = redis.call('PTTL', KEYS[4])
if held > 0 then return -held end
local gap = redis.call('PTTL', KEYS[2])
if gap > 0 then return gap end
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
redis.call('ZREM', KEYS[3], ARGV[2])
if redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[5]) then return tonumber(ARGV[7]) end
if tonumber(ARGV[3]) > 0 then redis.call('SET', KEYS[2], 1, 'PX', ARGV[3]) end
redis.call('ZADD', KEYS[3], now + ARGV[6], ARGV[2])
redis.call('PEXPIRE', KEYS[3], 2 * ARGV[6])
return 0
"""
# Requests under way and hosts on hold: pairs of key and token, and of key and ms.
_TELL = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local busy = tonumber(ARGV[2])
for i = 1, #KEYS do
  local value = ARGV[i + 2]
  if i <= busy then
    redis.call('ZADD', KEYS[i], now + ARGV[1], value)
    redis.call('PEXPIRE', KEYS[i], 2 * ARGV[1])
  elseif redis.call('PTTL', KEYS[i]) < tonumber(value) then
    redis.call('SET', KEYS[i], 1, 'PX', value)
  end
end
return 0
"""

log = logging.getLogger(__name__)


class OnHold(Exception):
    """Another worker was told to wait. `seconds`: how long still."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


class Closed(Exception):
    """The run ends while a request waits for its turn."""


class Pace:
    """One worker's part in it. Raises UsageError for an address that is none."""

    def __init__(self, url: str) -> None:
        try:
            redis.asyncio.ConnectionPool.from_url(url)
        except ValueError as error:
            raise UsageError(f"NEWSCRAWL_REDIS_URL: {error}") from error
        self._url = url
        self._client: Any = None
        self._server = ""
        self._one_at_a_time = asyncio.Lock()
        self._worker = f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
        self._numbers = count()
        self._busy: dict[str, str] = {}
        self._gaps: dict[str, tuple[str, float]] = {}
        self._away = self._closed = False

    async def turn(self, address: str, host: str, delay: float, limit: int) -> str:
        """Wait until one request may go to `host` at `address`; gives the token to `end` it with.

        Never more than `limit` at once, whichever worker asks. With a delay one at a time, and so many
        seconds from an answer to the next request: how long one is on its way to the server nobody knows.
        Raises: OnHold, Closed.
        """
        token = f"{self._worker}-{next(self._numbers)}"
        keys = [f"{PREFIX}{name}" for name in ("server", f"gap:{address}", f"busy:{address}", f"hold:{host}")]
        gap, limit = (delay + LATER, 1) if delay else (0.0, limit)
        while True:
            asked = monotonic()
            wait = await self._run(_TURN, keys, token, *map(_ms, (gap, QUIET)), limit, _ms(ALIVE), _ms(POLL))
            if wait < 0:
                raise OnHold(-wait / 1000)
            if wait == 0 and monotonic() - asked < LATER:
                self._busy[token], self._gaps[token] = keys[2], (keys[1], gap)
                return token
            await asyncio.sleep(wait / 1000)

    async def end(self, token: str, holds: Mapping[str, float]) -> None:
        """The request is over; tell the others at once of hosts that wait now (seconds)."""
        key, (gap_key, gap) = self._busy.pop(token), self._gaps.pop(token)
        await self.tell(holds)

        async def over(client: Any) -> None:
            if gap:
                await client.set(gap_key, 1, px=_ms(gap))
            await client.zrem(key, token)

        await self._say(over)

    async def tell(self, holds: Mapping[str, float]) -> None:
        """Tell what this worker has under way, and which hosts wait. Where Redis is away: next time."""

        async def told(client: Any) -> None:
            # Read now: while this waited for its turn, other requests began and ended.
            busy = dict(self._busy)
            keys = [*busy.values(), *(f"{PREFIX}hold:{host}" for host in holds)]
            values = [*busy, *map(_ms, holds.values())]
            if keys:
                await client.eval(_TELL, len(keys), *keys, _ms(ALIVE), len(busy), *values)

        await self._say(told)

    async def _say(self, what: Callable[[Any], Awaitable[None]]) -> None:
        """Say something to Redis if it is there; when it is this one's turn it may be gone."""
        try:
            async with self._one_at_a_time:
                if self._client is not None:
                    await what(self._client)
        except AWAY_SIGNS:
            await self._drop()

    async def close(self) -> None:
        """Let go of whatever waits."""
        self._closed = True
        await self._drop()

    async def _run(self, script: str, keys: list[str], *values: object) -> int:
        """What a script gives, as soon as Redis answers; it is told on which run of the server it counts."""
        while not self._closed:
            try:
                async with self._one_at_a_time:
                    client = self._client or await self._connect()
                    result = int(await client.eval(script, len(keys), *keys, self._server, *values))
            except AWAY_SIGNS as error:
                if not self._away:
                    log.warning("Redis is away (%s): nothing is asked until it is back", error)
                self._away = True
                await self._drop()
                await asyncio.sleep(AWAY)
                continue
            if self._away:
                log.warning("Redis is back")
            self._away = False
            return result
        raise Closed

    async def _connect(self) -> Any:
        """One connection, never renewed unseen: a new one may lead to a server that knows nothing."""
        client = redis.asyncio.Redis.from_url(
            self._url, single_connection_client=True, retry=Retry(NoBackoff(), 0),
            socket_timeout=5, socket_connect_timeout=5,
        )  # fmt: skip
        self._client = client  # whatever fails, it is closed
        self._server = str((await client.info("server"))["run_id"])
        return client

    async def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            try:
                await client.aclose()
            except AWAY_SIGNS as error:
                log.debug("Redis: %s", error)


def _ms(seconds: float) -> int:
    return max(0, round(seconds * 1000))
