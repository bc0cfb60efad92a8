"""Collecting items into batches for something that is cheaper a hundred at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")

SIZE = 100
SECONDS = 2.0


class Batches(Generic[Item]):
    """Hands items on, SIZE at a time or SECONDS after the first, one batch after the other.

    Whoever adds the item that fills a batch waits until it is handed on: a slow database slows the crawl
    down instead of filling the memory.
    """

    def __init__(self, hand_on: Callable[[list[Item]], Awaitable[None]]) -> None:
        self._hand_on = hand_on
        self._waiting: list[Item] = []
        self._one_at_a_time = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._late: asyncio.Task[None] | None = None

    async def add(self, item: Item) -> None:
        """Take `item` into the batch."""
        self._waiting.append(item)
        if len(self._waiting) >= SIZE:
            await self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SECONDS, self._flush_late)

    async def flush(self) -> None:
        """Hand on all that waits; returns when it, and every batch before it, is done."""
        async with self._one_at_a_time:
            batch, self._waiting = self._waiting, []
            if batch:
                await self._hand_on(batch)

    async def close(self) -> None:
        """Hand on all that waits, and stop the clock."""
        if self._timer is not None:
            self._timer.cancel()
        await self.flush()

    def _flush_late(self) -> None:
        self._timer = None
        # Kept, because the loop itself does not keep a task from being collected.
        self._late = asyncio.create_task(self.flush())
