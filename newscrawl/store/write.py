"""Writing a judged batch: one multi-row statement a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    case,
    delete,
    func,
    select,
    update,
)

from newscrawl.model import Record, Source
from newscrawl.store import encoded
from newscrawl.store.bulk import put
from newscrawl.store.changes import Log
from newscrawl.store.judge import Plan, Wording
from newscrawl.store.known import Entry
from newscrawl.store.models import (
    AliasRow,
    ArticleRow,
    CreditRow,
    ImageRow,
    OutletRow,
    PersonRow,
    RegionRow,
    SiteRow,
    VersionRow,
)
from newscrawl.store.queries import current_version
from newscrawl.store.rows import (
    ARTICLE,
    CREDIT,
    IMAGE,
    REGION,
    VERSION,
    credit_rows,
    image_rows,
    instant,
    region_rows,
    version_row,
)
from newscrawl.store.upsert import chunks, ids_of, known_ids, table_of, upsert

CHUNK = 500


def write(connection: Connection, plan: Plan, run: int, now: datetime, log: Log) -> None:
    """Write all that `plan` holds, as found by the run with row id `run`, and note in `log` what changes."""
    _new_articles(connection, plan, run)
    _versions(connection, plan.wordings, run, now, log)
    _changed(connection, plan.wordings)
    _seen(connection, plan, run)
    if plan.detached:
        connection.execute(delete(AliasRow).where(AliasRow.key.in_(plan.detached)))
    aliases = [{"key": key, "article_id": entry.id, "url": url} for key, (entry, url) in plan.aliases.items()]
    upsert(connection, AliasRow, aliases, ["key"])
    _note(plan, log)


def _note(plan: Plan, log: Log) -> None:
    """Note what the batch changes in articles, now that all of them have their row ids."""
    for wording in plan.wordings:
        log.note(_id(wording.entry), wording.number, "new" if wording.number == 1 else "changed")
    log.note_all(((_id(entry), entry.version) for entry in plan.restored), "restored")


def _id(entry: Entry) -> int:
    assert entry.id is not None
    return entry.id


def _new_articles(connection: Connection, plan: Plan, run: int) -> None:
    """Insert the new articles, and note their ids in their entries."""
    if not plan.new:
        return
    sites = ids_of(connection, SiteRow.key, SiteRow.id, (entry.site for entry, _ in plan.new))
    rows = [
        (
            entry.key, sites[entry.site], record.kind, record.url, record.canonical_url, entry.version,
            record.status, instant(record.fetched_at), entry.story, run, run,
        )
        for entry, record in plan.new
    ]  # fmt: skip
    put(connection, ArticleRow, ARTICLE, rows)
    # Asked for afterwards: SQLite gives ids in the order of the rows only if they go in one by one.
    ids = known_ids(connection, ArticleRow.key, ArticleRow.id, (entry.key for entry, _ in plan.new))
    for entry, _ in plan.new:
        entry.id = ids[entry.key]


def _versions(connection: Connection, wordings: list[Wording], run: int, now: datetime, log: Log) -> None:
    """Insert the versions with their credits, images and regions."""
    if not wordings:
        return
    records = [wording.record for wording in wordings]
    outlets = _outlets(connection, records, log)
    people = ids_of(connection, PersonRow.name, PersonRow.id, _names(records))
    versions, credits, images, regions = [], [], [], []
    for wording in wordings:
        record, owner = wording.record, (wording.entry.id, wording.number)
        outlet = outlets[record.source.name] if record.source and record.source.name else None
        seen = (*owner, run, instant(record.fetched_at) or now)
        versions.append(version_row(wording.prepared, seen, outlet))
        credits += credit_rows(record, owner, people)
        images += image_rows(record, owner)
        regions += region_rows(record, owner)
    put(connection, VersionRow, VERSION, versions)
    put(connection, CreditRow, CREDIT, credits)
    put(connection, ImageRow, IMAGE, images)
    put(connection, RegionRow, REGION, regions)
    encoded.keep(connection, wordings)


def _outlets(connection: Connection, records: Iterable[Record], log: Log) -> dict[str, int]:
    """The row id of each outlet named; a key from the register is noted where it is news."""
    sources: list[Source] = [record.source for record in records if record.source and record.source.name]
    keys = {source.name: source.outlet for source in sources if source.name and source.outlet}
    ids = ids_of(connection, OutletRow.name, OutletRow.id, (source.name for source in sources if source.name))
    known = select(OutletRow.name, OutletRow.key).where(OutletRow.name.in_(keys))
    stored = dict(connection.execute(known).all()) if keys else {}
    news = {name: key for name, key in sorted(keys.items()) if stored[name] != key}
    if news:
        relabelled = list(_articles_of(connection, [ids[name] for name in news]))
        log.note_all(relabelled, "relabelled")
        encoded.forget(connection, (article for article, _ in relabelled))
        table = table_of(OutletRow)
        connection.execute(
            update(table).where(table.c.name == bindparam("its_name")).values(key=bindparam("its_key")),
            [{"its_name": name, "its_key": key} for name, key in news.items()],
        )
    return ids


def _articles_of(connection: Connection, outlets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Row id and version of the articles that now name one of these outlets as their source."""
    chosen = select(ArticleRow.id, ArticleRow.version).join(VersionRow, current_version())
    return (
        (row.id, row.version) for row in connection.execute(chosen.where(VersionRow.outlet_id.in_(outlets)))
    )


def _names(records: Iterable[Record]) -> set[str]:
    return {credit.name for record in records for credit in (*record.reporters, *record.editors)}


def _changed(connection: Connection, wordings: list[Wording]) -> None:
    """Point the articles that were there before at their new versions."""
    rows = [{"its_id": w.entry.id, "its_version": w.number} for w in wordings if w.number > 1]
    if rows:
        table = table_of(ArticleRow)
        connection.execute(
            update(table)
            .where(table.c.id == bindparam("its_id"))
            .values(version=bindparam("its_version"), status="changed"),
            rows,
        )


def _seen(connection: Connection, plan: Plan, run: int) -> None:
    """Note when and by which run the articles were last met, and which story they tell."""
    fresh = {entry for entry, _ in plan.new}
    rows = [
        {"its_id": entry.id, "its_fetch": instant(record.fetched_at), "its_story": entry.story}
        for entry, record in plan.seen.items()
        if entry not in fresh
    ]
    if rows:
        table = table_of(ArticleRow)
        fetched = func.coalesce(bindparam("its_fetch", type_=table.c.fetched_at.type), table.c.fetched_at)
        connection.execute(
            update(table)
            .where(table.c.id == bindparam("its_id"))
            .values(fetched_at=fetched, last_run=run, story=bindparam("its_story"), status=_back(table)),
            rows,
        )


def withdraw(connection: Connection, articles: Iterable[str], log: Log) -> None:
    """Note that the pages of `articles`, given by their ids, are no more; what they said stays."""
    standing = select(ArticleRow.id, ArticleRow.version).where(ArticleRow.status != "withdrawn")
    for keys in chunks(sorted(set(articles)), CHUNK):
        rows = connection.execute(standing.where(ArticleRow.key.in_(keys)).order_by(ArticleRow.id)).all()
        if rows:
            ids = [row.id for row in rows]
            connection.execute(update(ArticleRow).where(ArticleRow.id.in_(ids)).values(status="withdrawn"))
            log.note_all(((row.id, row.version) for row in rows), "withdrawn")


def _back(table: Table) -> ColumnElement[str]:
    """The status of an article that was met: one that was withdrawn is there again."""
    again = case((table.c.version > 1, "changed"), else_="live")
    return case((table.c.status == "withdrawn", again), else_=table.c.status)
