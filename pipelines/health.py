"""Watching over a run: articles unlike those before are kept back, and its end tells what is wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from scrapy.settings import BaseSettings

from newscrawl.alerts import Channels, send
from newscrawl.errors import NewscrawlError
from newscrawl.health import REDESIGN, Finding, Held, Observer, Past, State, check
from newscrawl.health.checks import WINDOW
from newscrawl.model import Record, Reject
from newscrawl.store import Run, SaveResult, Store, Transaction, Trouble

logger = logging.getLogger(__name__)


class Watch:
    """The monitors of one run of one site."""

    def __init__(self, store: Store, site: str) -> None:
        """Raises StorageError."""
        self._state = State.of(store.health(site))
        self._observer = Observer(self._state.profiles, self._state.waiting)
        self._past = past_of(store.runs(WINDOW + 1, site))
        self._held: list[Held] = []

    def look(self, transaction: Transaction, saved: Iterable[tuple[Record | Reject, SaveResult]]) -> None:
        """Judge what a transaction has saved; what is odd is kept back in the same transaction."""
        for item, result in saved:
            if not isinstance(item, Record):
                self._observer.miss(item.url or "", item.code)
            elif result.outcome in ("new", "changed") and result.id:
                held = self._observer.judge(item)
                if held is not None:
                    # Found at a further address, it is stored under its first one.
                    self._held.append(replace(held, id=result.id))
                    transaction.hold([result.id], REDESIGN, f"{held.why} ({held.group})")

    def let_go(self, transaction: Transaction) -> None:
        """Let go what turned out to be ordinary, and no more: of several workers each has seen a part only,
        by which it can tell that single articles vary, but not that a site is in trouble."""
        transaction.let_go(self._observer.end().released)

    def end(self, transaction: Transaction, counters: Mapping[str, int]) -> list[Finding]:
        """Let go what turned out to be ordinary, and keep what was learned. Gives what is wrong."""
        verdict = self._observer.end()
        transaction.let_go(verdict.released)
        findings = [*verdict.findings, *check(counters, self._past, datetime.now(UTC))]
        released = set(verdict.released)
        waiting = (*self._state.waiting, *self._held)
        self._state.waiting = [held for held in waiting if held.id not in released]
        transaction.keep_health(self._state.kept())
        transaction.settle(Trouble(finding.check, finding.subject, finding.says) for finding in findings)
        return findings


def alert(store: Store, site: str, settings: BaseSettings) -> None:
    """Tell of the incidents of `site` that nobody has been told of; where that fails the next run tries."""
    channels = Channels(
        settings["NEWSCRAWL_ALERT_WEBHOOK"], settings["NEWSCRAWL_ALERT_MAIL"], settings["NEWSCRAWL_SMTP"]
    )
    untold = [incident for incident in store.incidents(site) if incident.told is None]
    if not channels or not untold:
        return
    try:
        send(untold, channels)
    except NewscrawlError as error:
        logger.error("%s", error)
    else:
        store.note_told(incident.id for incident in untold)


def past_of(runs: Sequence[Run]) -> Past:
    """What earlier runs, newest first, tell of a site; one under way is none of them."""
    ended = [run for run in runs if run.status == "done" and run.ended is not None]
    moments = [run.ended for run in ended if run.counters.get("articles/new") and run.ended]
    gaps = [(later - earlier) / timedelta(hours=1) for later, earlier in pairwise(moments)]
    return Past([run.counters for run in ended], moments[0] if moments else None, gaps)
