"""How long the stages of a crawl take, as statistics: `newscrawl/us/STAGE`, microseconds in all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from scrapy.statscollectors import StatsCollector


@contextmanager
def timed(stats: StatsCollector, stage: str) -> Iterator[None]:
    """Count the time that the block takes, waiting included, as that of `stage`."""
    began = perf_counter()
    try:
        yield
    finally:
        stats.inc_value(f"newscrawl/us/{stage}", round((perf_counter() - began) * 1e6))
