"""An article through time, and the copies of its story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from newscrawl.store import changes
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
from newscrawl.store.quarantine import KeptBack

_TEXTS = ("title", "kicker", "subtitle", "published_at", "source_displayed", "body")
SAID = (
    "title", "kicker", "subtitle", "published_at", "source", "reporters", "editors", "regions", "channel",
    "body",
)  # fmt: skip
"""The fields that versions are compared in, in the order shown."""


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of an article: its number, when it was first met, and what extracted it."""

    number: int
    seen_at: datetime
    extractor: str


def numbers(connection: Connection, id: str) -> list[Version]:
    """The versions of an article, the first one first; empty where there is no such article."""
    chosen = (
        select(VersionRow.number, VersionRow.seen_at, VersionRow.extractor)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(ArticleRow.key == id)
        .order_by(VersionRow.number)
    )
    return [Version(*row) for row in connection.execute(chosen)]


def of_story(connection: Connection, story: str, limit: int) -> Sequence[str]:
    """The ids of the articles that tell a story."""
    return connection.scalars(select(ArticleRow.key).where(ArticleRow.story == story).limit(limit)).all()


def stamp(connection: Connection) -> tuple[int, int, int]:
    """The last change, the last run, and how many runs are under way."""
    running = select(func.count()).where(RunRow.status == "running")
    last = connection.scalar(select(func.max(RunRow.id))) or 0
    return changes.last(connection), last, connection.scalar(running) or 0


def wording(connection: Connection, id: str, number: int) -> dict[str, str]:
    """What one version says, field by field as text; empty where there is no such version."""
    columns = [getattr(VersionRow, name) for name in _TEXTS]
    chosen = (
        select(VersionRow.article_id, VersionRow.channel, OutletRow.name, *columns)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .outerjoin(OutletRow, OutletRow.id == VersionRow.outlet_id)
        .where(ArticleRow.key == id, VersionRow.number == number)
    )
    row = connection.execute(chosen).one_or_none()
    if row is None:
        return {}
    article, channel, outlet, *texts = row
    said = dict(zip(_TEXTS, texts, strict=True))
    said["source"] = outlet or said.pop("source_displayed")
    said |= _credits(connection, article, number)
    said["regions"] = "、".join(_regions(connection, article, number))
    said["channel"] = " › ".join(channel)
    return {name: said.get(name) or "" for name in SAID}


def _credits(connection: Connection, article: int, number: int) -> dict[str, str]:
    chosen = (
        select(CreditRow.desk, CreditRow.role, PersonRow.name)
        .join(PersonRow, PersonRow.id == CreditRow.person_id)
        .where(CreditRow.article_id == article, CreditRow.version == number)
        .order_by(CreditRow.position)
    )
    named: dict[str, list[str]] = {"reporters": [], "editors": []}
    for desk, role, name in connection.execute(chosen):
        named[f"{desk}s"].append(f"{role} {name}")
    return {desk: "、".join(names) for desk, names in named.items()}


def _regions(connection: Connection, article: int, number: int) -> Sequence[str]:
    chosen = select(RegionRow.name).where(RegionRow.article_id == article, RegionRow.version == number)
    return connection.scalars(chosen.order_by(RegionRow.position)).all()


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
