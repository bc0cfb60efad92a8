"""Articles that are kept back: stored and versioned like any other, but neither exported nor shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from newscrawl.store.changes import Log
from newscrawl.store.models import ArticleRow, QuarantineRow, RunRow, SiteRow
from newscrawl.store.queries import AnyRow, Query
from newscrawl.store.upsert import chunks, insert, table_of

CHUNK = 500


@dataclass(frozen=True, slots=True)
class KeptBack:
    """One article in quarantine: which monitor put it there, in which run (None: none did), and why."""

    id: str
    url: str | None
    run: str | None
    monitor: str
    reason: str
    at: datetime
    site: str | None = None


def put(
    connection: Connection, log: Log, articles: Iterable[str], monitor: str, reason: str, run: str | None
) -> int:
    """Keep back `articles`, given by their ids; how many were not kept back before."""
    now = datetime.now(UTC)
    run_id = connection.scalar(select(RunRow.id).where(RunRow.key == run)) if run else None
    done = 0
    for rows in _in_chunks(connection, _free(), articles):
        kept = [
            {"article_id": row.id, "run_id": run_id, "monitor": monitor, "reason": reason, "at": now}
            for row in rows
        ]
        connection.execute(insert(connection, table_of(QuarantineRow)), kept)
        log.note_all(((row.id, row.version) for row in rows), "quarantined")
        done += len(rows)
    return done


def release(connection: Connection, log: Log, articles: Iterable[str]) -> int:
    """Let `articles` go, given by their ids; how many were kept back."""
    done = 0
    kept = _articles().join(QuarantineRow, QuarantineRow.article_id == ArticleRow.id)
    for rows in _in_chunks(connection, kept, articles):
        ids = [row.id for row in rows]
        connection.execute(delete(QuarantineRow).where(QuarantineRow.article_id.in_(ids)))
        log.note_all(((row.id, row.version) for row in rows), "released")
        done += len(rows)
    return done


def kept_back(connection: Connection, run: str | None, limit: int) -> Iterator[KeptBack]:
    """What is kept back (`run`: by that one), newest first."""
    row = QuarantineRow
    chosen = (
        select(ArticleRow.key, ArticleRow.url, RunRow.key, row.monitor, row.reason, row.at, SiteRow.key)
        .join(ArticleRow, ArticleRow.id == row.article_id)
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .outerjoin(RunRow, RunRow.id == row.run_id)
        .order_by(row.at.desc(), ArticleRow.key)
        .limit(limit)
    )
    for found in connection.execute(chosen if run is None else chosen.where(RunRow.key == run)):
        yield KeptBack(*found)


def _articles() -> Query:
    return select(ArticleRow.id, ArticleRow.version)


def _free() -> Query:
    return (
        _articles()
        .outerjoin(QuarantineRow, QuarantineRow.article_id == ArticleRow.id)
        .where(QuarantineRow.article_id.is_(None))
    )


def _in_chunks(connection: Connection, chosen: Query, articles: Iterable[str]) -> Iterator[Sequence[AnyRow]]:
    for keys in chunks(sorted(set(articles)), CHUNK):
        rows = connection.execute(chosen.where(ArticleRow.key.in_(keys))).all()
        if rows:
            yield rows
