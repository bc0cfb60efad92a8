"""Which articles are meant: what exports, feeds and the reading room ask for, as one value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

from newscrawl.errors import UsageError
from newscrawl.store.models import (
    ArticleRow,
    CreditRow,
    OutletRow,
    PersonRow,
    QuarantineRow,
    RegionRow,
    RunRow,
    SiteRow,
    VersionRow,
)
from newscrawl.store.queries import Query, current_version
from newscrawl.store.runs import of_round

STANDING = ("live", "changed")
"""The statuses of an article whose page is still there."""

_REGION = re.compile(r"\d{2,6}")


@dataclass(frozen=True, slots=True)
class Selection:
    """Articles for which all that is said holds; what is None is not asked.

    `run`: met by this run or those it continues. `site`: the site's id. `outlet`: key or name of the source.
    `region`: a GB/T 2260 code or the beginning of one; 510000 or 51 is the province, 511700 or 5117 the city,
    with all that lies in them. `reporter`: a reporter's whole name. `since`, `until`: days of publication,
    both included; articles without a date are then out. `statuses`: any of them. `first_only`: no reprints.
    `quarantined`: False leaves out what is kept back, True has only that, None does not care.

    Raises UsageError for a region that is no code.
    """

    run: str | None = None
    site: str | None = None
    outlet: str | None = None
    region: str | None = None
    reporter: str | None = None
    since: date | None = None
    until: date | None = None
    kind: str | None = None
    statuses: tuple[str, ...] | None = None
    story: str | None = None
    first_only: bool = False
    quarantined: bool | None = False

    @property
    def standing(self) -> Selection:
        """The same without withdrawn articles, unless it names the statuses itself."""
        return self if self.statuses is not None else replace(self, statuses=STANDING)

    def __post_init__(self) -> None:
        if self.region is not None and not _REGION.fullmatch(self.region):
            raise UsageError(f"no code of a division: {self.region!r}; write 2 to 6 digits, such as 511700")


def narrow(chosen: Query, selection: Selection) -> Query:
    """`chosen`, which reads articles with current version, site and outlet, for the articles selected."""
    for condition in conditions(selection):
        chosen = chosen.where(condition)
    return chosen


def selected(selection: Selection) -> Query:
    """Reads the row ids of the articles selected, from no more tables than that takes."""
    chosen = select(ArticleRow.id).where(*_of_article(selection))
    if selection.site:
        chosen = chosen.join(SiteRow, SiteRow.id == ArticleRow.site_id)
    says = list(_of_what_it_says(selection))
    if says:
        chosen = chosen.join(VersionRow, current_version())
        chosen = chosen.outerjoin(OutletRow, OutletRow.id == VersionRow.outlet_id)
    return chosen.where(*says)


def conditions(selection: Selection) -> list[ColumnElement[bool]]:
    """What holds of the articles selected, said of the tables articles, versions, sites and outlets."""
    return [*_of_article(selection), *_of_what_it_says(selection)]


def _of_article(one: Selection) -> Iterator[ColumnElement[bool]]:
    if one.run:
        yield ArticleRow.last_run.in_(select(RunRow.id).where(of_round(one.run)))
    if one.site:
        yield SiteRow.key == one.site
    if one.kind:
        yield ArticleRow.kind == one.kind
    if one.statuses is not None:
        yield ArticleRow.status.in_(one.statuses)
    if one.story:
        yield ArticleRow.story == one.story
    if one.first_only:
        yield ArticleRow.reprint_of.is_(None)
    if one.quarantined is not None:
        kept = exists().where(QuarantineRow.article_id == ArticleRow.id)
        yield kept if one.quarantined else ~kept


def _of_what_it_says(one: Selection) -> Iterator[ColumnElement[bool]]:
    if one.outlet:
        yield or_(OutletRow.key == one.outlet, OutletRow.name == one.outlet)
    if one.region:
        yield _in_region(one.region)
    if one.reporter:
        yield _by(one.reporter)
    if one.since:
        yield VersionRow.published_at >= one.since.isoformat()
    if one.until:
        # Behind all times of that day, which have a T there.
        yield VersionRow.published_at < f"{one.until.isoformat()}U"


def _in_region(code: str) -> ColumnElement[bool]:
    """A division of any version that is current, by the range of codes: an index serves that, unlike LIKE."""
    prefix = re.sub(r"(?:00)+$", "", code) if len(code) == 6 else code
    first, last = prefix.ljust(6, "0"), prefix.ljust(6, "9")
    own = and_(RegionRow.article_id == ArticleRow.id, RegionRow.version == VersionRow.number)
    return exists().where(own, RegionRow.adcode.between(first, last))


def _by(name: str) -> ColumnElement[bool]:
    own = and_(CreditRow.article_id == ArticleRow.id, CreditRow.version == VersionRow.number)
    person = select(PersonRow.id).where(PersonRow.name == name).scalar_subquery()
    return exists().where(own, CreditRow.desk == "reporter", CreditRow.person_id == person)
