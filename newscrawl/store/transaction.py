"""What a run writes at once: articles, what is kept back of them, incidents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection

from newscrawl.model import Leaf, Record, Reject
from newscrawl.store import health, papers, quarantine
from newscrawl.store.changes import Log
from newscrawl.store.health import Trouble
from newscrawl.store.rejects import resolve
from newscrawl.store.runs import Running
from newscrawl.store.save import SaveResult, save
from newscrawl.store.write import withdraw


@dataclass(frozen=True, slots=True)
class Transaction:
    """What belongs together: records, and whatever else is written over the same connection."""

    connection: Connection
    running: Running
    log: Log

    def save(self, items: Sequence[Record | Reject], whole: bool = False) -> list[SaveResult]:
        """As `Store.save`. Raises RefusedWhole, if they are to go in `whole` and one is refused."""
        return save(self.connection, items, self.running, self.log, whole)

    def resolve(self, rejects: Sequence[int]) -> None:
        """Drop rejects, given by their rows (`Waiting`), that have become records."""
        resolve(self.connection, rejects)

    def withdraw(self, articles: Iterable[str]) -> None:
        """Note that the pages of `articles`, given by their ids, are no more; what they said stays."""
        withdraw(self.connection, articles, self.log)

    def file(self, leaves: Iterable[Leaf]) -> None:
        """Note what pages of editions say of the issues of the run's site."""
        papers.file(self.connection, self.running, leaves, datetime.now(UTC))

    def place(self, articles: Iterable[tuple[str, date, str]]) -> None:
        """Note in which edition articles stand: the id of each, the day of its issue, the edition's name."""
        papers.place(self.connection, self.running, articles)

    def miss(self, asked: Mapping[date, bool | None]) -> None:
        """Note that issues were looked for, and for each day whether a calendar names it (None: unknown)."""
        papers.miss(self.connection, self.running, asked, datetime.now(UTC))

    def hold(self, articles: Iterable[str], monitor: str, reason: str) -> int:
        """Keep back articles, given by their ids; how many were not so before."""
        return quarantine.put(self.connection, self.log, articles, monitor, reason, self.running.key)

    def let_go(self, articles: Iterable[str]) -> int:
        """Let articles out of quarantine, given by their ids; how many were in it."""
        return quarantine.release(self.connection, self.log, articles)

    def keep_health(self, state: dict[str, Any]) -> None:
        """Keep what the monitors of the run's site remember."""
        health.keep(self.connection, self.running.site_id, state)

    def settle(self, troubles: Iterable[Trouble]) -> None:
        """Open an incident for each of `troubles` that has none; close those of the site that are over."""
        health.settle(self.connection, self.running.site_id, self.running.id, troubles, datetime.now(UTC))
