"""The options by which commands are told which articles are meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from newscrawl.commands._asking import region_code
from newscrawl.store import Selection

_DAY = click.DateTime(["%Y-%m-%d"])

_OPTIONS = (
    click.option("--site", help="Only this site: its id, or the host of an undeclared one."),
    click.option("--outlet", help="Only what credits this outlet: its key in the register, or its name."),
    click.option("--region", metavar="CODE|NAME", help="Only what is about this division: 511700, 51, 达州."),
    click.option(
        "--from", "since", type=_DAY, metavar="DAY", help="Published on this day (2024-01-31) or later."
    ),
    click.option("--to", "until", type=_DAY, metavar="DAY", help="Published on this day or before."),
    click.option("--reporter", metavar="NAME", help="Only what this reporter wrote; the whole name."),
    click.option("--story", metavar="ID", help="Only the copies of this story."),
    click.option("--first-only", is_flag=True, help="Only the first copy of each story, no reprints."),
    click.option("--run", metavar="ID", help="Only what this run met."),
)


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; `selection_of` takes them out of what the command is called with."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def selection_of(asked: dict[str, Any]) -> Selection:
    """The selection that the options say. Raises UsageError for a region that is not one division."""
    names = ("site", "outlet", "reporter", "story", "first_only", "run")
    said = {name: asked.pop(name) for name in names}
    region = asked.pop("region")
    code = region and region_code(region)
    return Selection(since=_day(asked.pop("since")), until=_day(asked.pop("until")), region=code, **said)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
