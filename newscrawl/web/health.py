"""Which sites need a look, and why: what the last run says against those before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Literal

from newscrawl.health import Past, check
from newscrawl.health.checks import WINDOW
from newscrawl.store import Run
from newscrawl.store.reader import SiteState

Health = Literal["good", "look", "bad", "idle"]

# Fields whose share is watched: those that nearly every article of a site has, or hardly any.
WATCHED = ("title", "published_at", "source", "reporters", "body", "channel")
_FEW = 5
_HOUR = timedelta(hours=1)
_ENDINGS = frozenset(("failed", "lost", "stopped"))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a site needs a look: the name of a phrase, the values in it, and how bad that is."""

    name: str
    values: Mapping[str, object]
    health: Health = "look"


@dataclass(frozen=True, slots=True)
class Seen:
    """A site as the room shows it."""

    state: SiteState
    health: Health
    reasons: tuple[Reason, ...]

    def __getattr__(self, name: str) -> object:
        """What the state knows."""
        return getattr(self.state, name)


def judge(state: SiteState, field_name: Mapping[str, str]) -> Seen:
    """The health of a site; `field_name` says what fields are called."""
    last = next((run for run in state.runs if run.status != "running"), None)
    if last is None:
        return Seen(state, "idle", ())
    before = [run for run in state.runs if run.started < last.started and run.status == "done"][:WINDOW]
    reasons = (*_ending(last), *_findings(last, before, field_name), *_kept(state))
    worst: Health = "good" if not reasons else "bad" if any(r.health == "bad" for r in reasons) else "look"
    return Seen(state, worst, reasons)


def urgency(seen: Seen) -> tuple[int, int, str]:
    """Sorts sites: those in trouble first, then those to look at."""
    order = ("bad", "look", "idle", "good")
    return order.index(seen.health), -len(seen.reasons), seen.state.id


def articles(run: Run) -> int:
    """How many articles a run met."""
    return sum(run.counters.get(f"articles/{name}", 0) for name in ("new", "changed", "unchanged", "alias"))


def rejected(run: Run) -> int:
    """How many pages gave no record in a run."""
    return sum(count for name, count in run.counters.items() if name.startswith("rejects/"))


def filled(run: Run, name: str) -> float | None:
    """In which share of its articles a run found a field; None where it met too few to tell."""
    met = articles(run)
    return min(1.0, run.counters.get(f"filled/{name}", 0) / met) if met >= _FEW else None


def _ending(last: Run) -> Iterator[Reason]:
    if last.status in _ENDINGS:
        yield Reason(last.status, {"why": last.reason or "–"}, "look" if last.status == "stopped" else "bad")


def _findings(last: Run, before: Sequence[Run], field_name: Mapping[str, str]) -> Iterator[Reason]:
    """What the monitors say of the last run against those before it."""
    if last.status != "done":
        return
    brought = [run for run in before if run.counters.get("articles/new")]
    gaps = [(one.started - two.started) / _HOUR for one, two in pairwise(brought)]
    past = Past([run.counters for run in before], brought[0].started if brought else None, gaps)
    for finding in check(last.counters, past, last.ended or last.started):
        subject = field_name.get(finding.subject, finding.subject)
        yield Reason(finding.check, {"subject": subject, "says": finding.says}, "bad")


def _kept(state: SiteState) -> Iterator[Reason]:
    if state.kept_back:
        yield Reason("kept_back", {"count": state.kept_back})
