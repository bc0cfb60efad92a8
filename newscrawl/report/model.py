"""What a report says, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from newscrawl.model import Record, Reject
from newscrawl.report.past import Line, filled_share, line_of
from newscrawl.store import Incident, Run


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
    `past`: earlier runs of the same sites that came to their end, the oldest first. `incidents`: what is
    wrong with these sites.
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
    past: tuple[Run, ...] = ()
    incidents: tuple[Incident, ...] = ()

    def counted(self, name: str) -> int:
        """One counter; 0 where nothing was counted."""
        return self.counters.get(name, 0)

    @property
    def rejects_by_code(self) -> dict[str, int]:
        """How many pages each code rejected, the most frequent first."""
        return self._by("rejects/")

    @property
    def slowest(self) -> dict[str, float]:
        """The pages that took longest to come, in seconds, the slowest first."""
        return {url: micros / 1e6 for url, micros in self._by("slowest/").items()}

    @property
    def stages(self) -> dict[str, float]:
        """Seconds that each stage took in all, waiting included; stages overlap."""
        return {name: micros / 1e6 for name, micros in self._by("us/").items()}

    def history(self, fact: str) -> Line | None:
        """The share of articles with a fact in the runs so far, this one the last; None where few were."""
        return line_of([filled_share(run.counters, fact) for run in (*self.past, *self.runs)])

    @property
    def duration(self) -> timedelta:
        """Of all runs together; one under way counts until now."""
        return sum(((run.ended or self.made) - run.started for run in self.runs), timedelta())

    def _by(self, prefix: str) -> dict[str, int]:
        found = {name.removeprefix(prefix): n for name, n in self.counters.items() if name.startswith(prefix)}
        return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))
