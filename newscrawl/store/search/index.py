"""Keeping the index: it follows the log of changes, some articles a transaction, and never holds a save up.

An article that was stored a moment ago is in the index after the next `catch_up`; what the index has taken in
and what it has noted as taken in are one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import (
    Connection,
    column,
    delete,
    func,
    insert,
    select,
    table,
    update,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from newscrawl.store import changes
from newscrawl.store.models import (
    ArticleRow,
    ChangeRow,
    CreditRow,
    DocumentRow,
    IndexedRow,
    RegionRow,
    VersionRow,
)
from newscrawl.store.queries import AnyRow, current_version, of_versions
from newscrawl.store.search.documents import (
    DAY_BITS,
    Document,
    day_of,
    document,
    fact,
    first_of,
    regions,
    vector,
)
from newscrawl.store.upsert import table_of

INDEXING = 0x696E6465
"""The PostgreSQL advisory lock under which documents are numbered."""

FTS5 = table("search", *(column(name) for name in ("rowid", "title", "lead", "body", "facts", "search")))
VECTORS = table("search", column("id"), column("words", TSVECTOR))

WORDED = ("new", "changed")
"""The kinds of change that bring a new version; what else changes is read when a hit is shown."""


def pending(connection: Connection) -> int:
    """How many changes the index has not taken in."""
    return max(0, changes.last(connection) - _read_up_to(connection))


def catch_up(connection: Connection, limit: int) -> int:
    """Take in the next changes, at most `limit`, within the caller's transaction; how many they were."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(INDEXING)))
    cursor = _read_up_to(connection)
    following = (
        select(ChangeRow.seq, ChangeRow.article_id, ChangeRow.kind)
        .where(ChangeRow.seq > cursor)
        .order_by(ChangeRow.seq)
        .limit(limit)
    )
    read = connection.execute(following).all()
    if not read:
        return 0
    _take_in(connection, _news(connection, {row.article_id for row in read if row.kind in WORDED}))
    connection.execute(update(IndexedRow).values(seq=read[-1].seq))
    return len(read)


def _read_up_to(connection: Connection) -> int:
    return connection.scalar(select(IndexedRow.seq)) or 0


def _news(connection: Connection, articles: Iterable[int]) -> Sequence[AnyRow]:
    """What the articles say now, where the index does not have it."""
    chosen = (
        select(
            ArticleRow.id,
            ArticleRow.version,
            ArticleRow.site_id,
            VersionRow.title,
            VersionRow.kicker,
            VersionRow.subtitle,
            VersionRow.body,
            VersionRow.published_at,
            VersionRow.outlet_id,
            DocumentRow.id.label("document"),
        )
        .join(VersionRow, current_version())
        .outerjoin(DocumentRow, DocumentRow.article_id == ArticleRow.id)
        .where(ArticleRow.id.in_(sorted(articles)))
        .where(DocumentRow.version.is_distinct_from(ArticleRow.version))
        .order_by(ArticleRow.id)
    )
    return connection.execute(chosen).all()


def _take_in(connection: Connection, rows: Sequence[AnyRow]) -> None:
    if not rows:
        return
    _forget(connection, [row.document for row in rows if row.document is not None])
    facts = _facts(connection, rows)
    numbers = _numbers(connection, rows)
    connection.execute(
        insert(table_of(DocumentRow)),
        [
            {"id": number, "article_id": row.id, "version": row.version}
            for number, row in zip(numbers, rows, strict=True)
        ],
    )
    documents = (document((row.kicker, row.title, row.subtitle), row.body, facts[row.id]) for row in rows)
    _write(connection, zip(numbers, documents, strict=True))


def _forget(connection: Connection, former: Sequence[int]) -> None:
    """Take out documents that newer ones replace. SQLite's index keeps them, as those of no article."""
    if not former:
        return
    these = DocumentRow.id.in_(former)
    if connection.dialect.name == "postgresql":
        connection.execute(delete(VECTORS).where(VECTORS.c.id.in_(former)))
        connection.execute(delete(DocumentRow).where(these))
    else:
        connection.execute(update(DocumentRow).where(these).values(article_id=None))


def _write(connection: Connection, documents: Iterable[tuple[int, Document]]) -> None:
    if connection.dialect.name == "postgresql":
        rows = [{"id": number, "words": vector(one)} for number, one in documents]
        connection.execute(insert(VECTORS), rows)
        return
    connection.execute(
        insert(FTS5),
        [
            {
                "rowid": number,
                "title": " ".join(one.title),
                "lead": " ".join(one.lead),
                "body": " ".join(one.body),
                "facts": " ".join(one.facts),
            }
            for number, one in documents
        ],
    )


def _numbers(connection: Connection, rows: Iterable[AnyRow]) -> list[int]:
    """A free number for each document, within its day."""
    following: dict[int, int] = {}
    numbers = []
    for row in rows:
        first = first_of(day_of(row.published_at))
        if first not in following:
            within = DocumentRow.id.between(first, first + (1 << DAY_BITS) - 1)
            last = connection.scalar(select(func.max(DocumentRow.id)).where(within))
            following[first] = first if last is None else last + 1
        numbers.append(following[first])
        following[first] += 1
    return numbers


def _facts(connection: Connection, rows: Sequence[AnyRow]) -> dict[int, list[str]]:
    """The facts of each article that queries are narrowed by."""
    facts: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        facts[row.id].append(fact("s", row.site_id))
        if row.outlet_id is not None:
            facts[row.id].append(fact("o", row.outlet_id))
    for article, one in _parts(connection, rows):
        facts[article].append(one)
    return {article: list(dict.fromkeys(each)) for article, each in facts.items()}


def _parts(connection: Connection, rows: Sequence[AnyRow]) -> Iterator[tuple[int, str]]:
    versions = [(row.id, row.version) for row in rows]
    people = select(CreditRow.article_id, CreditRow.person_id).where(
        of_versions(CreditRow, versions), CreditRow.desk == "reporter"
    )
    for article, person in connection.execute(people):
        yield article, fact("p", person)
    places = select(RegionRow.article_id, RegionRow.adcode).where(of_versions(RegionRow, versions))
    for article, code in connection.execute(places):
        for one in regions([code]):
            yield article, one
