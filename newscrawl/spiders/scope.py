"""How much of a site a run takes: everything anew, only what is recent, only so many articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from newscrawl.discover.links import Link
from newscrawl.errors import UsageError

ARGUMENTS = ("full", "since", "limit")

_YES = ("1", "true", "yes")
_NO = ("", "0", "false", "no")
# Beside a link: 2024-03-12, 2024年3月12日; in an address: /2024/03/12/, /202403/t20240312_, /2024-03/12/.
_SHOWN = re.compile(r"((?:19|20)\d\d)[-/.年] ?(\d{1,2})[-/.月] ?(\d{1,2})")
_ADDRESS = re.compile(
    r"[/_t-]((?:19|20)\d\d)(?:[-/_](0?[1-9]|1[0-2])[-/_]([12]\d|3[01]|0?[1-9])(?!\d)"
    r"|(0[1-9]|1[0-2])(?:/t?\d{6})?([12]\d|3[01]|0[1-9])(?!\d))"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """`full`: known pages too, without asking whether they have changed; `since`: no article dated earlier;
    `limit`: at most so many articles.
    """

    full: bool = False
    since: date | None = None
    limit: int | None = None

    def takes(self, link: Link) -> bool:
        """Whether a link is within the scope; one whose date is not known is."""
        if self.since is None:
            return True
        shown = date_of(link)
        return shown is None or shown >= self.since


def scope(full: str = "", since: str = "", limit: str = "") -> Scope:
    """The scope that `-a full=1 -a since=2024-03-01 -a limit=100` name. Raises UsageError."""
    if full.lower() not in _YES + _NO:
        raise UsageError(f"-a full={full}: write full=1")
    try:
        day = date.fromisoformat(since) if since else None
    except ValueError as error:
        raise UsageError(f"-a since={since}: not a date of the form 2024-03-01") from error
    if limit and not (limit.isascii() and limit.isdigit() and int(limit)):
        raise UsageError(f"-a limit={limit}: not a number of articles")
    return Scope(full.lower() in _YES, day, int(limit) if limit else None)


def date_of(link: Link) -> date | None:
    """The full date that a list shows beside a link, else the one in its address."""
    match = _SHOWN.search(link.date or "") or _ADDRESS.search(link.url)
    if match is None:
        return None
    try:
        return date(*(int(number) for number in match.groups() if number))
    except ValueError:
        return None
