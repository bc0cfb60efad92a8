"""What is known of one article besides its record, and whether anything has changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from newscrawl.store import changes
from newscrawl.store.models import ArticleRow, QuarantineRow, RunRow, SiteRow
from newscrawl.store.quarantine import KeptBack


def of_story(connection: Connection, story: str, limit: int) -> Sequence[str]:
    """The ids of the articles that tell a story."""
    return connection.scalars(select(ArticleRow.key).where(ArticleRow.story == story).limit(limit)).all()


def stamp(connection: Connection) -> tuple[int, int, int]:
    """The last change, the last run, and how many runs are under way."""
    running = select(func.count()).where(RunRow.status == "running")
    last = connection.scalar(select(func.max(RunRow.id))) or 0
    return changes.last(connection), last, connection.scalar(running) or 0


def site_of(connection: Connection, id: str) -> tuple[str, str | None] | None:
    """Id and name of the site that an article was found on."""
    chosen = (
        select(SiteRow.key, SiteRow.name)
        .join(ArticleRow, ArticleRow.site_id == SiteRow.id)
        .where(ArticleRow.key == id)
    )
    row = connection.execute(chosen).one_or_none()
    return (row[0], row[1]) if row else None


def kept_back(connection: Connection, id: str) -> KeptBack | None:
    """Why an article is kept back; None where it is not."""
    row = QuarantineRow
    chosen = (
        select(ArticleRow.key, ArticleRow.url, RunRow.key, row.monitor, row.reason, row.at)
        .join(ArticleRow, ArticleRow.id == row.article_id)
        .outerjoin(RunRow, RunRow.id == row.run_id)
        .where(ArticleRow.key == id)
    )
    found = connection.execute(chosen).one_or_none()
    return KeptBack(*found) if found else None
