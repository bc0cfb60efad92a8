"""What a report says, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from newscrawl.model import Record, Reject
from newscrawl.store import Run


@dataclass(frozen=True, slots=True)
class Fill:
    """In how many of `total` articles a fact was found; `wanted` facts are those that a citation needs."""

    name: str
    label: str
    english: str
    found: int
    total: int
    wanted: bool

    @property
    def percent(self) -> float:
        """0 to 100; 0 where there are no articles."""
        return 100 * self.found / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class RemovedBy:
    """What one rule removed: pieces of text in how many articles, and a few of them."""

    rule: str
    pieces: int
    articles: int
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunReport:
    """One or several runs together. `counters` are those of the runs, summed.

    `exports`: a run that met no article has none of its own; then that of the site's last run which has.
    """

    runs: tuple[Run, ...]
    made: datetime
    database: str
    counters: Mapping[str, int]
    articles: int
    fills: tuple[Fill, ...]
    removed: tuple[RemovedBy, ...]
    newest: tuple[Record, ...]
    rejects: tuple[Reject, ...]
    exports: tuple[str, ...] = ()

    def counted(self, name: str) -> int:
        """One counter; 0 where nothing was counted."""
        return self.counters.get(name, 0)

    @property
    def rejects_by_code(self) -> dict[str, int]:
        """How many pages each code rejected, the most frequent first."""
        return self._by("rejects/")

    @property
    def duration(self) -> timedelta:
        """Of all runs together; one under way counts until now."""
        return sum(((run.ended or self.made) - run.started for run in self.runs), timedelta())

    def _by(self, prefix: str) -> dict[str, int]:
        found = {name.removeprefix(prefix): n for name, n in self.counters.items() if name.startswith(prefix)}
        return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))
