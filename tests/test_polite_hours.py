"""Sites are crawled in the hours that they declare."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from newscrawl.errors import OutsideHours
from newscrawl.middlewares.hours import Hours, time_left
from newscrawl.model import Site


def site(begin: int, end: int, timezone: str = "Asia/Shanghai") -> Site:
    return Site(
        "a.b", "江州", ("a.example",), ("http://a.example/",), "/", timezone=timezone, hours=(begin, end)
    )


def at(hour: int, minute: int = 0) -> datetime:
    """An hour of Shanghai's day, in UTC."""
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("hours", "now", "minutes"),
    [
        ((8, 20), at(8), 720),
        ((8, 20), at(19, 59), 1),
        ((8, 20), at(20), 0),
        ((8, 20), at(7, 59), 0),
        ((22, 6), at(22), 480),
        ((22, 6), at(23, 30), 390),
        ((22, 6), at(0, 30), 330),
        ((22, 6), at(6), 0),
        ((22, 6), at(12), 0),
    ],
)
def test_what_is_left_of_the_hours(hours: tuple[int, int], now: datetime, minutes: int):
    assert time_left(site(*hours), now) == timedelta(minutes=minutes)


def test_all_day_has_no_end():
    assert time_left(site(0, 24), at(3)) is None


def closed_now() -> Site:
    hour = datetime.now(UTC).hour
    return site((hour + 2) % 24, (hour + 3) % 24, "UTC")


def crawler_of(found: Site, **settings: object) -> Crawler:
    return Crawler(type("Declared", (Spider,), {"name": found.id, "site": found}), Settings(settings))


def test_outside_of_them_no_run_begins_unless_it_is_forced():
    with pytest.raises(OutsideHours, match=r"a\.b is crawled from .* only; NEWSCRAWL_ANY_HOUR=1"):
        Hours(crawler_of(closed_now()))
    Hours(crawler_of(closed_now(), NEWSCRAWL_ANY_HOUR="1"))
    Hours(crawler_of(site(0, 24)))
    Hours(Crawler(Spider, Settings()))
