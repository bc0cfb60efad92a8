"""Mention to Stamp: a date as written becomes a day, and a clock time where one was given, on a calendar."""

from __future__ import annotations

from datetime import date, datetime, time

from newscrawl.grammar.dates.values import Calendar, Clock, Mention, Precision, Stamp, fixed


def settle(mention: Mention, calendar: Calendar, year: int | None = None) -> Stamp | None:
    """The time that `mention` means; None where it is open or outside 1990 .. a day after the page was seen.

    A mention without a year needs `year`; a relative one needs a calendar that knows when the page was seen.
    """
    if mention.form == "relative":
        stamp = _relative(mention, calendar)
    else:
        day = day_of(mention, year)
        stamp = at_clock(day, mention.clock, calendar) if day else None
    return stamp if stamp and calendar.admits(stamp.day) else None


def day_of(mention: Mention, year: int | None = None) -> date | None:
    """The calendar day as written, or in `year` where none is written."""
    year = mention.year if mention.year is not None else year
    if year is None or mention.month is None or mention.day is None:
        return None
    try:
        return date(year, mention.month, mention.day)
    except ValueError:  # 29 February of another year
        return None


def at_clock(day: date, clock: Clock | None, calendar: Calendar) -> Stamp:
    """`day` at `clock`, moved once into the calendar's zone; midnight is no clock time."""
    if clock is None or clock.bare:
        return Stamp(day)
    zone = calendar.zone if clock.offset is None else fixed(clock.offset)
    written = datetime.combine(day, time(clock.hour, clock.minute, clock.second or 0), zone)
    return stamp_at(written, calendar, "minute" if clock.second is None else "second")


def stamp_at(moment: datetime, calendar: Calendar, precision: Precision) -> Stamp:
    """An aware moment in the calendar's zone; midnight there is no clock time."""
    local = moment.astimezone(calendar.zone)
    if local.hour == local.minute == local.second == 0:
        return Stamp(local.date())
    return Stamp(local.date(), local, precision)


def _relative(mention: Mention, calendar: Calendar) -> Stamp | None:
    """Days back count from the day the page was seen; `3小时前` gives its day if it can only mean one."""
    if calendar.seen is None or mention.ago is None:
        return None
    least, most = mention.ago
    if mention.whole_days:
        return at_clock((calendar.now - least).date(), mention.clock, calendar)
    day = (calendar.now - least).date()
    return Stamp(day) if day == (calendar.now - most).date() else None
