"""An article through time: every version with when it was seen, by which run, and what it changed; and the
fetches that told something of its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, or_, select

from newscrawl.grammar.differing import Stretch, differing
from newscrawl.model import Credit, Record
from newscrawl.store import read
from newscrawl.store.models import AddressRow, AliasRow, ArticleRow, FetchRow, RunRow, VersionRow
from newscrawl.store.models.fetches import Told


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of which a version says something else than the one before."""

    field: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One version: its number, when (ISO 8601) and by which run it was first met, what it changed, and all
    that it says. The first one changes nothing."""

    number: int
    seen_at: str
    run: str
    changes: list[FieldChange]
    record: Record


@dataclass(frozen=True, slots=True)
class Fetch:
    """A fetch that told something (`outcome`: see docs/history.md), when (ISO 8601), and by which run.

    `version` is what it brought. `status` is that of HTTP, `size` in bytes and `digest` of them; `elapsed` ms
    passed until the answer began. Its record begins at byte `start` of the WARC file `file`, which lies in
    the site's folder of the archive. What is not known is None.
    """

    at: str
    run: str
    url: str
    outcome: Told
    version: int | None
    status: int | None
    size: int | None
    digest: str | None
    elapsed: int | None
    file: str | None
    start: int | None


@dataclass(frozen=True, slots=True)
class History:
    """An article with its versions and fetches, the first one first; `status` is what its page is now.

    Articles that were not crawled have no fetches, nor have those of crawls before newscrawl noted them.
    """

    id: str
    url: str | None
    status: str
    versions: list[Seen]
    fetches: list[Fetch]


def history(connection: Connection, article: str, compared: bool = True) -> History | None:
    """The history of the article with this id or address; None where there is none. `compared`: with what
    each version changed."""
    found = _find(connection, article)
    if found is None:
        return None
    id, key, url, status = found
    chosen = (
        select(VersionRow.number, VersionRow.seen_at, RunRow.key)
        .join(RunRow, RunRow.id == VersionRow.run_id)
        .where(VersionRow.article_id == id)
        .order_by(VersionRow.number)
    )
    rows = connection.execute(chosen).all()
    records = read.at_versions(connection, {(key, number) for number, _, _ in rows})
    versions: list[Seen] = []
    for number, seen_at, run in rows:
        record = records[key, number]
        changes = compare(versions[-1].record, record) if versions and compared else []
        versions.append(Seen(number, seen_at.isoformat(), run, changes, record))
    return History(key, url, status, versions, list(_fetches(connection, id)))


def compare(old: Record, new: Record) -> list[FieldChange]:
    """The fields in which two versions differ: headlines, source, credits, dates, text, pictures."""
    before, after = wording(old), wording(new)
    return [
        FieldChange(name, differing(before[name], text))
        for name, text in after.items()
        if before[name] != text
    ]


def wording(record: Record) -> dict[str, str]:
    """What a version says, field by field as text; empty where it says nothing."""
    dateline = record.dateline
    said = {
        "kicker": record.kicker,
        "title": record.title,
        "subtitle": record.subtitle,
        "source": record.source and (record.source.displayed or record.source.name),
        "reporters": _credits(record.reporters),
        "editors": _credits(record.editors),
        "published_at": record.published_at,
        "modified_at": record.modified_at,
        "dateline": dateline and " ".join(filter(None, (dateline.place, dateline.date, dateline.agency))),
        "regions": "、".join(region.name for region in record.regions),
        "body": record.body,
        "images": "\n".join(f"{image.caption or ''} {image.url}".strip() for image in record.images),
    }
    return {name: text or "" for name, text in said.items()}


def _fetches(connection: Connection, article: int) -> Iterator[Fetch]:
    row = FetchRow
    chosen = (
        select(
            row.at, RunRow.key, AddressRow.url, row.outcome, row.version, row.status, row.size, row.digest,
            row.elapsed, row.file, row.start,
        )
        .join(AddressRow, AddressRow.id == row.address_id)
        .join(RunRow, RunRow.id == row.run_id)
        .where(row.article_id == article)
        .order_by(row.at, row.address_id)
    )  # fmt: skip
    for at, run, url, outcome, *answer in connection.execute(chosen):
        yield Fetch(at.isoformat(), run, url, cast(Told, outcome), *answer)


def _credits(credits: list[Credit]) -> str:
    return "、".join(f"{credit.role} {credit.name}" for credit in credits)


def _find(connection: Connection, article: str) -> tuple[int, str, str | None, str] | None:
    """Row id, id, address and status; of several articles that stood at one address the last."""
    known = select(ArticleRow.id, ArticleRow.key, ArticleRow.url, ArticleRow.status)
    aliases = select(AliasRow.article_id).where(or_(AliasRow.key == article, AliasRow.url == article))
    for asked in (ArticleRow.key == article, ArticleRow.url == article, ArticleRow.id.in_(aliases)):
        row = connection.execute(known.where(asked).order_by(ArticleRow.id.desc()).limit(1)).one_or_none()
        if row is not None:
            return row[0], row[1], row[2], row[3]
    return None
