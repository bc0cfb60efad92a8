"""The options by which commands are told which articles are meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from newscrawl.store import Selection

_DAY = click.DateTime(["%Y-%m-%d"])

_OPTIONS = (
    click.option("--site", help="Only this site: its id, or the host of an undeclared one."),
    click.option("--outlet", help="Only what credits this outlet: its key in the register, or its name."),
    click.option("--region", metavar="CODE", help="Only what is about this division, such as 511700 or 51."),
    click.option("--from", "since", type=_DAY, metavar="DAY", help="Published on this day or later."),
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
    """The selection that the options say. Raises UsageError for a region that is no code."""
    names = ("site", "outlet", "region", "reporter", "story", "first_only", "run")
    said = {name: asked.pop(name) for name in names}
    return Selection(since=_day(asked.pop("since")), until=_day(asked.pop("until")), **said)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
