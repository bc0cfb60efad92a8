"""One state of the database, read for as long as an export takes: its articles as lines, and its cursor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, and_, exists, func, not_, or_, select
from sqlalchemy.orm import aliased

from newscrawl.errors import UsageError
from newscrawl.model.line import DataLine, Gone, Tombstone, grave, line_of
from newscrawl.store import cursors, encoded, read
from newscrawl.store.models import ArticleRow, ChangeRow, OutletRow, QuarantineRow, SiteRow, VersionRow
from newscrawl.store.queries import Query
from newscrawl.store.selection import Selection, conditions, selected

CHUNK = 500

FACTS = ("new", "changed", "regrouped", "relabelled")
"""The changes after which the line of an article reads otherwise."""


class Snapshot:
    """What one transaction sees. `cursor` stands behind the last change that it sees."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.cursor = cursors.cursor(connection)

    def count(self, selection: Selection, since: str | None = None) -> int:
        """How many articles `lines` gives; with `since`, how many records `changed_since` does."""
        query = selected(selection.standing).where(*self._changed(since))
        return self._connection.scalar(select(func.count()).select_from(query.subquery())) or 0

    def lines(self, selection: Selection, by_day: bool = False, evidence: bool = False) -> Iterator[DataLine]:
        """The articles selected whose pages are still there, by id, or by day of publication."""
        yield from self._lines(self._chosen(selection).order_by(*_order(by_day)), evidence)

    def changed_since(
        self, since: str, selection: Selection, by_day: bool = False, evidence: bool = False
    ) -> Iterator[DataLine]:
        """What is new or changed since the cursor `since`, in the order of `lines`, then tombstones by id.

        A tombstone is given for an article that was selected then and is not now: withdrawn, quarantined, or
        changed so that it is not asked for any more. Whether it was a first copy then is not known.
        Raises UsageError for a cursor that is none, or of another database, and for a selection of a run.
        """
        if selection.run is not None:
            raise UsageError("an increment is of all runs since its cursor: leave out the run, or the cursor")
        yield from self._lines(self._chosen(selection, since).order_by(*_order(by_day)), evidence)
        yield from self._graves(cursors.number(self._connection, since), selection)

    def _chosen(self, selection: Selection, since: str | None = None) -> Query:
        asked = conditions(selection.standing)
        return encoded.chosen(self._connection, *asked, *self._changed(since))

    def _changed(self, since: str | None) -> list[ColumnElement[bool]]:
        """What holds of articles that are new or changed since a cursor; of all, without one."""
        if since is None:
            return []
        seen = cursors.number(self._connection, since)
        # One that was withdrawn or held back, and is back, is as it was: whoever had it has it still.
        return [_touched(seen), or_(_facts_changed(seen), not_(_visible_at(seen)))]

    def _lines(self, query: Query, evidence: bool) -> Iterator[DataLine]:
        if not evidence:
            yield from encoded.lines(self._connection, query)
            return
        keys = self._connection.execute(
            query.with_only_columns(ArticleRow.key).execution_options(yield_per=CHUNK)
        ).scalars()
        for some in keys.partitions(CHUNK):
            found = read.of_keys(self._connection, some, evidence=True)
            yield from (line_of(found[key], evidence=True) for key in some)

    def _graves(self, seen: int, selection: Selection) -> Iterator[DataLine]:
        """Of the articles touched those that were there and selected at `seen`, and are not selected now."""
        then = replace(selection, quarantined=None, statuses=None, first_only=False, story=None)
        # Of those touched: all that is selected may be millions.
        now = self._chosen(selection).where(_touched(seen)).with_only_columns(ArticleRow.id)
        query = (
            select(
                ArticleRow.key,
                ArticleRow.version,
                ArticleRow.url,
                SiteRow.key.label("site"),
                ArticleRow.status,
                _quarantined().label("quarantined"),
            )
            .select_from(ArticleRow)
            .join(
                VersionRow,
                and_(VersionRow.article_id == ArticleRow.id, VersionRow.number == _version_at(seen)),
            )
            .join(SiteRow, SiteRow.id == ArticleRow.site_id)
            .outerjoin(OutletRow, OutletRow.id == VersionRow.outlet_id)
            .where(*conditions(then), _touched(seen), _visible_at(seen), not_(ArticleRow.id.in_(now)))
            .order_by(ArticleRow.key)
        )
        for row in self._connection.execute(query.execution_options(yield_per=CHUNK)):
            if row.status == "withdrawn":
                why = "withdrawn"
            else:
                why = "quarantined" if row.quarantined else "unselected"
            yield grave(Tombstone(row.key, row.version, row.url, row.site, cast(Gone, why)))


def _touched(seen: int) -> ColumnElement[bool]:
    """Whether anything befell an article after change `seen`."""
    return ArticleRow.id.in_(select(ChangeRow.article_id).where(ChangeRow.seq > seen))


def _facts_changed(seen: int) -> ColumnElement[bool]:
    """Whether an article says something else since change `seen`, or did not say anything before."""
    told = select(ChangeRow.article_id).where(ChangeRow.seq > seen, ChangeRow.kind.in_(FACTS))
    return ArticleRow.id.in_(told)


def _order(by_day: bool) -> list[ColumnElement[Any]]:
    if not by_day:
        return [ArticleRow.key.asc()]
    # NULLs go last in one database and first in the other unless they are told where.
    day = func.substr(VersionRow.published_at, 1, 10)
    return [VersionRow.published_at.is_(None).asc(), day.asc(), ArticleRow.key.asc()]


def _quarantined() -> ColumnElement[bool]:
    return exists().where(QuarantineRow.article_id == ArticleRow.id)


def _version_at(seen: int) -> ColumnElement[int]:
    """The version of an article after change `seen`; NULL if it was not there."""
    last = aliased(ChangeRow)
    return (
        select(last.version)
        .where(last.article_id == ArticleRow.id, last.seq <= seen)
        .order_by(last.seq.desc())
        .limit(1)
        .correlate(ArticleRow)
        .scalar_subquery()
    )


def _visible_at(seen: int) -> ColumnElement[bool]:
    """Whether an article that was there at `seen` was neither withdrawn nor quarantined then."""
    gone = _last_at(seen, "new", "changed", "withdrawn", "restored")
    kept_back = _last_at(seen, "quarantined", "released")
    return and_(gone != "withdrawn", or_(kept_back.is_(None), kept_back == "released"))


def _last_at(seen: int, *kinds: str) -> ColumnElement[str]:
    """The last of these kinds of change of an article up to `seen`; NULL if there was none."""
    last = aliased(ChangeRow)
    return (
        select(last.kind)
        .where(last.article_id == ArticleRow.id, last.seq <= seen, last.kind.in_(kinds))
        .order_by(last.seq.desc())
        .limit(1)
        .correlate(ArticleRow)
        .scalar_subquery()
    )
