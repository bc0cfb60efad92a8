"""Which sites need a look, and why: how the last run ended, and what the monitors say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from newscrawl.store import Run
from newscrawl.store.health import Incident
from newscrawl.store.reader import SiteState

Health = Literal["good", "look", "bad", "idle"]

# Fields whose share is watched: those that nearly every article of a site has, or hardly any.
WATCHED = ("title", "published_at", "source", "reporters", "body", "channel")
_FEW = 5
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


def judge(state: SiteState, incidents: Sequence[Incident], field_name: Mapping[str, str]) -> Seen:
    """The health of a site with what is open of it; `field_name` says what fields are called."""
    last = next((run for run in state.runs if run.status != "running"), None)
    if last is None:
        return Seen(state, "idle", ())
    reasons = (*_ending(last), *_incidents(incidents, field_name), *_kept(state))
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


def _incidents(open: Sequence[Incident], field_name: Mapping[str, str]) -> Iterator[Reason]:
    """What the monitors say, and nobody has said to be over."""
    for one in open:
        subject = field_name.get(one.subject, one.subject)
        yield Reason(one.monitor, {"subject": subject, "says": one.says}, "bad")


def _kept(state: SiteState) -> Iterator[Reason]:
    if state.kept_back:
        yield Reason("kept_back", {"count": state.kept_back})
