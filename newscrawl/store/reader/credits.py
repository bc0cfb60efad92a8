"""Who writes for whom, about where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from newscrawl.store.models import ArticleRow, CreditRow, OutletRow, PersonRow, RegionRow, SiteRow, VersionRow
from newscrawl.store.queries import Query, current_version

Counted = list[tuple[str, int]]
_MOST = 12


@dataclass(frozen=True, slots=True)
class Profile:
    """What a reporter, or an outlet, stands in articles with: each name with the number of articles.

    `places` are (code, full name, count). An outlet's `outlets` is empty; `people` of a reporter are those
    credited beside them. `roles` are those that a reporter is shown in.
    """

    name: str
    articles: int
    first: str | None
    last: str | None
    outlets: Counted
    people: Counted
    sites: Counted
    places: list[tuple[str, str, int]]
    roles: Counted


def busiest(connection: Connection, limit: int, after: int = 0) -> list[tuple[str, int]]:
    """Reporters by the number of articles that credit them, from place `after` on."""
    number = func.count(CreditRow.article_id.distinct())
    chosen = (
        select(PersonRow.name, number)
        .join(CreditRow, CreditRow.person_id == PersonRow.id)
        .where(CreditRow.desk == "reporter")
        .group_by(PersonRow.name)
        .order_by(number.desc(), PersonRow.name)
        .offset(after)
        .limit(limit)
    )
    return [(name, count) for name, count in connection.execute(chosen)]


def largest(connection: Connection, limit: int) -> list[tuple[str, int]]:
    """Outlets by the number of articles that name them as their source."""
    number = func.count()
    chosen = (
        select(OutletRow.name, number)
        .join(VersionRow, VersionRow.outlet_id == OutletRow.id)
        .join(ArticleRow, current_version())
        .group_by(OutletRow.name)
        .order_by(number.desc(), OutletRow.name)
        .limit(limit)
    )
    return [(name, count) for name, count in connection.execute(chosen)]


def names(connection: Connection, limit: int) -> list[str]:
    """The names of the first outlets that articles named, in order."""
    return sorted(connection.scalars(select(OutletRow.name).order_by(OutletRow.id).limit(limit)))


def beginning(connection: Connection, text: str, limit: int) -> list[str]:
    """Reporters whose name begins with `text`, in order of the characters' numbers.

    Not in that of the database's language, as PostgreSQL has it: there the highest character is the first.
    """
    name = PersonRow.name.collate("C" if connection.dialect.name == "postgresql" else "BINARY")
    chosen = select(name).where(name >= text, name < f"{text}\U0010ffff").order_by(name).limit(limit)
    return list(connection.scalars(chosen))


def reporter(connection: Connection, name: str) -> Profile | None:
    """The profile of a reporter; None where nobody of this name is credited as one."""
    own = and_(
        CreditRow.article_id == ArticleRow.id,
        CreditRow.version == ArticleRow.version,
        CreditRow.desk == "reporter",
        CreditRow.person_id == select(PersonRow.id).where(PersonRow.name == name).scalar_subquery(),
    )
    theirs = ArticleRow.id.in_(select(ArticleRow.id).join(CreditRow, own))
    found = _profile(connection, name, theirs)
    if found is None:
        return None
    number = func.count()
    roles = (
        select(CreditRow.role, number).join(ArticleRow, own).group_by(CreditRow.role).order_by(number.desc())
    )
    return _with_roles(found, _pairs(connection, roles, _MOST))


def outlet(connection: Connection, name: str) -> Profile | None:
    """The profile of an outlet, by its canonical name; None where no article names it."""
    known = connection.scalar(select(OutletRow.id).where(OutletRow.name == name))
    if known is None:
        return None
    return _profile(connection, name, VersionRow.outlet_id == known)


def _profile(connection: Connection, name: str, theirs: ColumnElement[bool]) -> Profile | None:
    def of(*columns: Any) -> Query:
        return select(*columns).select_from(VersionRow).join(ArticleRow, current_version()).where(theirs)

    articles, first, last = connection.execute(
        of(func.count(), func.min(VersionRow.published_at), func.max(VersionRow.published_at))
    ).one()
    if not articles:
        return None
    number = func.count()
    outlets = of(OutletRow.name, number).join(OutletRow, OutletRow.id == VersionRow.outlet_id)
    sites = of(SiteRow.key, number).join(SiteRow, SiteRow.id == ArticleRow.site_id)
    own = and_(CreditRow.article_id == ArticleRow.id, CreditRow.version == ArticleRow.version)
    distinct = func.count(ArticleRow.id.distinct())
    people = (
        of(PersonRow.name, distinct)
        .join(CreditRow, and_(own, CreditRow.desk == "reporter"))
        .join(PersonRow, PersonRow.id == CreditRow.person_id)
        .where(PersonRow.name != name)
        .group_by(PersonRow.name)
        .order_by(distinct.desc(), PersonRow.name)
    )
    there = and_(RegionRow.article_id == ArticleRow.id, RegionRow.version == ArticleRow.version)
    places = (
        of(RegionRow.adcode, RegionRow.name, number)
        .join(RegionRow, there)
        .group_by(RegionRow.adcode, RegionRow.name)
        .order_by(number.desc(), RegionRow.adcode)
        .limit(_MOST)
    )
    return Profile(
        name=name,
        articles=articles,
        first=first,
        last=last,
        outlets=_pairs(connection, _by(outlets, OutletRow.name), _MOST),
        people=_pairs(connection, people, _MOST),
        sites=_pairs(connection, _by(sites, SiteRow.key), _MOST),
        places=[(code, full, count) for code, full, count in connection.execute(places)],
        roles=[],
    )


def _by(query: Query, column: Any) -> Query:
    return query.group_by(column).order_by(func.count().desc(), column)


def _pairs(connection: Connection, query: Query, limit: int) -> Counted:
    return [(name, count) for name, count in connection.execute(query.limit(limit))]


def _with_roles(profile: Profile, roles: Counted) -> Profile:
    return replace(profile, roles=roles)
