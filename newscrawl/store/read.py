"""Rows → Records, in a fixed order and a bounded number at a time."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, and_, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from newscrawl.errors import UsageError
from newscrawl.model import SCHEMA, Record
from newscrawl.store.engine import reading
from newscrawl.store.models import (
    ArticleRow,
    CreditRow,
    ImageRow,
    OutletRow,
    PersonRow,
    RegionRow,
    SiteRow,
    VersionRow,
)
from newscrawl.store.queries import Query, current_version, of_versions
from newscrawl.store.selection import Selection, narrow, selected
from newscrawl.store.upsert import chunks, table_of

CHUNK = 500
"""Articles held in memory at a time."""

UNDATED = "-"
"""Stands for the date in the place of an article that has none."""

OF_ARTICLE = frozenset(("key", "version", "url", "canonical_url", "kind", "status", "story", "fetched_at"))
FIELDS = frozenset(field.name for field in dataclasses.fields(Record))

Parts = dict[tuple[int, int], list[Any]]


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a selection: its articles, and where the next part begins (None: there is none)."""

    records: list[Record]
    next: str | None


def stream(engine: Engine, selection: Selection, evidence: bool) -> Iterator[Record]:
    """The articles selected, as they stand, by id.

    No transaction is held open between chunks: a slow reader does not keep writers' logs from being trimmed.
    """
    after = ""
    wanted = narrow(_articles(), selection).order_by(ArticleRow.key).limit(CHUNK)
    while True:
        with reading(engine) as connection:
            chunk = connection.execute(wanted.where(ArticleRow.key > after)).mappings().all()
            found = _assemble(connection, chunk, evidence)
        yield from found
        if len(found) < CHUNK:
            return
        after = found[-1].id


def by_ids(engine: Engine, ids: Iterable[str], selection: Selection, evidence: bool) -> Iterator[Record]:
    """Of the articles with these ids those selected, in the order of `ids`; each as often as it is named."""
    wanted = narrow(_articles(), selection)
    for some in chunks(ids, CHUNK):
        with reading(engine) as connection:
            chunk = connection.execute(wanted.where(ArticleRow.key.in_(set(some)))).mappings().all()
            found = {record.id: record for record in _assemble(connection, chunk, evidence)}
        yield from (found[id] for id in some if id in found)


def of_keys(connection: Connection, keys: Sequence[str], evidence: bool = False) -> dict[str, Record]:
    """The articles with these ids, as they stand, by id."""
    chunk = connection.execute(_articles().where(ArticleRow.key.in_(keys))).mappings().all()
    return {record.id: record for record in _assemble(connection, chunk, evidence)}


def at_versions(connection: Connection, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], Record]:
    """What articles, given by id, said in a version; address, story and status are as of now."""
    found: dict[tuple[str, int], Record] = {}
    every = _articles(VersionRow.article_id == ArticleRow.id)
    for some in chunks(sorted(wanted), CHUNK):
        # The ids besides: asked for pairs alone, SQLite reads all articles.
        of_these = ArticleRow.key.in_(sorted({key for key, _ in some}))
        pairs = tuple_(ArticleRow.key, VersionRow.number).in_(some)
        rows = connection.execute(every.where(of_these, pairs)).mappings().all()
        chunk = [dict(row) | {"version": row["number"]} for row in rows]
        found |= {(one.id, one.version): one for one in _assemble(connection, chunk, evidence=False)}
    return found


def newest(connection: Connection, selection: Selection, after: str | None, limit: int) -> Slice:
    """The articles selected, the last published first, those without a date at the end; then by id.

    Raises UsageError for an `after` that no Slice has given.
    """
    published, key = _place(after)
    wanted = narrow(_articles(), selection)
    rows: list[RowMapping] = []
    if published != UNDATED:
        dated = wanted.where(VersionRow.published_at.is_not(None), *_behind(published, key))
        ordered = dated.order_by(VersionRow.published_at.desc(), ArticleRow.key).limit(limit + 1)
        rows += connection.execute(ordered).mappings().all()
        key = ""
    if len(rows) <= limit:
        rest = wanted.where(VersionRow.published_at.is_(None), ArticleRow.key > key).order_by(ArticleRow.key)
        rows += connection.execute(rest.limit(limit + 1 - len(rows))).mappings().all()
    found = _assemble(connection, rows[:limit], evidence=False)
    if len(rows) <= limit:
        return Slice(found, None)
    return Slice(found, f"{found[-1].published_at or UNDATED} {found[-1].id}")


def count(connection: Connection, selection: Selection) -> int:
    """How many articles are selected."""
    return connection.scalar(select(func.count()).select_from(selected(selection).subquery())) or 0


def _place(after: str | None) -> tuple[str | None, str]:
    if after is None:
        return None, ""
    published, space, key = after.partition(" ")
    if not (space and published and key):
        raise UsageError(f"no place in a list of articles: {after!r}")
    return published, key


def _behind(published: str | None, key: str) -> list[ColumnElement[bool]]:
    """Conditions on dated articles: behind that place, or anywhere."""
    if published is None:
        return []
    earlier = VersionRow.published_at < published
    return [
        VersionRow.published_at <= published,
        or_(earlier, and_(VersionRow.published_at == published, ArticleRow.key > key)),
    ]


def _articles(version: ColumnElement[bool] | None = None) -> Query:
    """Articles with the version that `version` says, the current one without it."""
    return _current() if version is None else _joined(version)


@cache
def _current() -> Query:
    # Made once: that takes longer than to ask it for one article.
    return _joined(current_version())


def _joined(version: ColumnElement[bool]) -> Query:
    original = aliased(ArticleRow)
    return (
        select(
            *table_of(VersionRow).c,
            *(column for column in table_of(ArticleRow).c if column.key in OF_ARTICLE),
            SiteRow.key.label("site"),
            OutletRow.name.label("outlet_name"),
            OutletRow.key.label("outlet_key"),
            original.key.label("reprint_of"),
        )
        .select_from(ArticleRow)
        .join(VersionRow, version)
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .outerjoin(OutletRow, OutletRow.id == VersionRow.outlet_id)
        .outerjoin(original, original.id == ArticleRow.reprint_of)
    )


def _assemble(connection: Connection, chunk: Sequence[Mapping[Any, Any]], evidence: bool) -> list[Record]:
    """The records of the article rows in `chunk`, with one read for each kind of part."""
    versions = [(row["article_id"], row["version"]) for row in chunk]
    credits = _credits(connection, versions)
    images = _parts(connection, ImageRow, ("url", "caption", "credit"), versions)
    regions = _parts(connection, RegionRow, ("adcode", "name", "level"), versions)
    found = []
    for row, version in zip(chunk, versions, strict=True):
        fields = {name: value for name, value in row.items() if name in FIELDS}
        fields |= {
            "schema": SCHEMA,
            "id": row["key"],
            "source": _source(row),
            "dateline": _dateline(row),
            "reporters": credits["reporter"][version],
            "editors": credits["editor"][version],
            "images": images[version],
            "regions": regions[version],
        }
        for name in ("removed", "provenance"):
            if not evidence or fields[name] is None:
                del fields[name]
        if fields["fetched_at"]:
            fields["fetched_at"] = fields["fetched_at"].isoformat()
        found.append(msgspec.convert(fields, Record))
    return found


def _credits(connection: Connection, versions: Sequence[tuple[int, int]]) -> dict[str, Parts]:
    """Credits by desk and version."""
    chosen = (
        select(*(getattr(CreditRow, name) for name in ("desk", "article_id", "version", "role", "org")))
        .add_columns(PersonRow.name)
        .join(PersonRow, PersonRow.id == CreditRow.person_id)
        .where(of_versions(CreditRow, versions))
        .order_by(CreditRow.position)
    )
    desks: dict[str, Parts] = {"reporter": defaultdict(list), "editor": defaultdict(list)}
    for desk, article, version, role, org, name in connection.execute(chosen) if versions else ():
        desks[desk][article, version].append({"name": name, "role": role, "org": org})
    return desks


def _parts(
    connection: Connection,
    model: type[ImageRow] | type[RegionRow],
    names: Sequence[str],
    versions: Sequence[tuple[int, int]],
) -> Parts:
    """The columns `names` of the parts in `model`, by version."""
    chosen = (
        select(model.article_id, model.version, *(getattr(model, name) for name in names))
        .where(of_versions(model, versions))
        .order_by(model.position)
    )
    parts: Parts = defaultdict(list)
    for article, version, *values in connection.execute(chosen) if versions else ():
        parts[article, version].append(dict(zip(names, values, strict=True)))
    return parts


def _source(row: Mapping[Any, Any]) -> dict[str, Any] | None:
    source = {
        "name": row["outlet_name"],
        "displayed": row["source_displayed"],
        "outlet": row["outlet_key"],
        "url": row["source_url"],
    }
    return source if any(source.values()) else None


def _dateline(row: Mapping[Any, Any]) -> dict[str, Any] | None:
    dateline = {name: row[f"dateline_{name}"] for name in ("place", "date", "agency")}
    return dateline if any(dateline.values()) else None
