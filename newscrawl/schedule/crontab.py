"""Plan → a crontab."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from newscrawl.schedule.plan import Plan, Start, shift

_HEAD = """\
# newscrawl: one line a site. `newscrawl schedule crontab` wrote this; install it with: crontab FILE
# Times are those of a clock in {zone}, which this machine has to show.
SHELL=/bin/sh
"""


def crontab(starts: Iterable[Start], plan: Plan, zone: str, day: datetime) -> str:
    """The text of a crontab for a machine whose clock shows the time of `zone`, as it is on `day`."""
    lines = [
        _line(start, plan, minute, hours) for start in starts for minute, hours in _hours(start, zone, day)
    ]
    return _HEAD.format(zone=zone) + "".join(f"{line}\n" for line in lines)


def _line(start: Start, plan: Plan, minute: int, hours: str) -> str:
    # In a crontab a bare % ends the command.
    return f"{minute} {hours} * * * {command(start.site, plan)}".replace("%", r"\%")


def command(site: str, plan: Plan) -> str:
    """The command line of one run: its environment, its time limit, its log."""
    log = _quoted(plan.log / f"{site}.log")
    load = f"set -a; . {_quoted(plan.environment)}; " if plan.environment else ""
    limit = f"timeout --preserve-status -k 60 {plan.limit}m"
    run = f"{limit} {_quoted(plan.bin / 'scrapy')} crawl {shlex.quote(site)}"
    return f"{load}mkdir -p {_quoted(plan.log)} && cd {_quoted(plan.folder)} && {run} >>{log} 2>&1"


def _hours(start: Start, zone: str, day: datetime) -> Iterator[tuple[int, str]]:
    by_minute: dict[int, list[int]] = {}
    for minute in shift(start, zone, day):
        by_minute.setdefault(minute % 60, []).append(minute // 60)
    for minute, hours in by_minute.items():
        yield minute, "*" if len(hours) == 24 else ",".join(map(str, hours))


def _quoted(path: Path | None) -> str:
    return shlex.quote(str(path))
