"""What a text says about time, before and after it is tied to a calendar: Mention, Clock, Calendar, Stamp."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

Form = Literal["full", "short", "yearless", "relative"]
Precision = Literal["day", "minute", "second"]

BEIJING: tzinfo = ZoneInfo("Asia/Shanghai")
EARLIEST = date(1990, 1, 1)
GRACE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written. `offset`: minutes east of Greenwich, None where the text names no zone."""

    hour: int
    minute: int
    second: int | None = None
    offset: int | None = None

    @property
    def bare(self) -> bool:
        """Midnight exactly: what systems print for a date without a clock time."""
        return self.hour == 0 and self.minute == 0 and not self.second


@dataclass(frozen=True, slots=True)
class Mention:
    """One date in a text: `raw` is text[start:end].

    `form`: full (year, month, day), short (the year has two digits), yearless (month and day), relative
    (`ago`: the least and the most that it lies before the reader's now, or whole days where `whole_days`).
    """

    start: int
    end: int
    raw: str
    form: Form
    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: Clock | None = None
    ago: tuple[timedelta, timedelta] | None = None
    whole_days: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """A settled time: the local day and, where the text gives one, the local clock time."""

    day: date
    at: datetime | None = None
    precision: Precision = "day"

    @property
    def iso(self) -> str:
        """ISO 8601 cut at the precision: `2023-01-18`, `2019-09-08T21:02+08:00`."""
        if self.at is None:
            return self.day.isoformat()
        return self.at.isoformat(timespec="seconds" if self.precision == "second" else "minutes")

    def same_minute(self, other: Stamp) -> bool:
        """Both have a clock time and agree to the minute."""
        if self.at is None or other.at is None:
            return False
        return self.at.replace(second=0) == other.at.replace(second=0)

    def agrees(self, other: Stamp) -> bool:
        """Nothing that one says contradicts the other."""
        if self.day != other.day:
            return False
        return self.at is None or other.at is None or self.same_minute(other)

    def day_only(self) -> Stamp:
        """The same day without a clock time."""
        return Stamp(self.day)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a mention is tied to: the zone of the site, and when the page was seen (aware), if known."""

    zone: tzinfo = BEIJING
    seen: datetime | None = None

    @property
    def now(self) -> datetime:
        """When the page was seen, or else this moment, in the site's zone: nothing was published later."""
        return (self.seen or datetime.now(UTC)).astimezone(self.zone)

    def admits(self, day: date) -> bool:
        """The day lies between 1990 and a day after the page was seen."""
        return EARLIEST <= day <= (self.now + GRACE).date()


def fixed(minutes: int) -> tzinfo:
    """The zone that lies `minutes` east of Greenwich."""
    return timezone(timedelta(minutes=minutes))
