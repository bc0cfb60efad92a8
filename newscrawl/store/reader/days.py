"""What came in on one day: how much, from where, about where, and when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from newscrawl.store import changes
from newscrawl.store.models import ArticleRow, ChangeRow, OutletRow, RegionRow, RejectRow, RunRow, VersionRow
from newscrawl.store.queries import Query

BEIJING = timezone(timedelta(hours=8))
_FIRST = date(1, 1, 2)
_HOURS = 24
_OUTLETS = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A day in Beijing's time. `counts`: changes by kind, and `rejected` pages; `runs` that began.

    Of the new articles: `provinces` by the code of a province that they are about (`placed`: how many name
    one), `outlets` the most frequent ones with their counts (`credited`: how many name one), `hours` when
    they came in, and `published` at which hour of any day, as far as they say. `before` and `after`: the
    nearest days on which anything changed.
    """

    day: date
    counts: dict[str, int] = field(default_factory=dict)
    runs: int = 0
    provinces: dict[str, int] = field(default_factory=dict)
    placed: int = 0
    outlets: list[tuple[str, int]] = field(default_factory=list)
    credited: int = 0
    hours: list[int] = field(default_factory=lambda: [0] * _HOURS)
    published: list[int] = field(default_factory=lambda: [0] * _HOURS)
    before: date | None = None
    after: date | None = None


def bounds(day: date) -> tuple[datetime, datetime]:
    """The first instant of a day in Beijing, and that of the next."""
    # The first day that there is begins in Beijing before there is a time in UTC.
    begin = datetime.combine(max(day, _FIRST), time(), BEIJING).astimezone(UTC)
    return begin, begin + timedelta(days=1)


def last_day(connection: Connection) -> date | None:
    """The last day on which anything changed; None where nothing ever did."""
    return _day(connection.scalar(select(ChangeRow.at).order_by(ChangeRow.seq.desc()).limit(1)))


def look(connection: Connection, day: date) -> Day:
    """All that is shown of a day."""
    begin, end = bounds(day)
    first, behind = _first(connection, begin), _first(connection, end)
    of_day = and_(ChangeRow.seq >= first, ChangeRow.seq < behind)
    kinds = select(ChangeRow.kind, func.count()).where(of_day).group_by(ChangeRow.kind)
    counts = dict(connection.execute(kinds).all())
    counts["rejected"] = _count(connection, RejectRow.fetched_at >= begin, RejectRow.fetched_at < end)
    new = and_(ChangeRow.kind == "new", of_day)
    provinces, placed = _provinces(connection, new)
    outlets = _outlets(connection, new)
    return Day(
        day=day,
        counts=counts,
        runs=_count(connection, RunRow.started >= begin, RunRow.started < end),
        provinces=provinces,
        placed=placed,
        outlets=outlets[:_OUTLETS],
        credited=sum(count for _, count in outlets),
        hours=_hours(connection, new, begin),
        published=_published(connection, new),
        before=_near(connection, ChangeRow.seq < first, newest=True),
        after=_near(connection, ChangeRow.seq >= behind, newest=False),
    )


def _first(connection: Connection, moment: datetime) -> int:
    """The number of the first change at or after `moment`; if there is none, one that is above all.

    Changes are numbered as they come: a few are looked at, instead of all that ever were.
    """
    low, high = 0, changes.last(connection) + 1
    chosen = select(ChangeRow.seq, ChangeRow.at).order_by(ChangeRow.seq).limit(1)
    while low < high:
        middle = (low + high) // 2
        found = connection.execute(chosen.where(ChangeRow.seq >= middle)).one()
        if found.at < moment:
            low = found.seq + 1
        else:
            high = middle
    return low


def _count(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).where(*conditions)) or 0


def _of_new(new: ColumnElement[bool], *columns: Any) -> Query:
    """Columns of the new articles as they now stand."""
    return (
        select(*columns)
        .select_from(ChangeRow)
        .join(ArticleRow, ArticleRow.id == ChangeRow.article_id)
        .join(
            VersionRow, and_(VersionRow.article_id == ArticleRow.id, VersionRow.number == ArticleRow.version)
        )
        .where(new)
    )


def _provinces(connection: Connection, new: ColumnElement[bool]) -> tuple[dict[str, int], int]:
    province = func.substr(RegionRow.adcode, 1, 2)
    about = (
        select(ChangeRow.article_id, province)
        .join(ArticleRow, ArticleRow.id == ChangeRow.article_id)
        .join(
            RegionRow,
            and_(RegionRow.article_id == ArticleRow.id, RegionRow.version == ArticleRow.version),
        )
        .where(new)
        .distinct()
    )
    found = connection.execute(about).all()
    counted = Counter(f"{code}0000" for _, code in found)
    return dict(counted), len({article for article, _ in found})


def _outlets(connection: Connection, new: ColumnElement[bool]) -> list[tuple[str, int]]:
    number = func.count()
    chosen = (
        _of_new(new, OutletRow.name, number)
        .join(OutletRow, OutletRow.id == VersionRow.outlet_id)
        .group_by(OutletRow.name)
        .order_by(number.desc(), OutletRow.name)
    )
    return [(name, count) for name, count in connection.execute(chosen)]


def _hours(connection: Connection, new: ColumnElement[bool], begin: datetime) -> list[int]:
    hours = [0] * _HOURS
    for at in connection.scalars(select(ChangeRow.at).where(new)):
        hours[min(int((at - begin).total_seconds() // 3600), _HOURS - 1)] += 1
    return hours


def _published(connection: Connection, new: ColumnElement[bool]) -> list[int]:
    hour = func.substr(VersionRow.published_at, 12, 2)
    chosen = _of_new(new, hour, func.count()).where(VersionRow.published_precision != "day").group_by(hour)
    hours = [0] * _HOURS
    for text, count in connection.execute(chosen):
        hours[int(text) % _HOURS] += count
    return hours


def _near(connection: Connection, side: ColumnElement[bool], *, newest: bool) -> date | None:
    order = ChangeRow.seq.desc() if newest else ChangeRow.seq
    return _day(connection.scalar(select(ChangeRow.at).where(side).order_by(order).limit(1)))


def _day(at: datetime | None) -> date | None:
    return at.astimezone(BEIJING).date() if at else None
