"""Events → a Redis stream: one entry an event, with the fields id, article, version, kind, event."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any

from newscrawl.errors import MissingExtra, UsageError
from newscrawl.publish.event import Event
from newscrawl.publish.sender import Unreachable
from newscrawl.publish.target import Target


class RedisStream:
    """Adds with XADD, many at a time. A stream with a `maxlen` is trimmed to about that on the way."""

    batch = 200

    def __init__(self, target: Target) -> None:
        """Raises: MissingExtra; UsageError for an address that Redis does not understand."""
        try:
            import redis.asyncio
            from redis.exceptions import RedisError
        except ModuleNotFoundError:
            raise MissingExtra('Redis needs its client: pip install "newscrawl[publish]"')
        self._target, self._error = target, RedisError
        try:
            self._client: Any = redis.asyncio.Redis.from_url(
                target.url, socket_timeout=30, socket_connect_timeout=10
            )
        except ValueError as error:
            raise UsageError(f"{target.shown}: {error}")

    async def send(self, events: Sequence[Event]) -> None:
        """Raises Unreachable."""
        try:
            async with self._client.pipeline(transaction=False) as pipe:
                for event in events:
                    fields = {
                        "id": event.id,
                        "article": event.article,
                        "version": event.version,
                        "kind": event.kind,
                        "event": event.body,
                    }
                    pipe.xadd(self._target.channel, fields, maxlen=self._target.keep, approximate=True)
                await pipe.execute()
        except (self._error, OSError) as error:
            raise Unreachable(f"{self._target.shown}: {error}")

    async def __aenter__(self) -> RedisStream:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._client.aclose()
