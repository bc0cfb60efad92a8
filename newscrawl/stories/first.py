"""Who published a story first, and what says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class Copy:
    """One article of a story: its id, the name of the site that it stands on, the outlet that it credits, and
    when it was published (ISO 8601)."""

    id: str
    site: str | None
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class First:
    """The first copy known, the outlet that published first (None: nobody is named), and why."""

    copy: Copy
    publisher: str | None
    reason: str


def choose_first(copies: Sequence[Copy]) -> First:
    """The first of one or more copies, whatever their order.

    By day, then whose own story it is, then by the clock: on one day the credit decides before the clock, for
    times are shown to the day by some and to the second by others. Undated copies come last; the id settles
    what is left.
    """
    ordered = sorted(copies, key=_precedence)
    first = ordered[0]
    credits = Counter(copy.outlet for copy in copies if copy.outlet)
    publisher = first.outlet or (_most(credits) if credits else first.site)
    return First(
        first, publisher, "; ".join([_why(first, ordered), *_credited(credits, publisher, len(copies))])
    )


def _precedence(copy: Copy) -> tuple[str, int, str, str]:
    published = copy.published or UNDATED
    return published[:10], _distance(copy), published, copy.id


def _distance(copy: Copy) -> int:
    """0: credited to the site itself; 1: to nobody; 2: to somebody else."""
    if copy.outlet is None:
        return 1
    return 0 if copy.outlet == copy.site else 2


def _why(first: Copy, ordered: Sequence[Copy]) -> str:
    """What sets the first copy apart from the next one."""
    if len(ordered) == 1:
        return "the only copy known"
    next = ordered[1]
    one, other = (copy.published or UNDATED for copy in (first, next))
    if one == UNDATED:
        return "no copy is dated: an arbitrary one"
    if one[:10] != other[:10]:
        others = "the others are undated" if other == UNDATED else f"the next copy on {other[:10]}"
        return f"published on {one[:10]}, {others}"
    if _distance(first) != _distance(next):
        how = "shows it as its own story" if _distance(first) == 0 else "credits nobody else"
        return f"of the copies of {one[:10]} the one that {how}"
    if one != other:
        return f"published on {one[:10]} at {one[11:16] or 'no known hour'}, the next copy at {other[11:16]}"
    return f"several copies of {one[:10]} are alike: an arbitrary one of them"


def _credited(credits: Counter[str], publisher: str | None, copies: int) -> list[str]:
    """How many copies name the publisher."""
    times = credits[publisher] if publisher else 0
    return [f"credited by {times} of {copies} copies"] if times and copies > 1 else []


def _most(credits: Counter[str]) -> str:
    """The outlet credited most; of two the first by name."""
    return min(credits, key=lambda outlet: (-credits[outlet], outlet))
