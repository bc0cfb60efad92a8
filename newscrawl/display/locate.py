"""Where on a sheet a record's facts were read, what became its body, and what was removed by which rule."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from msgspec import UNSET

from newscrawl.display.sheet import Sheet, squeeze
from newscrawl.model import Provenance, Record

Mark = Literal["fact", "value", "kept", "removed"]

_MOST_REMOVED = 2000
_MOST_PLACES = 200
# A raw text that the field put together from several places is known by how it begins.
_BEGINNING = 40
# Rules that read what no reader of the page sees.
_UNSEEN = re.compile(
    r"(?:^|:)(?:meta|jsonld|script|comment)\(|^(?:list|url|time\(datetime\)|title-tag|own-site|parser)$|^charset"
)
_AT_END = re.compile(r"foot|tail|caption|hidden")
_NO_PLACE = frozenset(("encoding", "parser", "page_urls", "body"))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters index[start:end] of a sheet; `name` is the fact's, or the rule that removed them."""

    start: int
    end: int
    mark: Mark
    name: str


def evidence_of(record: Record) -> dict[str, Provenance]:
    """The record's provenance; empty where it came without."""
    return {} if record.provenance is UNSET else record.provenance


def value_of(record: Record, fact: str) -> str | None:
    """The text of a fact that has a name or place of its own inside what was read for it."""
    name, _, number = fact.partition(".")
    if name in ("reporters", "editors", "regions") and number.isdigit():
        values = getattr(record, name)
        return values[int(number)].name if int(number) < len(values) else None
    if fact == "source.0" and record.source:
        return record.source.displayed
    return record.title if fact == "title" else None


def locate(sheet: Sheet, record: Record) -> list[Span]:
    """All spans of a record on its page, by place. A fact that a reader cannot see there has none."""
    kept = list(_kept(sheet, record))
    body = (kept[0].start, kept[-1].end) if kept else (0, len(sheet.index))
    spans = [*kept, *_removed(sheet, record, kept)]
    if kept:
        spans += [Span(each.start, each.end, "fact", "body") for each in kept]
    title = _headline(sheet, record, body[0])
    for fact, found in evidence_of(record).items():
        if fact not in _NO_PLACE and not _UNSEEN.search(found.rule):
            anchor = body[1] if _AT_END.search(found.rule) else title
            spans += _fact(sheet, record, fact, found, anchor)
    return sorted(spans)


def _headline(sheet: Sheet, record: Record, body: int) -> int:
    """Where the headline stands: in a heading if it is in any, else the last time before the body."""
    title = squeeze(record.title or "")
    if not title:
        return body
    places = _places(sheet.index, title)
    shown = [place for place in places if any(a <= place < b for a, b in sheet.headings)]
    before = [place for place in places if place <= body]
    return next(iter(shown or before[::-1] or places), body)


def _fact(sheet: Sheet, record: Record, fact: str, found: Provenance, anchor: int) -> Iterator[Span]:
    places = _places(sheet.index, raw := squeeze(found.raw))
    if not places and " | " in found.raw:
        # Two readings settled the value together.
        for part in found.raw.split(" | ", 1):
            yield from _fact(sheet, record, fact, Provenance(part, found.rule), anchor)
        return
    if not places and len(raw) > _BEGINNING:
        places = _places(sheet.index, raw := raw[:_BEGINNING])
    if not places:
        return
    start = min(places, key=lambda place: abs(place - anchor))
    end = start + len(raw)
    yield Span(start, end, "fact", fact)
    value = squeeze(value_of(record, fact) or "")
    at = sheet.index.find(value, start, end) if value and value != raw else -1
    if at >= 0:
        yield Span(at, at + len(value), "value", fact)


def _kept(sheet: Sheet, record: Record) -> Iterator[Span]:
    """The paragraphs of the body, each behind the one before."""
    at = 0
    for paragraph in (record.body or "").split("\n\n"):
        text = squeeze(paragraph)
        start = sheet.index.find(text, at) if text else -1
        if start < 0 and len(text) > _BEGINNING:
            # Something was cut out of the paragraph: its beginning and its end stand there still.
            yield from (spans := list(_pieces(sheet.index, text, at)))
            at = spans[-1].end if spans else at
        elif start >= 0:
            at = start + len(text)
            yield Span(start, at, "kept", "")


def _pieces(index: str, text: str, at: int) -> Iterator[Span]:
    start = index.find(text[:_BEGINNING], at)
    if start < 0:
        return
    end = start + _BEGINNING
    shared = _BEGINNING
    while shared < len(text) and end < len(index) and index[end] == text[shared]:
        end, shared = end + 1, shared + 1
    yield Span(start, end, "kept", "")
    rest = text[shared:]
    again = index.find(rest, end) if rest else -1
    if 0 <= again < end + len(text):
        yield Span(again, again + len(rest), "kept", "")


def _removed(sheet: Sheet, record: Record, kept: list[Span]) -> Iterator[Span]:
    """What was removed, rule by rule in the order of the page; never on what was kept."""
    at: dict[str, int] = {}
    starts = [span.start for span in kept]
    removed = [] if record.removed is UNSET else record.removed
    for piece in removed[:_MOST_REMOVED]:
        text = squeeze(piece.text)
        if not text:
            continue
        place = _free(sheet.index, text, at.get(piece.kind, 0), starts, kept)
        if place < 0:
            place = _free(sheet.index, text, 0, starts, kept)
        if place >= 0:
            at[piece.kind] = place + len(text)
            yield Span(place, place + len(text), "removed", piece.rule)


def _free(index: str, text: str, at: int, starts: list[int], kept: list[Span]) -> int:
    """The first place of `text` that overlaps nothing kept; -1 if there is none."""
    for _ in range(_MOST_PLACES):
        place = index.find(text, at)
        if place < 0:
            return -1
        near = bisect_left(starts, place + len(text)) - 1
        if near < 0 or kept[near].end <= place:
            return place
        at = place + 1
    return -1


def _places(index: str, text: str) -> list[int]:
    found: list[int] = []
    at = index.find(text) if text else -1
    while at >= 0 and len(found) < _MOST_PLACES:
        found.append(at)
        at = index.find(text, at + 1)
    return found
