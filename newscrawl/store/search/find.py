"""Finding: headline hits first, then those of the first paragraph, then the others, each kind newest first.

Both indexes hand out documents by number, which is by day: a page of hits costs the same whatever the size of
the store and however many hits there are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    TableClause,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from newscrawl.errors import UsageError
from newscrawl.grammar.marking import Piece, mark, pattern, snippets
from newscrawl.grammar.terms import words
from newscrawl.store.models import ArticleRow, DocumentRow, OutletRow, PersonRow, SiteRow, VersionRow
from newscrawl.store.queries import AnyRow, Query, current_version
from newscrawl.store.search.documents import fact, first_of
from newscrawl.store.search.expressions import ANY, Asked, fts5, tsquery
from newscrawl.store.search.index import FTS5, VECTORS, pending
from newscrawl.store.selection import Selection, narrow
from newscrawl.store.upsert import table_of

COUNTED = 1000
"""Hits are counted up to here."""

SNIPPET = 90
SNIPPETS = 2

_LEVEL = re.compile(r"(\d\d(?:(?!00)\d\d){0,2})(?:00)*")
_CURSOR = re.compile(r"([012])\.(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found, as it now stands. `title` and `passages` are in pieces, the hits marked.

    `tier`: 0 all words are in the headlines; 1 in headlines and first paragraph; 2 anywhere.
    """

    id: str
    url: str | None
    site: str
    outlet: str | None
    published_at: str | None
    status: str
    version: int
    story: str | None
    reprint: bool
    tier: int
    title: tuple[Piece, ...]
    passages: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits. `next`: what to pass as `after` for the page that follows; None: there is none.

    `total` is exact unless `more` is set: then there are at least so many. `pending`: changes that the index
    has not taken in yet.
    """

    hits: list[Hit]
    total: int
    more: bool
    next: str | None
    pending: int


@dataclass(frozen=True, slots=True)
class _Search:
    """One query as the database is asked."""

    connection: Connection
    asked: Asked
    selection: Selection

    def tier(self, tier: int, before: int | None = None) -> Query:
        """Document and article of the hits of a tier, those numbered below `before`, newest first."""
        chosen = select(DocumentRow.id.label("document"), ArticleRow.id.label("article"))
        chosen = chosen.join(ArticleRow, ArticleRow.id == DocumentRow.article_id)
        number: ColumnElement[int] = table_of(DocumentRow).c.id
        matching = self._matching(tier)
        if matching is not None:
            index, number, matches = matching
            chosen = chosen.join(index, number == DocumentRow.id).where(matches)
        first, last = _days(self.selection)
        for bound in (None if first is None else number >= first, None if last is None else number < last):
            chosen = chosen if bound is None else chosen.where(bound)
        if before is not None:
            chosen = chosen.where(number < before)
        return narrow(chosen, _rest(self.selection)).order_by(number.desc())

    def _matching(self, tier: int) -> tuple[TableClause, ColumnElement[int], ColumnElement[bool]] | None:
        """The index, its document numbers, and what must hold; None where neither word nor fact is asked."""
        if self.connection.dialect.name == "postgresql":
            asked = tsquery(self.asked, tier)
            matches = VECTORS.c.words.op("@@")(cast(literal(asked, String), TSQUERY))
            return None if asked is None else (VECTORS, VECTORS.c.id, matches)
        asked = fts5(self.asked, tier)
        return None if asked is None else (FTS5, FTS5.c.rowid, FTS5.c.search.op("MATCH")(asked))


def find(connection: Connection, query: str, selection: Selection, after: str | None, limit: int) -> Found:
    """One page of hits for the words of `query` among the articles selected.

    Raises UsageError for an `after` that no page gave.
    """
    facts = _facts(connection, selection)
    waiting = pending(connection)
    tier, before = _cursor(after)
    if facts is None:
        return Found([], 0, False, None, waiting)
    sought = tuple(words(query))
    search = _Search(connection, Asked(sought, facts), selection)
    found: list[tuple[int, AnyRow]] = []
    while tier < search.asked.tiers and len(found) <= limit:
        rows = connection.execute(search.tier(tier, before).limit(limit + 1 - len(found))).all()
        found += [(tier, row) for row in rows]
        tier, before = tier + 1, None
    shown = found[:limit]
    following = f"{shown[-1][0]}.{shown[-1][1].document}" if len(found) > limit else None
    total, more = _count(search)
    return Found(_hits(connection, shown, pattern(sought)), total, more, following, waiting)


def _count(search: _Search) -> tuple[int, bool]:
    """How many hits there are; counting ends at COUNTED."""
    counted = search.tier(ANY).order_by(None).limit(COUNTED + 1).subquery()
    total = search.connection.scalar(select(func.count()).select_from(counted)) or 0
    return min(total, COUNTED), total > COUNTED


def _hits(
    connection: Connection, found: Sequence[tuple[int, AnyRow]], sought: re.Pattern[str] | None
) -> list[Hit]:
    """What is shown of each, in their order."""
    chosen = (
        select(
            ArticleRow.id,
            ArticleRow.key,
            ArticleRow.url,
            ArticleRow.status,
            ArticleRow.version,
            ArticleRow.story,
            ArticleRow.reprint_of,
            SiteRow.key.label("site"),
            OutletRow.name.label("outlet"),
            VersionRow.source_displayed,
            VersionRow.title,
            VersionRow.published_at,
            VersionRow.body,
        )
        .join(VersionRow, current_version())
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .outerjoin(OutletRow, OutletRow.id == VersionRow.outlet_id)
        .where(ArticleRow.id.in_([row.article for _, row in found]))
    )
    rows = {row.id: row for row in connection.execute(chosen)} if found else {}
    return [_hit(rows[each.article], tier, sought) for tier, each in found]


def _hit(row: AnyRow, tier: int, sought: re.Pattern[str] | None) -> Hit:
    return Hit(
        id=row.key,
        url=row.url,
        site=row.site,
        outlet=row.outlet or row.source_displayed,
        published_at=row.published_at,
        status=row.status,
        version=row.version,
        story=row.story,
        reprint=row.reprint_of is not None,
        tier=tier,
        title=mark(row.title or "", sought),
        passages=snippets(row.body or "", sought, SNIPPET, SNIPPETS),
    )


def _facts(connection: Connection, selection: Selection) -> tuple[tuple[str, ...], ...] | None:
    """What the index is asked for besides words: of each group one. None: nothing in the store is so."""
    groups: list[tuple[str, ...]] = []
    one = selection
    for kind, asked, query in (
        ("s", one.site, select(SiteRow.id).where(SiteRow.key == one.site)),
        (
            "o",
            one.outlet,
            select(OutletRow.id).where(or_(OutletRow.key == one.outlet, OutletRow.name == one.outlet)),
        ),
        ("p", one.reporter, select(PersonRow.id).where(PersonRow.name == one.reporter)),
    ):
        if asked is None:
            continue
        group = tuple(fact(kind, id) for id in connection.scalars(query.order_by("id")))
        if not group:
            return None
        groups.append(group)
    code = _region(one.region)
    return (*groups, (fact("r", code),)) if code else tuple(groups)


def _region(code: str | None) -> str | None:
    """The code as the index has it; None where it does not end at a level."""
    level = _LEVEL.fullmatch(code or "")
    return level[1] if level else None


def _rest(selection: Selection) -> Selection:
    """What of the selection the index does not know, and the articles are asked."""
    region = None if _region(selection.region) else selection.region
    return replace(selection, site=None, outlet=None, reporter=None, region=region, since=None, until=None)


def _days(selection: Selection) -> tuple[int | None, int | None]:
    """The documents numbered from … up to and without …; where days are asked, there are none without one."""
    since, until = selection.since, selection.until
    last = None if until is None or until == date.max else first_of(until + timedelta(days=1))
    first = since or (date.min if until else None)
    return (None if first is None else first_of(first)), last


def _cursor(after: str | None) -> tuple[int, int | None]:
    if after is None:
        return 0, None
    told = _CURSOR.fullmatch(after)
    if told is None:
        raise UsageError(f"no page begins after {after!r}: pass what the page before gave as `next`")
    return int(told[1]), int(told[2])
