"""Which of all the evidence is the publication time, and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from newscrawl.fields.dates.evidence import UNLABELLED, Evidence, Rank, found
from newscrawl.grammar.dates import Mention, Stamp, settle
from newscrawl.grammar.dates.values import Calendar
from newscrawl.model import Found, Moment

_MOST_CONFLICTS = 6
_NEAR_DAYS = 45
_FAR_DAYS = 2

Settle = Callable[[Mention], Stamp | None]


def choose(
    evidence: Sequence[Evidence], calendar: Calendar, by_context: Settle
) -> tuple[Evidence, Stamp] | None:
    """The best evidence and the time it gives; `by_context` finds the year of a mention that has none.

    Where the best one is incomplete (no year, or 昨天), a complete one that agrees with it takes its place.
    """
    full = [item for item in evidence if item.settled and item.rank < Rank.WEAK]
    for item in sorted(evidence, key=lambda item: _order(item, full)):
        if item.settled and item.stamp:
            return item, _sure(item, item.stamp, evidence)
        chosen = _completed(item, full, calendar, by_context)
        if chosen:
            return chosen
    return None


def conflicts(chosen: Evidence, stamp: Stamp, evidence: Iterable[Evidence]) -> tuple[tuple[str, str], ...]:
    """(rule, raw) of evidence that says another day or another minute, best first, each text once."""
    against = {
        item.raw: item.rule
        for item in sorted(evidence, key=lambda item: item.rank)
        if item is not chosen and item.stamp and item.rank < Rank.WEAK and not item.stamp.agrees(stamp)
    }
    return tuple((rule, raw) for raw, rule in against.items())[:_MOST_CONFLICTS]


def modified(evidence: Iterable[Evidence], published: Stamp | None) -> Found[Moment] | None:
    """The time of the last change: displayed before META before JSON-LD, and later than publication."""
    for item in evidence:
        if item.stamp and (published is None or _later(item.stamp, published)):
            return found(item, item.stamp)
    return None


def _order(item: Evidence, full: Sequence[Evidence]) -> tuple[int, bool, bool, int]:
    """Rank first; then what other evidence supports; then place, what stands above the headline last."""
    supported = _supported(item, full)
    rank = item.rank if supported or not _doubtful(item, full) else Rank.WEAK
    return rank, not supported, item.above, item.place


def _supported(item: Evidence, full: Sequence[Evidence]) -> bool:
    """Another kind of evidence gives the same day."""
    return item.stamp is not None and any(
        other.basis != item.basis and other.stamp is not None and other.stamp.day == item.stamp.day
        for other in full
    )


def _doubtful(item: Evidence, full: Sequence[Evidence]) -> bool:
    """What has no support needs none, unless it may be today's date, is refuted, or is one of many."""
    if item.rank == Rank.BARE and item.above:
        return True
    return _refuted(item, full) if item.rank in UNLABELLED else _one_of_many(item, full)


def _refuted(item: Evidence, full: Sequence[Evidence]) -> bool:
    """Two other kinds of evidence agree on a day that is far from this unlabelled one."""
    if item.stamp is None:
        return False
    day = item.stamp.day
    kinds: dict[object, set[str]] = {}
    for other in full:
        if other.basis != item.basis and other.stamp and abs((other.stamp.day - day).days) > _FAR_DAYS:
            kinds.setdefault(other.stamp.day, set()).add(other.basis)
    return any(len(bases) > 1 for bases in kinds.values())


def _one_of_many(item: Evidence, full: Sequence[Evidence]) -> bool:
    """A script value among others of other days: the page's scripts list several stories."""
    days = {other.stamp.day for other in full if other.basis == "script" and other.stamp}
    return item.basis == "script" and item.rank == Rank.SCRIPT and len(days) > 1


def _sure(item: Evidence, stamp: Stamp, evidence: Iterable[Evidence]) -> Stamp:
    """The stamp, without its clock time where scripts of the page disagree on it."""
    if item.basis != "script":
        return stamp
    others = [other.stamp for other in evidence if other.basis == "script" and other.stamp]
    return stamp if all(other.agrees(stamp) for other in others) else stamp.day_only()


def _completed(
    item: Evidence, full: Sequence[Evidence], calendar: Calendar, by_context: Settle
) -> tuple[Evidence, Stamp] | None:
    """What an incomplete mention gives, together with the rest of the page."""
    mention = item.mention
    if mention is None:
        return None
    for other in sorted(full, key=lambda other: _order(other, full)):
        certain = other.basis != "visible" and _order(other, full)[0] < Rank.WEAK
        if other.stamp and certain and _fits(item, mention, other.stamp):
            stamp = _sure(other, other.stamp, full)
            vague = mention.form == "relative" or mention.clock
            return other, stamp if vague else stamp.day_only()
    settled = item.stamp
    if mention.form == "yearless":
        settled = settle(mention, calendar, _year_nearby(mention, full, calendar)) or by_context(mention)
    return (item, settled) if settled else None


def _fits(item: Evidence, mention: Mention, full: Stamp) -> bool:
    """The complete time says nothing that the incomplete mention denies."""
    if mention.form == "relative":
        return item.stamp is None or item.stamp.day == full.day
    if (mention.month, mention.day) != (full.day.month, full.day.day):
        return False
    if mention.form == "short" and mention.year != full.day.year:
        return False
    clock = mention.clock
    if clock is None or full.at is None:
        return clock is None
    return (clock.hour, clock.minute) == (full.at.hour, full.at.minute)


def _year_nearby(mention: Mention, full: Sequence[Evidence], calendar: Calendar) -> int | None:
    """The year that puts the mention shortly before or on a day that other evidence gives in full."""
    for other in full:
        if other.stamp is None:
            continue
        stamp = settle(mention, calendar, other.stamp.day.year)
        if stamp and abs((other.stamp.day - stamp.day).days) <= _NEAR_DAYS:
            return other.stamp.day.year
    return None


def _later(stamp: Stamp, published: Stamp) -> bool:
    if stamp.at and published.at:
        return stamp.at.replace(second=0) > published.at.replace(second=0)
    return stamp.day > published.day
