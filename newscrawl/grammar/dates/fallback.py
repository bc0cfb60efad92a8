"""The long tail, read by dateparser: months of other languages. Never trusted beyond what the text shows."""

from __future__ import annotations

import re
from datetime import datetime

from newscrawl.grammar.dates.settle import stamp_at
from newscrawl.grammar.dates.values import Calendar, Stamp

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,2}(?![0-9])")
_CLOCK = re.compile(r"(?<![0-9])[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9])?(?![0-9:])")
# dateparser guesses at these (2023年13月1日 becomes 13 January): what our grammar refused stays refused.
_OURS = re.compile(r"[年月日号今昨前时点]|[0-9][-/.][0-9]")
_LETTERS = re.compile(r"[^\W\d_]")
_LANGUAGES = ["en", "ko", "ru", "fr", "de", "es", "pt", "it", "ar", "vi", "id", "th", "mn", "kk"]
_LONGEST = 60


def read_foreign(text: str, calendar: Calendar) -> Stamp | None:
    """A date with its month in letters, year and day in digits; None unless the text shows all it claims."""
    text = text.strip()
    if len(text) > _LONGEST or _OURS.search(text) or not _YEAR.search(text) or not _LETTERS.search(text):
        return None
    moment = _parse(text, calendar)
    if moment is None or not _shown(moment, text):
        return None
    clock = _CLOCK.search(text)
    if clock is None:
        stamp = Stamp(moment.date())
    else:
        stamp = stamp_at(moment, calendar, "second" if clock.group(1) else "minute")
    return stamp if calendar.admits(stamp.day) else None


def _parse(text: str, calendar: Calendar) -> datetime | None:
    # Importing dateparser takes longer than reading a hundred pages, which seldom need it.
    import dateparser

    moment = dateparser.parse(text, languages=_LANGUAGES, settings={"STRICT_PARSING": True})
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=calendar.zone)


def _shown(moment: datetime, text: str) -> bool:
    """The text has the year and the day of `moment` as numbers."""
    days = {int(number) for number in _NUMBER.findall(_CLOCK.sub(" ", text))}
    return str(moment.year) in _YEAR.findall(text) and moment.day in days
