"""Store: the database as the rest of newscrawl sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any

from sqlalchemy import Connection

from newscrawl.model import Learned, Record, Reject
from newscrawl.store import (
    changes,
    furniture,
    health,
    migrations,
    outbox,
    papers,
    quarantine,
    read,
    register,
    rejects,
    reprints,
    runs,
)
from newscrawl.store.changes import Change, Log
from newscrawl.store.engine import database, lean, name_of, reading, writing
from newscrawl.store.health import Incident
from newscrawl.store.history import History, history
from newscrawl.store.locks import Lock, take
from newscrawl.store.outbox import DeadLetter, Outbox, TargetState
from newscrawl.store.papers import Issue
from newscrawl.store.quarantine import KeptBack
from newscrawl.store.read import Slice
from newscrawl.store.rejects import Waiting
from newscrawl.store.reprints import Story
from newscrawl.store.runs import Ending, Run, Running
from newscrawl.store.save import RefusedWhole, SaveResult
from newscrawl.store.schema import opened
from newscrawl.store.search import Found, catch_up, find, pending
from newscrawl.store.selection import Selection
from newscrawl.store.sizes import Sizes, sizes, vacuum
from newscrawl.store.snapshot import Snapshot
from newscrawl.store.transaction import Transaction
from newscrawl.store.unknown import UnknownOutlet, unknown_outlets

DEFAULT_URL = "sqlite:///data/newscrawl.db"
EVERYTHING = Selection()
"""Every article that is not kept back."""


@dataclass(frozen=True, slots=True)
class _Begun:
    running: Running
    lock: Lock


class Store:
    """Articles, rejects and runs in one database: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.

    May be used from several threads. Every method raises StorageError where database or disk refuse.
    """

    def __init__(self, url: str = DEFAULT_URL, make: bool = True) -> None:
        """Open the database, and make its tables if it is empty; without `make` it must have them.

        Raises: UsageError for a wrong URL; MissingExtra; StorageError, also for another version's database.
        """
        location = database(url)
        self.name = name_of(location)
        self._engine = opened(location, make)
        self._begun: dict[str, _Begun] = {}
        register.sync(self._engine)

    @property
    def revision(self) -> str:
        """The revision of the database: a store opens no other than that it works with."""
        return migrations.head()

    def begin_run(
        self, site: str, name: str | None = None, region: str | None = None, shared: bool = False
    ) -> str:
        """Begin a run of `site` and give its id; `name` and `region` (GB/T 2260) describe the site.

        Raises: LockHeld while another live process (or this one) runs the same site, and not both `shared`.
        """
        lock = take(self._engine, site, shared)
        try:
            with writing(self._engine) as connection:
                running = runs.begin(connection, site, name, region, shared)
                lock.add(running.key)
        except BaseException:
            lock.release()
            raise
        self._begun[running.key] = _Begun(running, lock)
        return running.key

    def save(self, items: Sequence[Record | Reject], run_id: str) -> list[SaveResult]:
        """Store `items` in one transaction: all or nothing, and twice is once. One result an item, in order.

        An item that no database would take (NUL, lone surrogate, value against the contract) becomes a
        reject with code `unstorable`; the others are stored.
        """
        try:
            with self.transaction(run_id) as transaction:
                return transaction.save(items, whole=True)
        except RefusedWhole:
            with self.transaction(run_id) as transaction:
                return transaction.save(items)

    @contextmanager
    def transaction(self, run_id: str) -> Iterator[Transaction]:
        """One transaction of a run that this store began: written whole at its end, or not at all.

        Raises: LockHeld where the server was away, and another run of the site has begun since.
        """
        self._begun[run_id].lock.hold()
        with writing(self._engine) as connection:
            running = self._begun[run_id].running
            runs.together(connection, running)
            log = Log(running.id)
            yield Transaction(connection, running, log)
            log.write(connection)

    def end_run(self, run_id: str, ending: Ending) -> None:
        """Write the end of a run that this store began, and let the next run of its site begin."""
        with writing(self._engine) as connection:
            runs.end(connection, run_id, ending)
        self._begun.pop(run_id).lock.release()

    def run(self, run_id: str) -> Run:
        """One run. Raises UsageError if there is none of this id."""
        with reading(self._engine) as connection:
            return runs.get(connection, run_id)

    def runs(self, limit: int = 20, site: str | None = None) -> Sequence[Run]:
        """The last runs (of `site`), newest first."""
        with reading(self._engine) as connection:
            return runs.latest(connection, limit, site)

    def sites(self) -> list[str]:
        """The ids of all sites, in order."""
        with reading(self._engine) as connection:
            return runs.sites(connection)

    def records(
        self, run_id: str | None = None, site: str | None = None, evidence: bool = False
    ) -> Iterator[Record]:
        """As `stream`, of a site (None: all) and of what a run met (None: all)."""
        return self.stream(Selection(run=run_id, site=site), evidence)

    def stream(self, selection: Selection = EVERYTHING, evidence: bool = False) -> Iterator[Record]:
        """The articles selected, as they now stand, by id; as many in memory as one read takes."""
        return read.stream(self._engine, selection, evidence)

    def records_by_ids(
        self, ids: Iterable[str], selection: Selection = EVERYTHING, evidence: bool = False
    ) -> Iterator[Record]:
        """Of the articles with these ids those that are selected, as they now stand, in this order."""
        return read.by_ids(self._engine, ids, selection, evidence)

    def newest(self, selection: Selection = EVERYTHING, after: str | None = None, limit: int = 50) -> Slice:
        """The articles selected, the last published first; `after` is the `next` of the part before."""
        with reading(self._engine) as connection:
            return read.newest(connection, selection, after, limit)

    def count(self, selection: Selection = EVERYTHING) -> int:
        """How many articles are selected."""
        with reading(self._engine) as connection:
            return read.count(connection, selection)

    def changes_after(self, cursor: int = 0, limit: int = 1000) -> list[Change]:
        """The first changes with a number above `cursor`; see `newscrawl.store.changes`.

        Raises UsageError for a cursor beyond all numbers given.
        """
        with reading(self._engine) as connection:
            return changes.after(connection, cursor, limit)

    def last_change(self) -> int:
        """The number of the last change; 0 where there is none."""
        with reading(self._engine) as connection:
            return changes.last(connection)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One state of the database, to export from; held open until the block ends."""
        with reading(self._engine) as connection, lean(connection):
            yield Snapshot(connection)

    def outbox(self, name: str, url: str, from_now: bool = False) -> Outbox:
        """The log of changes as the target `name` sees it; `url` is kept to be shown, `from_now` says where a
        new target begins. To be closed. Raises LockHeld while another relay serves the target."""
        return Outbox(self._engine, name, url, from_now)

    def targets(self) -> list[TargetState]:
        """How far each target of publishing has come."""
        with reading(self._engine) as connection:
            return outbox.states(connection)

    def dead_letters(self, target: str, limit: int = 1000) -> list[DeadLetter]:
        """The events that a target would not take, oldest first. Raises UsageError for an unknown target."""
        with reading(self._engine) as connection:
            return outbox.dead_letters(connection, target, limit)

    def quarantine(
        self, articles: Iterable[str], monitor: str, reason: str, run_id: str | None = None
    ) -> int:
        """Keep back `articles`, given by their ids, until they are released; how many were not so before."""
        with self._logged() as (connection, log):
            return quarantine.put(connection, log, articles, monitor, reason, run_id)

    def release(self, articles: Iterable[str]) -> int:
        """Let articles out of quarantine, given by their ids; how many were in it."""
        with self._logged() as (connection, log):
            return quarantine.release(connection, log, articles)

    def kept_back(self, run_id: str | None = None, limit: int = 1000) -> list[KeptBack]:
        """The articles in quarantine (`run_id`: put there by that run), newest first."""
        with reading(self._engine) as connection:
            return list(quarantine.kept_back(connection, run_id, limit))

    def history(self, article: str) -> History | None:
        """The versions of an article, given by id or address, and what each changed; None: there is none."""
        with reading(self._engine) as connection:
            return history(connection, article)

    def story(self, name: str) -> Story | None:
        """One story with its copies: who was first, and what says so. None: no article tells it."""
        with reading(self._engine) as connection:
            return reprints.story(connection, name)

    def compare(self, limit: int = 200) -> int:
        """Find the stories of articles that were stored before texts were compared; how many it looked at.

        At most `limit`, in one transaction; 0: all are compared.
        """
        with self._logged() as (connection, log):
            return reprints.compare(connection, limit, log)

    def search(
        self, query: str, selection: Selection = EVERYTHING, after: str | None = None, limit: int = 20
    ) -> Found:
        """One page of the articles selected that have all words of `query`.

        `after`: what the page before gave as `next`. An empty query finds all that is selected, newest first.
        See docs/search.md.
        """
        with reading(self._engine) as connection:
            return find(connection, query, selection, after, limit)

    def index(self, limit: int = 200) -> int:
        """Take the next `limit` changes into the search index; how many it took (0: it is up to date)."""
        with reading(self._engine) as connection:
            if not pending(connection):
                return 0
        with writing(self._engine) as connection:
            return catch_up(connection, limit)

    def health(self, site: str) -> dict[str, Any] | None:
        """What the monitors of `site` remember; None where nothing is kept."""
        with reading(self._engine) as connection:
            return health.load(connection, site)

    def incidents(
        self, site: str | None = None, everything: bool = False, limit: int = 200
    ) -> list[Incident]:
        """What is wrong with `site` (None: any), newest first; `everything`: with what is over by now."""
        with reading(self._engine) as connection:
            return list(health.incidents(connection, site, everything, limit))

    def note_told(self, incidents: Iterable[int]) -> None:
        """Note that the alerts of these incidents, given by their ids, have been sent."""
        with writing(self._engine) as connection:
            health.note_told(connection, list(incidents), datetime.now(UTC))

    def rejects(self, run_id: str, limit: int = 1000) -> list[Reject]:
        """The pages without a record that a run met, by code and address; without their bodies."""
        with reading(self._engine) as connection:
            return list(rejects.of_run(connection, run_id, limit))

    def waiting(self, site: str, after: int = 0, limit: int = 100) -> list[Waiting]:
        """Rejects of a site with their bytes, to be tried again, in rows above `after`, at most `limit`."""
        with reading(self._engine) as connection:
            return list(rejects.waiting(connection, site, after, limit))

    def issues(
        self,
        site: str | None = None,
        since: date | None = None,
        until: date | None = None,
        missing: bool = False,
        run: str | None = None,
        limit: int = 1000,
    ) -> list[Issue]:
        """The last `limit` issues of e-papers; see `newscrawl.store.papers.issues`."""
        with reading(self._engine) as connection:
            return papers.issues(connection, site, since, until, missing, run, limit)

    def unknown_outlets(self, limit: int = 50) -> list[UnknownOutlet]:
        """The sources of articles that the outlet register does not know, most frequent first."""
        with reading(self._engine) as connection:
            return list(unknown_outlets(connection, limit))

    def furniture(self, site: str) -> Learned:
        """What has been learned of a site's furniture."""
        with reading(self._engine) as connection:
            return furniture.load(connection, site)

    def keep_furniture(self, site: str, learned: Learned) -> None:
        """Keep what has been learned of a site's furniture, in the place of what was known before."""
        with writing(self._engine) as connection:
            furniture.keep(connection, site, learned)

    @contextmanager
    def _logged(self) -> Iterator[tuple[Connection, Log]]:
        """One transaction outside of a run that changes articles."""
        with writing(self._engine) as connection:
            log = Log()
            yield connection, log
            log.write(connection)

    def sizes(self) -> Sizes:
        """What takes how much room; all rows are counted."""
        return sizes(self._engine)

    def vacuum(self) -> None:
        """Give back what nothing uses; SQLite needs as much room again meanwhile."""
        vacuum(self._engine)

    def close(self) -> None:
        """Close all connections; runs not ended stay `running` in the database, but their sites are free."""
        for begun in self._begun.values():
            begun.lock.release()
        self._begun.clear()
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()
