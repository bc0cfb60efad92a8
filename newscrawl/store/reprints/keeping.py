"""Writing what was decided: signatures and keys of the texts, the names of stories, and who was first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, select, update

from newscrawl.store.bulk import put
from newscrawl.store.models import (
    ArticleRow,
    OutletRow,
    SiteRow,
    StoryBandRow,
    StoryRow,
    StoryTextRow,
    VersionRow,
)
from newscrawl.store.queries import AnyRow, Query, current_version
from newscrawl.store.reprints.candidates import AT_ONCE, BUCKET, WINDOW, Member, Newcomer
from newscrawl.store.reprints.joining import Joining
from newscrawl.store.upsert import chunks, table_of, upsert
from newscrawl.stories import Copy, band_keys, choose_first

BAND = ("key", "article_id", "day")
TEXT = ("article_id", "told", "day", "signature")


def keep(connection: Connection, joining: Joining) -> list[tuple[int, int]]:
    """Write what `join` decided, the articles being written. Gives row id and version of the articles that
    were there before and now have another story or another first copy."""
    _keep_texts(connection, joining)
    moved = _merge(connection, joining)
    names = {joining.standing(name) for name in joining.touched} | joining.touched
    return list(dict.fromkeys([*moved, *settle(connection, names)]))


def settle(connection: Connection, names: Iterable[str]) -> list[tuple[int, int]]:
    """Find the first copy of each of these stories anew. Gives row id and version of the articles for which
    that is another one than before."""
    wanted = sorted(set(names))
    members: dict[str, list[AnyRow]] = {name: [] for name in wanted}
    for some in chunks(wanted, AT_ONCE):
        for row in connection.execute(_members().where(ArticleRow.story.in_(some))):
            members[row.story].append(row)
    changed: list[tuple[AnyRow, int | None]] = []
    told = []
    for name, rows in members.items():
        if not rows:
            continue
        first = choose_first([Copy(row.key, row.site, row.outlet, row.published_at) for row in rows])
        ids = {row.key: row.id for row in rows}
        original = ids[first.copy.id]
        wanted_of = ((row, None if row.id == original else original) for row in rows)
        changed += [(row, its) for row, its in wanted_of if row.reprint_of != its]
        if len(rows) > 1:
            told.append((name, original, first.publisher, first.reason))
    _tell(connection, wanted, told)
    _point(connection, [(row.id, original) for row, original in changed])
    return [(row.id, row.version) for row, _ in changed]


def _keep_texts(connection: Connection, joining: Joining) -> None:
    """The signatures and keys of the new texts in the place of those that their articles had."""
    changed = [one for one in joining.texts if one.entry.version > 1]
    known = select(StoryTextRow.article_id, StoryTextRow.signature)
    former = {
        id: band_keys(signature)
        for ids in chunks((one.entry.id for one in changed), AT_ONCE)
        for id, signature in connection.execute(known.where(StoryTextRow.article_id.in_(ids)))
    }
    gone: list[tuple[int, int]] = []
    rows: list[tuple[int, int, int]] = []
    for one in joining.texts:
        id = _id(one)
        old = set(former.get(id, ()))
        gone += [(key, id) for key in old.difference(one.keys)] if old else []
        rows += _placed(id, one, old, joining.buckets.members, gone)
    _take_away(connection, gone)
    put(connection, StoryBandRow, BAND, rows, over=("key", "article_id"))
    texts = [(_id(one), one.told, one.day, one.signature) for one in joining.texts]
    put(connection, StoryTextRow, TEXT, texts, over=("article_id",))


def _take_away(connection: Connection, gone: Sequence[tuple[int, int]]) -> None:
    """Remove rows by key and article, one by one: asked for pairs, SQLite reads the whole table."""
    if gone:
        table = table_of(StoryBandRow)
        its = (table.c.key == bindparam("its_key"), table.c.article_id == bindparam("its_article"))
        rows = [{"its_key": key, "its_article": article} for key, article in gone]
        connection.execute(delete(table).where(*its), rows)


def _placed(
    id: int, one: Newcomer, old: set[int], members: dict[int, list[Member]], gone: list[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """The rows of the keys under which there is room, and in `gone` those that make it."""
    day, rows = one.day, []
    for key in one.keys:
        if key in old:
            continue
        under = members.get(key)
        if under is None:
            members[key] = [(id, day)]
        else:
            room, leaver = _room(under, (id, day))
            gone += [] if leaver is None else [(key, leaver)]
            if not room:
                continue
        rows.append((key, id, day))
    return rows


def _room(members: list[Member], newcomer: Member) -> tuple[bool, int | None]:
    """Whether there is room for one more under a key, and who has to leave for it: the oldest one, if it is
    out of the newcomer's reach."""
    leaver = None
    if len(members) >= BUCKET:
        oldest = min(members, key=lambda member: (member[1], member[0]))
        if newcomer[1] - oldest[1] <= WINDOW:
            return False, None
        members.remove(oldest)
        leaver = oldest[0]
    members.append(newcomer)
    return True, leaver


def _merge(connection: Connection, joining: Joining) -> list[tuple[int, int]]:
    """Give all copies of a story that went up in another that one's name."""
    moved: list[tuple[int, int]] = []
    for former in joining.merged:
        now = joining.standing(former)
        rows = connection.execute(
            select(ArticleRow.id, ArticleRow.version)
            .where(ArticleRow.story == former)
            .order_by(ArticleRow.id)
        ).all()
        moved += [(row.id, row.version) for row in rows]
        connection.execute(update(ArticleRow).where(ArticleRow.story == former).values(story=now))
    return moved


def _tell(
    connection: Connection, names: Sequence[str], told: Sequence[tuple[str, int, str | None, str]]
) -> None:
    """Keep who was first and why, for stories that have several copies."""
    kept = {name for name, *_ in told}
    for some in chunks((name for name in names if name not in kept), AT_ONCE):
        connection.execute(delete(StoryRow).where(StoryRow.name.in_(some)))
    columns = ("name", "article_id", "publisher", "reason")
    upsert(connection, StoryRow, [dict(zip(columns, each, strict=True)) for each in told], ["name"])


def _point(connection: Connection, originals: Sequence[tuple[int, int | None]]) -> None:
    if originals:
        table = table_of(ArticleRow)
        connection.execute(
            update(table)
            .where(table.c.id == bindparam("its_id"))
            .values(reprint_of=bindparam("its_original")),
            [{"its_id": id, "its_original": original} for id, original in originals],
        )


def _members() -> Query:
    return (
        select(
            ArticleRow.id,
            ArticleRow.key,
            ArticleRow.version,
            ArticleRow.story,
            ArticleRow.reprint_of,
            SiteRow.name.label("site"),
            OutletRow.name.label("outlet"),
            VersionRow.published_at,
        )
        .join(VersionRow, current_version())
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .outerjoin(OutletRow, OutletRow.id == VersionRow.outlet_id)
    )


def _id(one: Newcomer) -> int:
    assert one.entry.id is not None
    return one.entry.id
