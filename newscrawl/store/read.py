"""Rows → Records, in a fixed order and a bounded number at a time."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, RowMapping, select, tuple_
from sqlalchemy.orm import aliased

from newscrawl.model import SCHEMA, Record
from newscrawl.store.engine import reading
from newscrawl.store.models import (
    ArticleRow,
    CreditRow,
    ImageRow,
    OutletRow,
    PersonRow,
    RegionRow,
    RunRow,
    SiteRow,
    VersionRow,
)
from newscrawl.store.queries import Query, current_version
from newscrawl.store.runs import of_round
from newscrawl.store.upsert import table_of

CHUNK = 500
"""Articles held in memory at a time."""

OF_ARTICLE = frozenset(("key", "version", "url", "canonical_url", "kind", "status", "story", "fetched_at"))
FIELDS = frozenset(field.name for field in dataclasses.fields(Record))

Parts = dict[tuple[int, int], list[Any]]


def records(engine: Engine, run: str | None, site: str | None, evidence: bool) -> Iterator[Record]:
    """Articles that `run` and those it continues met (None: all), of `site` (None: all), by id as they stand.

    No transaction is held open between chunks: a slow reader does not keep writers' logs from being trimmed.
    """
    after = ""
    while True:
        with reading(engine) as connection:
            chunk = connection.execute(_chosen(run, site, after)).mappings().all()
            found = _assemble(connection, chunk, evidence)
        yield from found
        if len(found) < CHUNK:
            return
        after = found[-1].id


def _chosen(run: str | None, site: str | None, after: str) -> Query:
    chosen = _articles().where(ArticleRow.key > after).order_by(ArticleRow.key).limit(CHUNK)
    if run is not None:
        chosen = chosen.join(RunRow, RunRow.id == ArticleRow.last_run).where(of_round(run))
    if site is not None:
        chosen = chosen.where(SiteRow.key == site)
    return chosen


def _articles() -> Query:
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
        .join(VersionRow, current_version())
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .outerjoin(OutletRow, OutletRow.id == VersionRow.outlet_id)
        .outerjoin(original, original.id == ArticleRow.reprint_of)
    )


def _assemble(connection: Connection, chunk: Sequence[RowMapping], evidence: bool) -> list[Record]:
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
        .where(tuple_(CreditRow.article_id, CreditRow.version).in_(versions))
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
        .where(tuple_(model.article_id, model.version).in_(versions))
        .order_by(model.position)
    )
    parts: Parts = defaultdict(list)
    for article, version, *values in connection.execute(chosen) if versions else ():
        parts[article, version].append(dict(zip(names, values, strict=True)))
    return parts


def _source(row: RowMapping) -> dict[str, Any] | None:
    source = {
        "name": row["outlet_name"],
        "displayed": row["source_displayed"],
        "outlet": row["outlet_key"],
        "url": row["source_url"],
    }
    return source if any(source.values()) else None


def _dateline(row: RowMapping) -> dict[str, Any] | None:
    dateline = {name: row[f"dateline_{name}"] for name in ("place", "date", "agency")}
    return dateline if any(dateline.values()) else None
