"""Batches: what comes while one is being handed on."""

from __future__ import annotations

import asyncio

from pipelines.batches import Batches


def test_what_comes_while_a_batch_is_under_way_does_not_wait_for_another_item():
    async def story() -> list[list[int]]:
        handed: list[list[int]] = []
        slow, under_way, all_done = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def hand_on(batch: list[int]) -> None:
            under_way.set()
            await slow.wait()
            handed.append(batch)
            if 2 in batch:
                all_done.set()

        batches = Batches(hand_on)
        await batches.add(1)
        batches.flush_now()
        await under_way.wait()
        await batches.add(2)
        batches.flush_now()  # the clock strikes while the first batch is still being stored
        slow.set()
        await asyncio.wait_for(all_done.wait(), 10)
        return handed

    assert asyncio.run(story()) == [[1], [2]]
