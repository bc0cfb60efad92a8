"""Store: the database as the rest of newscrawl sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType

from sqlalchemy import Connection

from newscrawl.model import Learned, Record, Reject
from newscrawl.store import furniture, read, rejects, runs
from newscrawl.store.engine import database, name_of, open_engine, reading, writing
from newscrawl.store.locks import Lock, take
from newscrawl.store.runs import Ending, Run, Running
from newscrawl.store.save import SaveResult, save
from newscrawl.store.schema import ensure
from newscrawl.store.unknown import UnknownOutlet, unknown_outlets

DEFAULT_URL = "sqlite:///data/newscrawl.db"


@dataclass(frozen=True, slots=True)
class Transaction:
    """What belongs together: records, and whatever else is written over the same connection."""

    connection: Connection
    running: Running

    def save(self, items: Sequence[Record | Reject]) -> list[SaveResult]:
        """As `Store.save`."""
        return save(self.connection, items, self.running)


@dataclass(frozen=True, slots=True)
class _Begun:
    running: Running
    lock: Lock


class Store:
    """Articles, rejects and runs in one database: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.

    May be used from several threads. Every method raises StorageError where database or disk refuse.
    """

    def __init__(self, url: str = DEFAULT_URL) -> None:
        """Open the database, and make its tables if it is empty.

        Raises: UsageError for a wrong URL; MissingExtra; StorageError, also for another version's database.
        """
        location = database(url)
        self.name = name_of(location)
        self._engine = open_engine(location)
        self._begun: dict[str, _Begun] = {}
        ensure(self._engine)

    def begin_run(self, site: str, name: str | None = None, region: str | None = None) -> str:
        """Begin a run of `site` and give its id; `name` and `region` (GB/T 2260) describe the site.

        Raises: LockHeld while another live process (or this one) runs the same site.
        """
        lock = take(self._engine, site)
        try:
            with writing(self._engine) as connection:
                running = runs.begin(connection, site, name, region)
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
        with self.transaction(run_id) as transaction:
            return transaction.save(items)

    @contextmanager
    def transaction(self, run_id: str) -> Iterator[Transaction]:
        """One transaction of a run that this store began: written whole at its end, or not at all."""
        with writing(self._engine) as connection:
            yield Transaction(connection, self._begun[run_id].running)

    def end_run(self, run_id: str, ending: Ending) -> None:
        """Write the end of a run that this store began, and let the next run of its site begin."""
        begun = self._begun.pop(run_id)
        try:
            with writing(self._engine) as connection:
                runs.end(connection, run_id, ending)
        finally:
            begun.lock.release()

    def run(self, run_id: str) -> Run:
        """One run. Raises UsageError if there is none of this id."""
        with reading(self._engine) as connection:
            return runs.get(connection, run_id)

    def runs(self, limit: int = 20) -> Sequence[Run]:
        """The last runs, newest first."""
        with reading(self._engine) as connection:
            return runs.latest(connection, limit)

    def records(
        self, run_id: str | None = None, site: str | None = None, evidence: bool = False
    ) -> Iterator[Record]:
        """The articles of a site (None: all) that a run met (None: all), as they now stand, by id.

        A run has also met what the runs did that it continues.
        """
        return read.records(self._engine, run_id, site, evidence)

    def rejects(self, run_id: str, limit: int = 1000) -> list[Reject]:
        """The pages without a record that a run met, by code and address; without their bodies."""
        with reading(self._engine) as connection:
            return list(rejects.of_run(connection, run_id, limit))

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
