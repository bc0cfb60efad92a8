"""The texts that a batch brings, and the stored articles that they may be copies of: two reads a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar

from sqlalchemy import BigInteger, Connection, select

from newscrawl.model import Record
from newscrawl.store.judge import Wording
from newscrawl.store.known import Entry
from newscrawl.store.models import ArticleRow, StoryBandRow, StoryTextRow, VersionRow
from newscrawl.store.queries import AnyRow, current_version
from newscrawl.store.rows import instant
from newscrawl.store.upsert import among, chunks, listed
from newscrawl.stories import Text, agreement, band_keys, least_agreement, prepared

WINDOW = 90
"""Days between two copies."""

BUCKET = 16
"""Articles under one key: what more have in common is a form or furniture, and finds nothing."""

NEAREST = 16
"""Candidates whose signatures are compared, those with most keys in common first."""

MOST = 5
"""Candidates whose texts are compared, those whose signatures agree most first."""

AT_ONCE = 8000
"""Values asked for in one statement."""

T = TypeVar("T")

Member = tuple[int, int]
"""An article under a key: row id and day."""


@dataclass(slots=True, eq=False)
class Newcomer:
    """A text that has come: its article, and what it is found by."""

    entry: Entry
    told: str
    day: int
    signature: bytes
    keys: list[int]
    text: Text
    characters: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may be a copy, of so many characters; `text` is None where its signature says that it
    is none."""

    story: str | None
    characters: int
    text: Text | None


@dataclass(slots=True)
class Buckets:
    """Who stands under the keys of a batch; the newcomers themselves are added as they come."""

    members: dict[int, list[Member]]
    fresh: dict[int, list[Newcomer]] = field(default_factory=dict)

    def near(self, one: Newcomer) -> list[int]:
        """Row ids of the stored articles that have keys in common with `one`, within the window."""
        found: dict[int, int] = {}
        for members in filter(None, map(self.members.get, one.keys)):
            for id, day in members:
                if abs(day - one.day) <= WINDOW:
                    found[id] = found.get(id, 0) + 1
        found.pop(one.entry.id or 0, None)
        return sorted(found, key=lambda id: (-found[id], id))[:NEAREST]

    def companions(self, one: Newcomer) -> list[Candidate]:
        """The newcomers of the same batch that came before; `one` is among them from now on."""
        found: dict[Newcomer, int] = {}
        for key in one.keys:
            before = self.fresh.get(key)
            if before is None:
                self.fresh[key] = [one]
                continue
            for other in before:
                found[other] = found.get(other, 0) + 1
            if len(before) < BUCKET:
                before.append(one)
        if not found:
            return []
        within = {other: times for other, times in found.items() if abs(other.day - one.day) <= WINDOW}
        nearest = sorted(within, key=lambda other: -within[other])[:NEAREST]
        agreeing = {other: _closeness(one, other.signature, other.characters) for other in nearest}
        compared = set(_best(agreeing))
        return [
            Candidate(other.entry.story, other.characters, other.text if other in compared else None)
            for other, closeness in agreeing.items()
            if other in compared or closeness < 0
        ]


def newcomers(wordings: Iterable[Wording]) -> list[Newcomer]:
    """The last wording of each article of a batch, where it is long enough to be recognized."""
    last = {wording.entry: wording.record for wording in wordings}
    return list(_newcomers(last))


def look_up(connection: Connection, texts: Sequence[Newcomer]) -> Buckets:
    """Who stands under any key of `texts`."""
    members: dict[int, list[Member]] = defaultdict(list)
    keys = {key for one in texts for key in one.keys}
    chosen = select(StoryBandRow.key, StoryBandRow.article_id, StoryBandRow.day)
    its = among(connection.dialect.name, StoryBandRow.key, "keys", BigInteger)
    for key, id, day in connection.execute(chosen.where(its), {"keys": listed(connection, keys)}):
        members[key].append((id, day))
    return Buckets(dict(members))


def likely(connection: Connection, near: Mapping[Newcomer, Sequence[int]]) -> dict[Newcomer, list[Candidate]]:
    """The articles near each newcomer; those whose signatures agree with its own with their texts."""
    known = _signatures(connection, (id for ids in near.values() for id in ids))
    agreeing = {
        one: {id: _closeness(one, known[id].signature, known[id].characters) for id in ids if id in known}
        for one, ids in near.items()
    }
    best = {one: _best(each) for one, each in agreeing.items()}
    texts = _texts(connection, (id for ids in best.values() for id in ids))
    return {
        one: [
            Candidate(known[id].story, known[id].characters, texts[id] if id in best[one] else None)
            for id, closeness in each.items()
            if id in best[one] or closeness < 0
        ]
        for one, each in agreeing.items()
    }


def _best(agreeing: Mapping[T, int]) -> list[T]:
    """The closest, as far as they may be copies."""
    likely = [one for one, closeness in agreeing.items() if closeness >= 0]
    return sorted(likely, key=lambda one: -agreeing[one])[:MOST]


def _closeness(one: Newcomer, signature: bytes, characters: int) -> int:
    """How many hashes more than those of the remotest copies agree; less than 0: it is none."""
    return agreement(one.signature, signature) - least_agreement(one.characters, characters)


def _signatures(connection: Connection, articles: Iterable[int]) -> dict[int, AnyRow]:
    chosen = (
        select(StoryTextRow.article_id, StoryTextRow.signature, ArticleRow.story, VersionRow.characters)
        .join(ArticleRow, ArticleRow.id == StoryTextRow.article_id)
        .join(VersionRow, current_version())
    )
    return {
        row.article_id: row
        for ids in chunks(sorted(set(articles)), AT_ONCE)
        for row in connection.execute(chosen.where(StoryTextRow.article_id.in_(ids)))
    }


def _texts(connection: Connection, articles: Iterable[int]) -> dict[int, Text]:
    """The articles with these row ids, as they now stand."""
    chosen = select(ArticleRow.id, VersionRow.body).join(VersionRow, current_version())
    return {
        row.id: prepared(row.body or "")
        for ids in chunks(sorted(set(articles)), AT_ONCE)
        for row in connection.execute(chosen.where(ArticleRow.id.in_(ids)))
    }


def _newcomers(last: dict[Entry, Record]) -> Iterator[Newcomer]:
    for entry, record in last.items():
        if record.story and record.body:
            text = prepared(record.body)
            found = text.signature
            if found is not None:
                keys = band_keys(found)
                yield Newcomer(entry, record.story, _day(record), found, keys, text, record.characters)


def _day(record: Record) -> int:
    """The day of publication; that of the fetch where there is none, or none that exists."""
    try:
        return date.fromisoformat((record.published_at or "")[:10]).toordinal()
    except ValueError:
        return (instant(record.fetched_at) or datetime.now(UTC)).date().toordinal()
