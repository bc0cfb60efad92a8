"""Articles that were stored before texts were compared, or without: their stories, found afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select, update

from newscrawl.store import read
from newscrawl.store.changes import Log
from newscrawl.store.judge import Wording
from newscrawl.store.known import Entry
from newscrawl.store.models import ArticleRow, StoryTextRow, VersionRow
from newscrawl.store.queries import current_version
from newscrawl.store.reprints.joining import join
from newscrawl.store.reprints.keeping import keep
from newscrawl.store.rows import cut, prepare
from newscrawl.store.upsert import table_of, upsert
from newscrawl.stories import assign_story

UNRECOGNIZED = "s-"
"""The name in the place of one for a text that is too short to be recognized; no article has it."""


def compare(connection: Connection, limit: int, log: Log) -> int:
    """Join the next articles whose texts have not been compared, at most `limit`; how many they were."""
    wordings = _next(connection, limit)
    before = {wording.entry: wording.entry.story for wording in wordings}
    joining = join(connection, wordings)
    changed = [entry for entry, story in before.items() if entry.story != story]
    if changed:
        table = table_of(ArticleRow)
        connection.execute(
            update(table).where(table.c.id == bindparam("its_id")).values(story=bindparam("its_story")),
            [{"its_id": entry.id, "its_story": entry.story} for entry in changed],
        )
    log.note_all(((entry.id, entry.version) for entry in changed if entry.id), "regrouped")
    log.note_all(keep(connection, joining), "regrouped")
    recognized = {one.entry for one in joining.texts}
    blank = {"told": UNRECOGNIZED, "day": 0, "signature": bytes(256)}
    rows = [{"article_id": entry.id, **blank} for entry in before if entry not in recognized]
    upsert(connection, StoryTextRow, rows, ["article_id"])
    return len(wordings)


def _next(connection: Connection, limit: int) -> Sequence[Wording]:
    chosen = (
        select(ArticleRow.id, ArticleRow.key, ArticleRow.version, ArticleRow.story, VersionRow.facts)
        .join(VersionRow, current_version())
        .outerjoin(StoryTextRow, StoryTextRow.article_id == ArticleRow.id)
        .where(StoryTextRow.article_id.is_(None))
        .order_by(ArticleRow.id)
        .limit(limit)
    )
    rows = connection.execute(chosen).all()
    records = read.of_keys(connection, [row.key for row in rows])
    found = []
    for row in rows:
        record = assign_story(records[row.key])
        entry = Entry(
            row.key, record.site or "", row.version, row.facts, record.title, row.story, None, row.id
        )
        found.append(Wording(entry, row.version, prepare(record, cut(record))))
    return found
