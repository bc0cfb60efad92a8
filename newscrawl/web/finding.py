"""Articles by filters, and by words where there are any: one question of pages, API and export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from newscrawl.model import Record
from newscrawl.web.asking import Asked
from newscrawl.web.room import Room


@dataclass(frozen=True, slots=True)
class Found:
    """A part of what was asked for: where the next begins, how many there are (`exact`, or at least).

    `snippets`: by article, where the words that were searched for stand in it.
    """

    records: list[Record]
    next: str | None
    count: int
    exact: bool
    snippets: Mapping[str, Markup] = field(default_factory=dict)


def find(room: Room, asked: Asked, after: str | None, limit: int) -> Found:
    """The articles asked for: the newest first. Raises UsageError for what means nothing."""
    selection = asked.selection()
    part = room.reader.newest(selection, after, limit)
    return Found(part.records, part.next, room.reader.count(selection), True)


def everything(room: Room, asked: Asked) -> Iterator[Record]:
    """All articles asked for, read as they are taken. Raises UsageError at once for what means nothing."""
    return room.reader.stream(asked.selection())
