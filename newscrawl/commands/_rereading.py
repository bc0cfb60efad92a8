"""Stored articles against what today's rules make of their archived pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
from msgspec import UNSET

from newscrawl.archive import Shelf
from newscrawl.errors import Refused
from newscrawl.extract import extract_page
from newscrawl.model import Hints, Page, Provenance, Record
from newscrawl.page import parse

# What says which visit or version this is, and nothing about the article; what the store decides.
_NOT_COMPARED = frozenset(
    (
        "schema",
        "id",
        "version",
        "site",
        "fetched_at",
        "extractor",
        "status",
        "story",
        "reprint_of",
        "removed",
        "provenance",
    )
)
FIELDS = tuple(each.name for each in dataclasses.fields(Record) if each.name not in _NOT_COMPARED)
_SHOWN = 28
LIST = "list"
"""The rule of what only a list knew."""


@dataclass(frozen=True, slots=True)
class Reread:
    """One stored article and its new record. `record` is None where there is none, for the reason `why`:
    `not archived`, or what the rules now say against the page."""

    stored: Record
    record: Record | None
    why: str = ""

    @property
    def changes(self) -> list[tuple[str, object, object]]:
        """The facts that differ: field, stored value, new value."""
        if self.record is None:
            return []
        pairs = ((name, getattr(self.stored, name), getattr(self.record, name)) for name in FIELDS)
        return [(name, old, new) for name, old, new in pairs if old != new]


@dataclass(slots=True)
class Column:
    """How one field would change: values found where none was, lost, replaced; and one example."""

    found: int = 0
    lost: int = 0
    replaced: int = 0
    example: str = ""


@dataclass(slots=True)
class Comparison:
    """What a replay of one site would change."""

    columns: dict[str, Column] = field(default_factory=dict)
    same: int = 0
    changed: int = 0
    missing: int = 0
    released: int = 0
    refused: list[tuple[str | None, str]] = field(default_factory=list)

    def add(self, reread: Reread) -> None:
        """Count one article."""
        if reread.record is None:
            if reread.why == "not archived":
                self.missing += 1
            else:
                self.refused.append((reread.stored.url, reread.why))
            return
        changes = reread.changes
        self.changed += bool(changes)
        self.same += not changes
        for name, old, new in changes:
            column = self.columns.setdefault(name, Column())
            column.found += not old
            column.lost += not new
            column.replaced += bool(old and new)
            column.example = column.example or f"{_shown(old, new)} → {_shown(new, old)}"


def reread(shelf: Shelf, stored: Record) -> Reread:
    """Extract one stored article again from its archived pages."""
    try:
        page = _page(shelf, stored.page_urls or [stored.url or ""])
        if page is None:
            return Reread(stored, None, "not archived")
        page = dataclasses.replace(page, hints=hints_of(stored, page.hints))
        return Reread(stored, dataclasses.replace(extract_page(page), site=stored.site))
    except Refused as refusal:
        return Reread(stored, None, f"{refusal.code}: {refusal}")


def hints_of(stored: Record, archived: Hints) -> Hints:
    """What lists told of an article: what the archive kept, else what the record's evidence remembers."""
    evidence = {} if stored.provenance is UNSET else stored.provenance
    channel = evidence.get("channel")
    from_list = tuple(stored.channel) if channel is not None and channel.rule == LIST else ()
    return dataclasses.replace(
        archived,
        published=archived.published or _listed(evidence.get("published_at")),
        channel=archived.channel or from_list,
    )


def _listed(found: Provenance | None) -> str | None:
    """What a list said, whether it was believed or only contradicted something else."""
    if found is None:
        return None
    said = [(found.rule, found.raw), *(() if found.conflicts is UNSET else found.conflicts)]
    return next((raw for rule, raw in said if rule == LIST), None)


def _page(shelf: Shelf, urls: list[str]) -> Page | None:
    """The article as it was fetched, further pages joined; None where one of them is not archived."""
    pages = list(_pages(shelf, urls))
    if len(pages) < len(urls):
        return None
    return pages[0].with_further(pages[1:]) if len(pages) > 1 else pages[0]


def _pages(shelf: Shelf, urls: list[str]) -> Iterator[Page]:
    for url in urls:
        found = shelf.get(url)
        if found is None or not 200 <= found.status < 300:
            return
        yield parse(found.fetched())


def _shown(value: object, other: object) -> str:
    """A value cut to where it begins to differ from the other."""
    texts = [each if isinstance(each, str) else msgspec.json.encode(each).decode() for each in (value, other)]
    if value is None or value == []:
        return "–"
    pairs = zip(*texts, strict=False)
    start = next((place for place, (one, two) in enumerate(pairs) if one != two), min(map(len, texts)))
    begin = max(0, start - _SHOWN // 3)
    cut = texts[0][begin : begin + _SHOWN].replace("\n", " ")
    return f"{'…' if begin else ''}{cut}{'…' if begin + _SHOWN < len(texts[0]) else ''}"
