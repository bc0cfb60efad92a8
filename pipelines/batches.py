"""Collecting items into batches for something that is cheaper a hundred at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")

SIZE = 64
SECONDS = 0.5


class Batches(Generic[Item]):
    """Hands items on, SIZE at a time or SECONDS after the first, one batch after the other.

    A batch may be asked for without an item, for what else goes with it.

    Whoever adds the item that fills a batch waits until it is handed on: a slow database slows the crawl
    down instead of filling the memory.
    """

    def __init__(self, hand_on: Callable[[list[Item]], Awaitable[None]]) -> None:
        self._hand_on = hand_on
        self._waiting: list[Item] = []
        self._one_at_a_time = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._next: asyncio.Task[None] | None = None
        self._again = False

    async def add(self, item: Item) -> None:
        """Take `item` into the batch."""
        self._waiting.append(item)
        if len(self._waiting) >= SIZE:
            await self.flush()
        else:
            self.flush_soon()

    async def flush(self) -> None:
        """Hand on all that waits; returns when it, and every batch before it, is done."""
        async with self._one_at_a_time:
            batch, self._waiting = self._waiting, []
            await self._hand_on(batch)

    def flush_soon(self) -> None:
        """Hand on what waits after SECONDS at the latest."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SECONDS, self.flush_now)

    def flush_now(self) -> None:
        """Hand on what waits as soon as the batch under way is done; returns at once."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._next is None or self._next.done():
            # Kept, because the loop itself does not keep a task from being collected.
            self._next = asyncio.create_task(self._flush_all())
        else:
            # The batch under way was taken before: what has come since would wait for an item that may
            # never come.
            self._again = True

    async def _flush_all(self) -> None:
        """Flush as often as it was asked for meanwhile."""
        await self.flush()
        while self._again:
            self._again = False
            await self.flush()

    async def close(self) -> None:
        """Hand on all that waits, and stop the clock."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        await self.flush()
