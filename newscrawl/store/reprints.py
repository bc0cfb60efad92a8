"""Which article of a story is the first publisher's, and who reprints it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select, update

from newscrawl.store.models import ArticleRow, OutletRow, SiteRow, VersionRow
from newscrawl.store.queries import AnyRow, Query, current_version
from newscrawl.store.upsert import table_of


def settle(connection: Connection, stories: Iterable[str]) -> list[tuple[int, int]]:
    """Set `reprint_of` anew in all articles of `stories`: to the first publisher's, and NULL for that one.

    Gives row id and version of the articles in which that is a change.
    """
    wanted = sorted(set(stories))
    members: dict[str, list[AnyRow]] = {}
    for row in connection.execute(_members().where(ArticleRow.story.in_(wanted))) if wanted else ():
        members.setdefault(row.story, []).append(row)
    changes = []
    changed = []
    for rows in members.values():
        first = min(rows, key=_precedence)
        for row in rows:
            original = None if row is first else first.id
            if row.reprint_of != original:
                changes.append({"its_id": row.id, "its_original": original})
                changed.append((row.id, row.version))
    if changes:
        table = table_of(ArticleRow)
        connection.execute(
            update(table)
            .where(table.c.id == bindparam("its_id"))
            .values(reprint_of=bindparam("its_original")),
            changes,
        )
    return changed


def _members() -> Query:
    return (
        select(
            ArticleRow.id,
            ArticleRow.key,
            ArticleRow.version,
            ArticleRow.story,
            ArticleRow.reprint_of,
            SiteRow.name.label("site"),
            OutletRow.name.label("outlet"),
            VersionRow.published_at,
        )
        .join(VersionRow, current_version())
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .outerjoin(OutletRow, OutletRow.id == VersionRow.outlet_id)
    )


def _precedence(row: AnyRow) -> tuple[str, int, str, str]:
    """The smallest is the first publisher: by day, then whose own story it is, then by the clock.

    On one day the credit decides before the clock, for times are shown to the day by some and to the
    second by others. Undated articles come last. The article's id settles what is left, so that the order
    of arrival does not count.
    """
    published = row.published_at or "9999"
    return published[:10], _distance(row), published, row.key


def _distance(row: AnyRow) -> int:
    """0: credited to the site itself; 1: to nobody; 2: to somebody else."""
    if row.outlet is None:
        return 1
    return 0 if row.outlet == row.site else 2
