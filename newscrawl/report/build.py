"""Runs in the store → RunReport, in one pass over their articles and in bounded memory."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from msgspec import UNSET

from newscrawl.model import Record, Reject, Removed
from newscrawl.report.facts import FACTS, WANTED, filled
from newscrawl.report.model import Fill, RemovedBy, RunReport
from newscrawl.store import Run, Store

NEWEST = 24
REJECTS = 200
RULES = 10
EXPORTS = 100
PAST = 30
SAMPLES = 2
SAMPLE_LENGTH = 110
"""How much a report shows: enough to judge a run by, little enough to be read."""


def build(store: Store, run_ids: Sequence[str]) -> RunReport:
    """What the runs did, as their articles now stand. Raises UsageError for an unknown run; StorageError."""
    runs = [store.run(run_id) for run_id in run_ids]
    tally = _Tally()
    for record in _records(store, runs):
        tally.add(record)
    rejects: list[Reject] = []
    for run in runs:
        rejects += store.rejects(run.id, REJECTS - len(rejects))
    return RunReport(
        runs=tuple(runs),
        made=datetime.now(UTC),
        database=store.name,
        counters=sum((Counter(run.counters) for run in runs), Counter()),
        articles=tally.articles,
        fills=tuple(tally.fills()),
        removed=tuple(tally.removed()),
        newest=tuple(tally.newest()),
        rejects=tuple(rejects),
        exports=tuple(path for run in runs for path in _export(store, run)),
        past=tuple(_past(store, runs)),
        incidents=tuple(one for site in sorted({run.site for run in runs}) for one in store.incidents(site)),
    )


def _past(store: Store, runs: Sequence[Run]) -> Iterator[Run]:
    """Earlier runs that came to their end, where the report is of one site."""
    if len({run.site for run in runs}) == 1:
        first = min(run.started for run in runs)
        earlier = store.runs(PAST + len(runs), runs[0].site)
        yield from reversed([run for run in earlier if run.started < first and run.status == "done"][:PAST])


def _export(store: Store, run: Run) -> Iterator[str]:
    """The path of the export of `run`, or of the last run of its site that has one."""
    earlier = (other.export for other in store.runs(EXPORTS, run.site) if other.export)
    path = run.export or next(earlier, None)
    if path is not None:
        yield path


def _records(store: Store, runs: Sequence[Run]) -> Iterator[Record]:
    for run in runs:
        yield from store.records(run.id, evidence=True)


@dataclass(slots=True)
class _Removed:
    pieces: int = 0
    articles: int = 0
    # A dict, as a set that keeps its order.
    samples: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Tally:
    """What is counted while the articles pass by."""

    articles: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    rules: dict[str, _Removed] = field(default_factory=dict)
    heap: list[tuple[str, str, Record]] = field(default_factory=list)

    def add(self, record: Record) -> None:
        self.articles += 1
        self.filled.update(filled(record))
        pieces = () if record.removed is UNSET else record.removed
        for rule in {piece.kind for piece in pieces}:
            self.rules.setdefault(rule, _Removed()).articles += 1
        for piece in pieces:
            self._add_removed(piece)
        shown = replace(record, blocks=[], removed=UNSET, provenance=UNSET)
        heapq.heappush(self.heap, (record.published_at or "", record.id, shown))
        if len(self.heap) > NEWEST:
            heapq.heappop(self.heap)

    def _add_removed(self, piece: Removed) -> None:
        entry = self.rules[piece.kind]
        entry.pieces += 1
        if len(entry.samples) < SAMPLES:
            entry.samples[_sample(piece.text)] = None

    def fills(self) -> Iterator[Fill]:
        for name, (label, english) in FACTS.items():
            yield Fill(name, label, english, self.filled[name], self.articles, name in WANTED)

    def removed(self) -> Iterator[RemovedBy]:
        most = sorted(self.rules.items(), key=lambda item: (-item[1].articles, item[0]))
        for rule, entry in most[:RULES]:
            yield RemovedBy(rule, entry.pieces, entry.articles, tuple(entry.samples))

    def newest(self) -> Iterator[Record]:
        for _, _, record in sorted(self.heap, key=lambda entry: entry[:2], reverse=True):
            yield record


def _sample(text: str) -> str:
    """One line of `text`, cut; what does not print is left out, for a page must not steer a terminal."""
    line = "".join(character for character in " ".join(text.split()) if character.isprintable())
    return line if len(line) <= SAMPLE_LENGTH else f"{line[:SAMPLE_LENGTH]}…"
