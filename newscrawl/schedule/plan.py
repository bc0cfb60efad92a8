"""Site → the minutes of the day at which its runs start."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from newscrawl.errors import UsageError
from newscrawl.model import Site

DAY = 24 * 60
STEPS = tuple(minutes for minutes in range(5, DAY + 1) if DAY % minutes == 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What all runs have in common.

    `every`: minutes from start to start, a divisor of the day. `limit`: minutes after which a run is asked to
    end (the next one continues it). `folder` is where runs work, `bin` where `scrapy` is.
    `environment`: a file of NAME=VALUE lines that each run reads, or None. `log`: the folder of the logs.
    """

    every: int
    limit: int
    folder: Path
    bin: Path
    log: Path
    environment: Path | None = None

    def __post_init__(self) -> None:
        """Raises UsageError where `every` does not divide the day, or `limit` is no time."""
        if self.every not in STEPS:
            near = min(STEPS, key=lambda step: abs(step - self.every))
            raise UsageError(f"{self.every} minutes do not divide the day evenly; {near} would")
        if self.limit < 1:
            raise UsageError("a run needs a minute at least")


@dataclass(frozen=True, slots=True)
class Start:
    """The starts of one site: minutes after its midnight, and those of `zone` its clock shows."""

    site: str
    name: str
    zone: str
    minutes: tuple[int, ...]


def plan(site: Site, every: int) -> Start:
    """The starts of `site`, spread by its id: other sites move none of them, and few start together."""
    offset = int.from_bytes(hashlib.blake2b(site.id.encode(), digest_size=8).digest(), "big") % every
    opens, closes = site.hours
    length = (closes - opens) % 24 * 60 or DAY
    candidates = range(offset, DAY, every)
    minutes = tuple(minute for minute in candidates if (minute - opens * 60) % DAY < length)
    # Hours shorter than the distance of two starts may hold none: then there is one, soon after they begin.
    return Start(site.id, site.name, site.timezone, minutes or ((opens * 60 + offset % length) % DAY,))


def shift(start: Start, zone: str, day: datetime) -> tuple[int, ...]:
    """The starts as a clock in `zone` shows them on `day`, sorted."""
    there = day.astimezone(ZoneInfo(start.zone)).utcoffset() or timedelta()
    here = day.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    minutes = round((here - there).total_seconds() / 60)
    return tuple(sorted((minute + minutes) % DAY for minute in start.minutes))
