"""The clock time that stands next to a date: behind it (`2019年06月15日08:18`) or before it."""

from __future__ import annotations

import re

from newscrawl.grammar.dates.values import Clock
from newscrawl.knowledge.date_words import NAMED_ZONES, PARTS_OF_DAY, ZONES

_WEEKDAY = r"(?:[(\[]?(?:星期|周|礼拜)[一二三四五六日天][)\]]?)?"
_LUNAR = r"(?:[(\[（]?农历[^()（）\[\]]{2,10}[)\]）])?"
_JOINT = rf"[\s,，T·|_-]{{0,3}}+{_WEEKDAY}{_LUNAR}[\s,，]{{0,2}}+(?:at |时间[:\s]{{1,2}})?"
_PART = "|".join(PARTS_OF_DAY)
_NAMED = "|".join(NAMED_ZONES)
# 09:26132 次阅读: a counter may be glued to the time.
_TIME_ENDS = r"(?:(?![0-9:])|(?=[0-9]{1,7}\s?(?:次|人|条|阅|评|浏)))"
_TIME = (
    rf"([0-9]{{1,2}})(?::([0-9]{{2}})(?::([0-9]{{2}})(?:\.[0-9]{{1,9}})?)?{_TIME_ENDS}"
    r"|\s?[时点]\s?([0-9]{1,2})(?![0-9])\s?分?(?:\s?([0-9]{1,2})\s?秒)?)"
)
_ZONE = r"(?:\s?[(]?(?:(?:GMT|UTC)\s?([+-][0-9]{1,2}(?::?[0-9]{2})?)|(" + "|".join(ZONES) + r")(?![A-Za-z])))"
# 12:11-13:00 is a span of time: a bare minus is a zone only behind an ISO `T`.
_OFFSET = r"(\+[0-9]{2}:?[0-9]{2}|(?<=T.{5})-[0-9]{2}:?[0-9]{2}|(?<=T.{8})-[0-9]{2}:?[0-9]{2})"
_BEHIND = re.compile(
    rf"{_JOINT}({_NAMED})?\s?({_PART})?\s?{_TIME}(?:\s?([ap])\.?m(?![a-z])\.?)?(?:{_ZONE}|{_OFFSET})?", re.I
)
_BEFORE = re.compile(
    r"(?:^|[\s|,，(]|(?<![0-9]):)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?: ?([ap])m)?(?: (GMT|UTC))?"
    r"(?:, ?|，| \|? ?)(?:on )?$",
    re.I,
)
_REACH = 24


def clock_behind(text: str, start: int) -> tuple[Clock, int] | None:
    """The clock time of the date that ends at `start`, and where it ends; None where there is none."""
    match = _BEHIND.match(text, start)
    if match is None:
        return None
    named_zone, part, hour, minute, second, minute_cn, second_cn, half, shift, zone, offset = match.groups()
    named = PARTS_OF_DAY[part.lower()] if part else f"{half.lower()}m" if half else None
    hours = _hour(int(hour), named)
    seconds = second or second_cn
    east = NAMED_ZONES[named_zone.upper()] if named_zone else _offset(shift or offset, zone)
    clock = _checked(hours, int(minute or minute_cn), int(seconds) if seconds else None, east)
    return (clock, match.end()) if clock else None


def clock_before(text: str, end: int) -> tuple[Clock, int] | None:
    """The clock time right before the date that starts at `end`, and where it starts."""
    start = max(0, end - _REACH)
    match = _BEFORE.search(text[start:end])
    if match is None:
        return None
    hour, minute, second, half, zone = match.groups()
    hours = _hour(int(hour), f"{half.lower()}m" if half else None)
    clock = _checked(
        hours, int(minute), int(second) if second else None, ZONES[zone.upper()] if zone else None
    )
    return (clock, start + match.start(1)) if clock else None


def _hour(hour: int, part: str | None) -> int | None:
    """The hour from 0 to 23; None where the part of the day leaves it open (晚上12:05)."""
    if part is None or hour > 12:
        return hour
    if hour == 12:
        return {"am": 0, "noon": 12, "pm": 12}.get(part)
    if part == "am" or (part == "noon" and hour > 9) or (part == "night" and hour < 5):
        return hour
    return hour + 12


def _checked(hour: int | None, minute: int, second: int | None, offset: int | None) -> Clock | None:
    if hour is None or hour > 23 or minute > 59 or (second or 0) > 59:
        return None
    return Clock(hour, minute, second, offset)


def _offset(shift: str | None, zone: str | None) -> int | None:
    """Minutes east of Greenwich of `+08:00`, `+8` or a zone's name; an impossible shift counts as unnamed."""
    if zone:
        return ZONES[zone.upper()]
    if not shift:
        return None
    digits = shift[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    total = int(hours) * 60 + int(minutes)
    if total > 14 * 60:
        return None
    return -total if shift[0] == "-" else total
