"""Articles by filters, and by words where there are any: one question of pages, API and export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from markupsafe import Markup

from newscrawl.grammar.marking import Piece
from newscrawl.model import Record
from newscrawl.store import Selection
from newscrawl.web.asking import Asked
from newscrawl.web.room import Room

_ANY = Selection(quarantined=None)
_CHUNK = 200
# What the search index gives as `next`; the list of all articles gives a date.
_OF_INDEX = re.compile(r"\d\.\d+")


@dataclass(frozen=True, slots=True)
class Found:
    """A part of what was asked for: where the next begins, how many there are (`exact`, or at least).

    `titles` and `passages`: by article, with the words that were searched for marked. `unindexed`: changes
    that the search does not know yet.
    """

    records: list[Record]
    next: str | None
    count: int
    exact: bool
    titles: Mapping[str, Markup] = field(default_factory=dict)
    passages: Mapping[str, Markup] = field(default_factory=dict)
    unindexed: int = 0


NOTHING = Found([], None, 0, True)


def find(room: Room, asked: Asked, after: str | None, limit: int) -> Found:
    """The articles asked for: the newest first, with words the best. Raises UsageError."""
    behind = room.reader.unindexed()
    stamp = (*room.reader.stamp(), behind)
    return room.memory.recall(
        (asked, after, limit),
        stamp,
        lambda: _find(room, asked, after, limit, behind),
        lambda found: 1 + len(found.records),
    )


def _find(room: Room, asked: Asked, after: str | None, limit: int, behind: int) -> Found:
    """As `find`, asked of the database.

    The index answers what is asked without words too, and counts it faster; unless it is behind.
    """
    selection = asked.selection()
    if not asked.q and not (_OF_INDEX.fullmatch(after) if after else not behind):
        part = room.reader.newest(selection, after, limit)
        return Found(part.records, part.next, room.reader.count(selection), True)
    hits = room.reader.search(asked.q, selection, after, limit)
    records = list(room.reader.by_ids((hit.id for hit in hits.hits), _ANY))
    found = Found(records, hits.next, hits.total, not hits.more, unindexed=hits.pending)
    if not asked.q:
        return found
    titles = {hit.id: _marked(hit.title) for hit in hits.hits}
    passages = {hit.id: Markup("　").join(map(_marked, hit.passages)) for hit in hits.hits}
    return replace(found, titles=titles, passages=passages)


def everything(room: Room, asked: Asked) -> Iterator[Record]:
    """All articles asked for whose pages are still there, read as they are taken.

    Raises UsageError at once for what means nothing.
    """
    selection = asked.selection().standing
    return _all(room, asked.q, selection) if asked.q else room.reader.stream(selection)


def _all(room: Room, words: str, selection: Selection) -> Iterator[Record]:
    after: str | None = None
    while True:
        part = room.reader.search(words, selection, after, _CHUNK)
        yield from room.reader.by_ids((hit.id for hit in part.hits), _ANY)
        if part.next is None:
            return
        after = part.next


def _marked(pieces: Iterable[Piece]) -> Markup:
    parts = (f"<mark>{escape(piece.text)}</mark>" if piece.hit else escape(piece.text) for piece in pieces)
    return Markup("".join(parts))
