"""What the store knows of the articles in a batch: looked up once, kept true while the batch is judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from urllib.parse import urlsplit

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from newscrawl.model import Record
from newscrawl.store.models import AliasRow, ArticleRow, SiteRow, StoryTextRow, VersionRow
from newscrawl.store.queries import AnyRow, Query, current_version
from newscrawl.store.upsert import among, listed

Text = tuple[str, str, str]

# The same paper for the telephone is not another paper.
SAME_HOUSE = ("www.", "m.", "wap.", "3g.", "mobile.")


@dataclass(slots=True, eq=False)
class Entry:
    """One article as known so far; `id` is None until its row is written.

    `story` is the one that the store has it in, `told` the name that its own text gives the story.
    """

    key: str
    site: str
    version: int
    facts: str
    title: str | None
    story: str | None = None
    told: str | None = None
    id: int | None = None
    withdrawn: bool = False


@dataclass(slots=True)
class Known:
    """Articles by record id, by the record ids of further addresses, and by (site, host, hash of a text)."""

    articles: dict[str, Entry] = field(default_factory=dict)
    aliases: dict[str, Entry] = field(default_factory=dict)
    texts: dict[Text, Entry] = field(default_factory=dict)


def host(url: str | None) -> str:
    """The host of `url` as far as it tells papers apart: without `www.` or `m.`; empty if there is none."""
    parts = (url or "").split("/", 3)
    return _house(parts[2]) if len(parts) > 2 and not parts[1] else ""


@lru_cache(maxsize=4096)
def _house(authority: str) -> str:
    try:
        name = urlsplit(f"//{authority}").hostname or ""
    except ValueError:
        return ""
    return next((name.removeprefix(prefix) for prefix in SAME_HOUSE if name.startswith(prefix)), name)


def look_up(connection: Connection, records: Iterable[Record]) -> Known:
    """What is stored of `records`: three reads, however many records. Former wordings count as texts."""
    hashes = {record.id: record.content_hash for record in records}
    known = Known()
    entries: dict[int, Entry] = {}
    dialect = connection.dialect.name

    def entry(row: AnyRow) -> Entry:
        # One article is one Entry, however it was found: judging a batch edits it in place.
        if row.id not in entries:
            entries[row.id] = Entry(
                row.key,
                row.site,
                row.version,
                row.facts,
                row.title,
                row.story,
                row.told,
                row.id,
                row.status == "withdrawn",
            )
        return entries[row.id]

    for row in connection.execute(_by_id(dialect), {"keys": listed(connection, hashes)}):
        known.articles[row.key] = entry(row)
    strangers = hashes.keys() - known.articles.keys()
    if not strangers:
        return known
    for row in connection.execute(_through_aliases(dialect), {"keys": listed(connection, strangers)}):
        known.aliases[row.alias] = entry(row)
    texts = listed(connection, {hashes[key] for key in strangers})
    for row in connection.execute(_through_texts(dialect), {"hashes": texts}):
        known.texts[row.site, host(row.url), row.content_hash] = entry(row)
    return known


def _articles() -> Query:
    """Articles with what their current version says."""
    return (
        select(
            ArticleRow.id,
            ArticleRow.key,
            ArticleRow.url,
            ArticleRow.version,
            ArticleRow.story,
            ArticleRow.status,
            SiteRow.key.label("site"),
            VersionRow.facts,
            VersionRow.title,
            StoryTextRow.told,
        )
        .join(VersionRow, current_version())
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .outerjoin(StoryTextRow, StoryTextRow.article_id == ArticleRow.id)
    )


@cache
def _by_id(dialect: str) -> Query:
    return _articles().where(among(dialect, ArticleRow.key, "keys"))


@cache
def _through_aliases(dialect: str) -> Query:
    return (
        _articles()
        .add_columns(AliasRow.key.label("alias"))
        .join(AliasRow, AliasRow.article_id == ArticleRow.id)
        .where(among(dialect, AliasRow.key, "keys"))
    )


@cache
def _through_texts(dialect: str) -> Query:
    """Articles that say, or once said, one of these texts; the oldest comes last and so prevails."""
    any_version = aliased(VersionRow)
    return (
        _articles()
        .add_columns(any_version.content_hash)
        .join(any_version, any_version.article_id == ArticleRow.id)
        .where(among(dialect, any_version.content_hash, "hashes"))
        .order_by(ArticleRow.id.desc())
    )
