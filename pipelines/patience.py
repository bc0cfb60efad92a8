"""Waiting for a database that is away, without holding up anything else."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TypeVar

from newscrawl.errors import StorageAway

T = TypeVar("T")

logger = logging.getLogger(__name__)

PATIENCE = 1800
"""Seconds that a crawl waits: a server that is restarted or moved is back by then, or somebody is needed."""

PAUSE = 2


async def patiently(work: Callable[[], T], hurried: Callable[[], bool]) -> T:
    """What `work` gives, which is done in a thread, and again while the database cannot be reached.

    `hurried`: whether there is no time to wait any more.
    Raises: StorageAway after PATIENCE seconds, and at once whatever else `work` raises.
    """
    began, told = time.monotonic(), False
    while True:
        try:
            done = await asyncio.to_thread(work)
        except StorageAway as error:
            if time.monotonic() - began > PATIENCE or hurried():
                raise
            if not told:
                logger.warning("%s; the crawl waits for it", error)
            told = True
            await asyncio.sleep(PAUSE)
        else:
            if told:
                logger.warning("the database is back after %.0f s", time.monotonic() - began)
            return done
