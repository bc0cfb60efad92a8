"""When a page is asked for again: pure functions of what its visits have shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from newscrawl.ledger.visits import ARTICLE

# A list that has just changed is due at once; one that has long been the same can wait, but not for long.
LIST_SHARE = 0.25
LIST_LONGEST = timedelta(days=7)
# A story is corrected in its first hours and days, if ever.
ARTICLE_SHARE = 0.5
ARTICLE_SHORTEST = timedelta(hours=6)
ARTICLE_LONGEST = timedelta(days=90)
MOVED = 4
"""How many changes are enough to count a page as one that keeps changing."""

MISSING_AGAIN = timedelta(days=1)
UNASKED_AGAIN = timedelta(days=1)
REFUSED_AGAIN = timedelta(days=30)
FAILED_FIRST = timedelta(hours=1)
FAILED_LONGEST = timedelta(days=30)


def after_reading(kind: str, visited: datetime, changed: datetime, changes: int = 0) -> datetime:
    """When to come back to a page that was read at `visited` and last differed at `changed`.

    The wait is a share of the time for which it has been the same: fresh stories often, old ones seldom. A
    page that has changed more than once is asked up to MOVED times as often.
    """
    same = max(visited - changed, timedelta())
    if kind != ARTICLE:
        return visited + min(same * LIST_SHARE, LIST_LONGEST)
    wait = same * ARTICLE_SHARE / max(1, min(changes, MOVED))
    return visited + min(max(wait, ARTICLE_SHORTEST), ARTICLE_LONGEST)


def after_failing(now: datetime, attempts: int) -> datetime:
    """When to try again after the failure with this number in a row: later each time."""
    doubled = 1 << min(attempts - 1, 20)
    return now + min(FAILED_FIRST * doubled, FAILED_LONGEST)
