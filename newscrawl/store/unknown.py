"""Outlets that articles name and the outlet register does not know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from newscrawl.store.models import ArticleRow, OutletRow, SiteRow, VersionRow
from newscrawl.store.queries import current_version


@dataclass(frozen=True, slots=True)
class UnknownOutlet:
    """`articles`: how many name it as their source today; `site` and `url`: where one of them stands."""

    name: str
    articles: int
    site: str
    url: str | None


def unknown_outlets(connection: Connection, limit: int) -> Iterator[UnknownOutlet]:
    """The outlets without a key, most frequent first."""
    count = func.count(ArticleRow.id)
    chosen = (
        select(OutletRow.name, count, func.min(SiteRow.key), func.min(ArticleRow.url))
        .join(VersionRow, VersionRow.outlet_id == OutletRow.id)
        .join(ArticleRow, current_version())
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .where(OutletRow.key.is_(None))
        .group_by(OutletRow.name)
        .order_by(count.desc(), OutletRow.name)
        .limit(limit)
    )
    for name, articles, site, url in connection.execute(chosen):
        yield UnknownOutlet(name, articles, site, url)
