"""One story as it is shown: who told it first, why, and all of its copies."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from newscrawl.store.models import ArticleRow, OutletRow, SiteRow, StoryRow, VersionRow
from newscrawl.store.queries import current_version

MOST = 1000
"""Copies that are shown."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One copy: the article, where it stands, whom it credits, and when it was published."""

    id: str
    url: str | None
    site: str
    title: str | None
    outlet: str | None
    published_at: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Story:
    """`first` is the id of the first copy known, `publisher` the outlet that published first, `reason` what
    says so; None where there is one copy. `copies`: the first copy first, then by date."""

    name: str
    first: str | None
    publisher: str | None
    reason: str | None
    copies: list[Telling]


def story(connection: Connection, name: str) -> Story | None:
    """The story of this name; None where no article tells it."""
    chosen = (
        select(
            ArticleRow.key,
            ArticleRow.url,
            SiteRow.key.label("site"),
            VersionRow.title,
            OutletRow.name.label("outlet"),
            VersionRow.published_at,
            ArticleRow.status,
        )
        .join(VersionRow, current_version())
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .outerjoin(OutletRow, OutletRow.id == VersionRow.outlet_id)
        .where(ArticleRow.story == name)
        .order_by(ArticleRow.reprint_of.is_not(None), VersionRow.published_at, ArticleRow.key)
        .limit(MOST)
    )
    copies = [Telling(*row) for row in connection.execute(chosen)]
    if not copies:
        return None
    told = connection.execute(
        select(ArticleRow.key, StoryRow.publisher, StoryRow.reason)
        .join(ArticleRow, ArticleRow.id == StoryRow.article_id)
        .where(StoryRow.name == name)
    ).one_or_none()
    first, publisher, reason = told if told is not None else (None, None, None)
    return Story(name, first, publisher, reason, copies)
