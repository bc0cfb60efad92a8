"""How the sites do: their last runs, what they hold, what was refused."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from newscrawl.model import Reject
from newscrawl.store.models import ArticleRow, QuarantineRow, RejectRow, RunRow, SiteRow
from newscrawl.store.quarantine import KeptBack
from newscrawl.store.queries import AnyRow
from newscrawl.store.runs import Run

_MOST_BODY = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SiteState:
    """A site with its last runs, newest first; `region` is the GB/T 2260 code of its home."""

    id: str
    name: str | None
    region: str | None
    articles: int
    kept_back: int
    rejected: int
    runs: tuple[Run, ...]

    @property
    def last(self) -> Run | None:
        return self.runs[0] if self.runs else None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page without a record, as lists show it; `number` is its place in the list, the newest is highest."""

    number: int
    url: str | None
    code: str
    message: str
    fetched_at: datetime | None
    size: int


def states(connection: Connection, runs: int, site: str | None = None) -> list[SiteState]:
    """All sites (or one) by id, each with at most `runs` of its last runs."""
    chosen = select(SiteRow.id, SiteRow.key, SiteRow.name, SiteRow.region).order_by(SiteRow.key)
    rows = connection.execute(chosen if site is None else chosen.where(SiteRow.key == site)).all()
    ids = [row.id for row in rows]
    articles = _counted(connection, ArticleRow, ids)
    rejected = _counted(connection, RejectRow, ids)
    kept = _kept_back(connection, ids)
    last = _last_runs(connection, rows, runs)
    return [
        SiteState(
            row.key,
            row.name,
            row.region,
            articles.get(row.id, 0),
            kept.get(row.id, 0),
            rejected.get(row.id, 0),
            tuple(last.get(row.id, ())),
        )
        for row in rows
    ]


def names(connection: Connection) -> list[tuple[str, str | None]]:
    """Id and name of every site, by id."""
    chosen = select(SiteRow.key, SiteRow.name).order_by(SiteRow.key)
    return [(key, name) for key, name in connection.execute(chosen)]


def kept_back(connection: Connection, site: str, limit: int) -> list[KeptBack]:
    """The articles of a site that are kept back, the last one first."""
    row = QuarantineRow
    chosen = (
        select(ArticleRow.key, ArticleRow.url, RunRow.key, row.monitor, row.reason, row.at)
        .join(ArticleRow, ArticleRow.id == row.article_id)
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .outerjoin(RunRow, RunRow.id == row.run_id)
        .where(SiteRow.key == site)
        .order_by(row.at.desc(), ArticleRow.key)
        .limit(limit)
    )
    return [KeptBack(*found) for found in connection.execute(chosen)]


def codes(connection: Connection, site: str) -> list[tuple[str, int]]:
    """Why pages of a site gave no record: each code with its count, the most frequent first."""
    number = func.count()
    chosen = (
        select(RejectRow.code, number)
        .join(SiteRow, SiteRow.id == RejectRow.site_id)
        .where(SiteRow.key == site)
        .group_by(RejectRow.code)
        .order_by(number.desc(), RejectRow.code)
    )
    return [(code, count) for code, count in connection.execute(chosen)]


def refusals(
    connection: Connection, site: str, code: str | None, before: int | None, limit: int
) -> list[Refusal]:
    """The pages of a site that gave no record, those below the number `before`, highest first."""
    row = RejectRow
    chosen = (
        select(row.id, row.url, row.code, row.message, row.fetched_at, row.size)
        .join(SiteRow, SiteRow.id == row.site_id)
        .where(SiteRow.key == site)
        .order_by(row.id.desc())
        .limit(limit)
    )
    if code is not None:
        chosen = chosen.where(row.code == code)
    if before is not None:
        chosen = chosen.where(row.id < before)
    return [Refusal(*found) for found in connection.execute(chosen)]


def refusal(connection: Connection, site: str, number: int) -> Reject | None:
    """One page that gave no record, with its bytes; None where the site has none of this number."""
    row = RejectRow
    chosen = (
        select(row.url, SiteRow.key, row.code, row.message, row.fetched_at, row.size, row.body_gz)
        .join(SiteRow, SiteRow.id == row.site_id)
        .where(SiteRow.key == site, row.id == number)
    )
    found = connection.execute(chosen).one_or_none()
    if found is None:
        return None
    url, key, code, message, fetched_at, size, body = found
    shown = gzip.decompress(body) if size <= _MOST_BODY else b""
    return Reject(url, key, code, message, fetched_at.isoformat() if fetched_at else None, shown)


def _counted(
    connection: Connection, model: type[ArticleRow] | type[RejectRow], ids: Sequence[int]
) -> dict[int, int]:
    chosen = select(model.site_id, func.count()).where(model.site_id.in_(ids)).group_by(model.site_id)
    return dict(connection.execute(chosen).all())


def _kept_back(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    chosen = (
        select(ArticleRow.site_id, func.count())
        .join(QuarantineRow, QuarantineRow.article_id == ArticleRow.id)
        .where(ArticleRow.site_id.in_(ids))
        .group_by(ArticleRow.site_id)
    )
    return dict(connection.execute(chosen).all())


def _last_runs(connection: Connection, sites: Sequence[AnyRow], limit: int) -> dict[int, list[Run]]:
    row = RunRow
    ids = [site.id for site in sites]
    known = {site.id: site for site in sites}
    rank = func.row_number().over(partition_by=row.site_id, order_by=row.id.desc()).label("rank")
    ranked = select(row.id, rank).where(row.site_id.in_(ids)).subquery()
    chosen = (
        select(row.site_id, row.key, row.started, row.ended, row.status, row.reason, row.counters, row.export)
        .join(ranked, ranked.c.id == row.id)
        .where(ranked.c.rank <= limit)
        .order_by(row.id.desc())
    )
    found: dict[int, list[Run]] = {}
    for site, key, *rest in connection.execute(chosen):
        named = known[site]
        found.setdefault(site, []).append(Run(key, named.key, named.name, *rest))
    return found
