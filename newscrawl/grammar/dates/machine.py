"""Values that systems write: epoch numbers, compact stamps, ISO 8601, RFC 2822, and dates inside a URL."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from newscrawl.grammar.dates.fallback import read_foreign
from newscrawl.grammar.dates.mentions import iter_mentions
from newscrawl.grammar.dates.settle import settle, stamp_at
from newscrawl.grammar.dates.values import Calendar, Clock, Mention, Stamp
from newscrawl.knowledge.date_words import MONTHS, ZONES

_EPOCH = re.compile(r"(?:/Date\()?([0-9]{10})(?:\.[0-9]+|[0-9]{3})?(?:\)/)?", re.ASCII)
_COMPACT = re.compile(
    r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})([0-9]{2})([0-9]{2})?)?(Z)?", re.ASCII
)
# What Java and JavaScript print: Wed Jan 18 09:32:00 CST 2023.
_PRINTED = re.compile(
    rf"(?i:(?:mon|tue|wed|thu|fri|sat|sun) ({'|'.join(MONTHS)})) ([0-9]{{1,2}}) "
    r"([0-9]{2}):([0-9]{2}):([0-9]{2}) (?:([A-Z]{3,4}) )?([0-9]{4})",
    re.ASCII,
)
# A number of 12 or 14 digits is a day and a clock time or serial number.
_IN_PATH = re.compile(
    r"(?<![0-9])((?:199|20[0-9])[0-9])"
    r"(?:[-/_]?([0-9]{2})[-/_]?([0-9]{2})(?=(?:[0-9]{4}|[0-9]{6})?(?![0-9]))|/([0-9]{1,2})/([0-9]{1,2})/)",
    re.ASCII,
)
_LONGEST = 80


def read_machine(text: str, calendar: Calendar) -> Stamp | None:
    """The one time that a META, JSON-LD or script value stands for; None where it stands for none."""
    value = text.strip()[:_LONGEST]
    if not value:
        return None
    if epoch := _EPOCH.fullmatch(value):
        return _epoch(int(epoch.group(1)), calendar)
    mention = _compact(value) or _printed(value)
    if mention is None:
        mention = next((found for found in iter_mentions(value) if found.form == "full"), None)
    return settle(mention, calendar) if mention else read_foreign(value, calendar)


def read_url(url: str | None, calendar: Calendar) -> Stamp | None:
    """The day that the path of `url` names: /2019/0903/, /2019-09/03/, /t20170811_2125.html, /2023/1/18/."""
    path = urlsplit(url).path if url else ""
    for match in _IN_PATH.finditer(path):
        year, month, day, month_apart, day_apart = match.groups()
        mention = _numbers(match.group(0), year, month or month_apart, day or day_apart)
        if mention and (stamp := settle(mention, calendar)):
            return stamp
    return None


def _epoch(seconds: int, calendar: Calendar) -> Stamp | None:
    stamp = stamp_at(datetime.fromtimestamp(seconds, UTC), calendar, "second")
    return stamp if calendar.admits(stamp.day) else None


def _compact(value: str) -> Mention | None:
    match = _COMPACT.fullmatch(value)
    if match is None:
        return None
    year, month, day, hour, minute, second, zulu = match.groups()
    return _numbers(value, year, month, day, _clock(hour, minute, second, 0 if zulu else None))


def _printed(value: str) -> Mention | None:
    match = _PRINTED.match(value)
    if match is None:
        return None
    month, day, hour, minute, second, zone, year = match.groups()
    number = str(MONTHS.index(month.lower()) + 1)
    return _numbers(value, year, number, day, _clock(hour, minute, second, ZONES.get(zone or "")))


def _clock(hour: str | None, minute: str, second: str | None, offset: int | None) -> Clock | None:
    if hour is None or int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        return None
    return Clock(int(hour), int(minute), int(second) if second else None, offset)


def _numbers(raw: str, year: str, month: str, day: str, clock: Clock | None = None) -> Mention | None:
    return Mention(0, len(raw), raw, "full", int(year), int(month), int(day), clock)
