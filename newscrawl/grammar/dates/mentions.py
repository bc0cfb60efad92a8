"""Text to Mentions: every date that a text writes, in order, checked against the calendar where it can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from newscrawl.grammar.dates.clock import clock_before, clock_behind
from newscrawl.grammar.dates.fold import fold
from newscrawl.grammar.dates.forms import ANY_DATE, BY_NAME, DateForm
from newscrawl.grammar.dates.numerals import counting, positional
from newscrawl.grammar.dates.values import Clock, Mention
from newscrawl.knowledge.date_words import MONTHS

# No date without one of these, in any script: most lines of a page are done with here.
_HINT = re.compile(r"[0-9０-９年今昨前刚剛]")
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_UNITS = {"seconds": timedelta(seconds=1), "minutes": _MINUTE, "hours": _HOUR}
_DAYS_BACK = {"today": 0, "yesterday": 1, "day_before": 2}
_LEAP_YEAR = 2000


def read_mentions(text: str) -> list[Mention]:
    """All dates of `text`, absolute, partial and relative, in order; impossible ones (13月) are left out."""
    return list(iter_mentions(text))


def iter_mentions(text: str) -> Iterator[Mention]:
    """As read_mentions, one by one."""
    if not _HINT.search(text):
        return
    folded = fold(text)
    position = 0
    while match := ANY_DATE.search(folded, position):
        position = match.end()
        mention = _mention(text, folded, match)
        if mention:
            position = mention.end
            yield mention


def _mention(text: str, folded: str, match: re.Match[str]) -> Mention | None:
    form = BY_NAME[match.lastgroup or ""]
    if form.form == "relative":
        return _relative(text, folded, match, form)
    parts = _parts(form, match)
    if parts is None or not _possible(*parts):
        return None
    start, end = match.span()
    behind = clock_behind(folded, end)
    if behind is None and folded[end : end + 1].isdigit():
        return None  # the day was cut out of a run of digits for a clock time that is none
    clock, start, end = _placed(folded, start, end, behind)
    year, month, day = parts
    return Mention(start, end, text[start:end], form.form, year, month, day, clock)


def _placed(
    folded: str, start: int, end: int, behind: tuple[Clock, int] | None
) -> tuple[Clock | None, int, int]:
    """The clock time beside the date at [start, end), and the span of both."""
    if behind:
        return behind[0], start, behind[1]
    before = clock_before(folded, start)
    if before:
        return before[0], before[1], end
    return None, start, end


def _parts(form: DateForm, match: re.Match[str]) -> tuple[int | None, int, int] | None:
    """(year, month, day) by the form's field letters; None where a part cannot be read."""
    first = match.re.groupindex[form.name] + 1
    texts = [match.group(first + place) for place in range(len(form.fields))]
    if form.name == "numerals":
        year, month, day = positional(texts[0]), counting(texts[1]), counting(texts[2])
        return None if year is None or month is None or day is None else (year, month, day)
    if form.fields == "xxy":
        return _either(int(texts[0]), int(texts[1]), int(texts[2]))
    named = dict(zip(form.fields, texts, strict=True))
    month = MONTHS.index(named["n"].lower()) + 1 if "n" in named else int(named["m"])
    return _year(named, form), month, int(named["d"])


def _year(named: dict[str, str], form: DateForm) -> int | None:
    if "r" in named:
        return int(named["r"]) + 1911
    if "y" not in named:
        return None
    year = int(named["y"])
    if form.form == "short":
        return year + (1900 if year >= 90 else 2000)
    return year


def _either(first: int, second: int, year: int) -> tuple[int, int, int] | None:
    """Day and month in either order; None where both orders are possible and differ."""
    if first == second or second > 12:
        return year, first, second
    return (year, second, first) if first > 12 else None


def _possible(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or _LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


def _relative(text: str, folded: str, match: re.Match[str], form: DateForm) -> Mention | None:
    start, end = match.span()
    count = int(match.group(match.re.groupindex[form.name] + 1)) if form.fields else 0
    if form.name == "days" or form.name in _DAYS_BACK:
        back = _DAYS_BACK.get(form.name, count) * _DAY
        behind = clock_behind(folded, end) if form.name != "days" else None
        clock, end = behind or (None, end)
        raw = text[start:end]
        return Mention(start, end, raw, "relative", clock=clock, ago=(back, back), whole_days=True)
    return Mention(start, end, text[start:end], "relative", ago=_ago(form.name, count))


def _ago(name: str, count: int) -> tuple[timedelta, timedelta]:
    """The least and the most that `3小时前` can mean: counts are cut, not rounded."""
    if name == "just_now":
        return timedelta(), 5 * _MINUTE
    if name == "half_hour":
        return 30 * _MINUTE, _HOUR
    unit = _UNITS[name]
    return count * unit, (count + 1) * unit
