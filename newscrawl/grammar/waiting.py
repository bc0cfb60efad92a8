"""How servers write when they want to be asked again."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# Clocks differ, and a date is cut to whole seconds.
_MARGIN = 1.0


def seconds_of(header: str | None, now: datetime | None = None) -> float | None:
    """Seconds from `now` that a Retry-After header asks for, as a number or as an HTTP date; else None."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        # Eleven digits are 3,000 years; more would only overflow.
        return float(text[:11])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds() + _MARGIN)
