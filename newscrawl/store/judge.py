"""Deciding what each record of a batch is: new, unchanged, changed, or an article seen at a further address.

Pure: works on what `known` looked up, and collects what is to be written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from newscrawl.model import Record
from newscrawl.store.known import Entry, Known, host
from newscrawl.store.rows import Prepared

Outcome = Literal["new", "unchanged", "changed", "alias", "rejected"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A version to be written."""

    entry: Entry
    number: int
    prepared: Prepared

    @property
    def record(self) -> Record:
        """What the version says."""
        return self.prepared.record


@dataclass(slots=True)
class Plan:
    """What a batch writes. `seen` maps each article met, once, to the record that met it last."""

    known: Known
    new: list[tuple[Entry, Record]] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)
    aliases: dict[str, tuple[Entry, str | None]] = field(default_factory=dict)
    detached: list[str] = field(default_factory=list)
    seen: dict[Entry, Record] = field(default_factory=dict)
    restored: list[Entry] = field(default_factory=list)

    def add(self, prepared: Prepared, site: str) -> tuple[Outcome, Entry]:
        """Judge a record of `site`, note what it writes, and let the records behind it see that."""
        record = prepared.record
        outcome, entry = judge(record, site, prepared.facts, self.known)
        if entry is None:
            entry = self._begin(prepared, site)
        elif outcome == "changed":
            self._change(entry, prepared)
        elif outcome == "alias":
            self.aliases[record.id] = entry, record.url
            self.known.aliases[record.id] = entry
        self._see(entry, record)
        return outcome, entry

    def _begin(self, prepared: Prepared, site: str) -> Entry:
        record = prepared.record
        entry = Entry(record.id, site, 1, prepared.facts, record.title, told=record.story)
        self.known.articles[record.id] = entry
        if self.known.aliases.pop(record.id, None):
            self.aliases.pop(record.id, None)
            self.detached.append(record.id)
        self.new.append((entry, record))
        self._word(entry, prepared)
        return entry

    def _change(self, entry: Entry, prepared: Prepared) -> None:
        entry.version += 1
        entry.facts, entry.title = prepared.facts, prepared.record.title
        entry.told = prepared.record.story
        self._word(entry, prepared)

    def _word(self, entry: Entry, prepared: Prepared) -> None:
        record = prepared.record
        self.wordings.append(Wording(entry, entry.version, prepared))
        self.known.texts.setdefault((entry.site, host(record.url), record.content_hash), entry)

    def _see(self, entry: Entry, record: Record) -> None:
        if entry.withdrawn:
            self.restored.append(entry)
            entry.withdrawn = False
        self.seen[entry] = record


def judge(record: Record, site: str, digest: str, known: Known) -> tuple[Outcome, Entry | None]:
    """The outcome for one record, and the article it belongs to (None: it is a new one).

    The same text on the same host is the same article; on another host of the site (its e-paper, a sister
    paper) it is a copy. At a further address a different text is a change of the article if it still tells
    the same story, and otherwise a new article that took over the address. A page without text has nothing
    to be recognized by.
    """
    entry = known.articles.get(record.id)
    if entry:
        return ("unchanged" if entry.facts == digest else "changed"), entry
    if record.body:
        entry = known.texts.get((site, host(record.url), record.content_hash))
        if entry:
            return "alias", entry
    entry = known.aliases.get(record.id)
    if entry and _kin(record, entry):
        return "changed", entry
    return "new", None


def _kin(record: Record, entry: Entry) -> bool:
    same_title = record.title is not None and record.title == entry.title
    return same_title or (record.story is not None and record.story == entry.told)
