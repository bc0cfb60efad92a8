"""When the article was published, and when it was changed: every time on the page weighed as evidence."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

from newscrawl.fields.dates.choose import choose, conflicts, modified
from newscrawl.fields.dates.dateline import dateline_evidence, with_year
from newscrawl.fields.dates.evidence import Evidence, Rank, found
from newscrawl.fields.dates.machine import (
    address_evidence,
    jsonld_evidence,
    meta_evidence,
    modified_meta_evidence,
    rule_evidence,
    script_evidence,
    twin_evidence,
)
from newscrawl.fields.dates.visible import (
    foot_evidence,
    foreign_evidence,
    head_evidence,
    hidden_evidence,
    stray_evidence,
)
from newscrawl.grammar.dates import BEIJING, Calendar
from newscrawl.model import Cleaned, Found, Moment


def find_dates(cleaned: Cleaned) -> tuple[Found[Moment] | None, Found[Moment] | None]:
    """(published, modified) of an article; None for what the page gives no evidence of.

    The displayed time wins over META and JSON-LD, a label over a bare date. A day is never given a clock
    time, nor a date without a year a guessed one. What speaks against the choice is in `conflicts`.
    """
    calendar = _calendar(cleaned)
    displayed = [*head_evidence(cleaned, calendar), *foot_evidence(cleaned, calendar)]
    jsonld, changes = jsonld_evidence(cleaned.page, calendar)
    evidence: list[Evidence] = [
        *rule_evidence(cleaned, calendar),
        *(item for item in displayed if item.rank != Rank.MODIFIED),
        *meta_evidence(cleaned.page, calendar),
        *jsonld,
        *address_evidence(cleaned.page, calendar),
    ]
    if not any(item.settled and item.rank <= Rank.BARE for item in evidence):
        known = {item.raw for item in evidence}
        deeper = [*_deeper(cleaned, calendar), *twin_evidence(cleaned.page, displayed, calendar)]
        evidence += (item for item in deeper if item.raw not in known)
    chosen = choose(evidence, calendar, lambda mention: with_year(mention, cleaned, calendar))
    shown = [item for item in displayed if item.rank in (Rank.UPDATED, Rank.MODIFIED)]
    later = [*shown, *modified_meta_evidence(cleaned.page, calendar), *changes]
    if chosen is None:
        return None, modified(later, None)
    item, stamp = chosen
    others = [other for other in evidence if other.rank != Rank.UPDATED]
    published = found(item, stamp, conflicts(item, stamp, others))
    return published, modified((other for other in later if other is not item), stamp)


def _deeper(cleaned: Cleaned, calendar: Calendar) -> list[Evidence]:
    """What costs more to read and counts only where nothing displayed settles the time."""
    return [
        *foreign_evidence(cleaned, calendar),
        *stray_evidence(cleaned, calendar),
        *hidden_evidence(cleaned, calendar),
        *script_evidence(cleaned.page, calendar),
        *dateline_evidence(cleaned, calendar),
    ]


def _calendar(cleaned: Cleaned) -> Calendar:
    """The site's zone, Beijing time where none is declared, and when the page was fetched."""
    zone = ZoneInfo(cleaned.site.timezone) if cleaned.site else BEIJING
    seen = cleaned.page.fetched_at
    if seen and seen.tzinfo is None:
        seen = seen.replace(tzinfo=UTC)
    return Calendar(zone, seen)
