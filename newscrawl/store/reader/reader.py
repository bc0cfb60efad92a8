"""Reader: a database opened to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from newscrawl.errors import StorageError
from newscrawl.model import Record, Reject
from newscrawl.store import health, papers, read
from newscrawl.store.engine import database, is_missing, name_of, open_engine, reading
from newscrawl.store.health import Incident
from newscrawl.store.history import History, history
from newscrawl.store.papers import Issue
from newscrawl.store.quarantine import KeptBack
from newscrawl.store.read import Slice
from newscrawl.store.reader import articles, credits, days, operation, sites
from newscrawl.store.reader.operation import Operation
from newscrawl.store.reader.sites import Refusal, SiteState
from newscrawl.store.schema import State, fault, look
from newscrawl.store.search import Found, find, pending
from newscrawl.store.selection import Selection

EVERYTHING = Selection()


class Reader:
    """Articles, sites, runs and credits of one database, which must be there already.

    May be used from several threads. Every method raises StorageError where the database refuses.
    """

    def __init__(self, url: str) -> None:
        """Open the database. Raises: UsageError for a wrong URL; MissingExtra; StorageError."""
        location = database(url)
        self.name = name_of(location)
        if is_missing(location):
            raise StorageError(fault(State("empty"), self.name))
        self._engine = open_engine(location)
        if location.get_backend_name() == "sqlite":
            event.listen(self._engine, "connect", _forbid)
        else:
            self._engine = self._engine.execution_options(postgresql_readonly=True)
        with reading(self._engine) as connection:
            state = look(connection)
        if state.kind != "current":
            self._engine.dispose()
            raise StorageError(fault(state, self.name))

    def newest(self, selection: Selection = EVERYTHING, after: str | None = None, limit: int = 50) -> Slice:
        """The articles selected, the last published first; `after` is the `next` of the part before."""
        with reading(self._engine) as connection:
            return read.newest(connection, selection, after, limit)

    def count(self, selection: Selection = EVERYTHING) -> int:
        """How many articles are selected."""
        with reading(self._engine) as connection:
            return read.count(connection, selection)

    def search(self, words: str, selection: Selection, after: str | None, limit: int) -> Found:
        """One page of the articles selected that have all `words`; without any, all of them, newest first.

        `after` is the `next` of the page before. Raises UsageError for one that no page gave.
        """
        with reading(self._engine) as connection:
            return find(connection, words, selection, after, limit)

    def unindexed(self) -> int:
        """How many changes the search index has not taken in yet."""
        with reading(self._engine) as connection:
            return pending(connection)

    def stream(self, selection: Selection = EVERYTHING) -> Iterator[Record]:
        """The articles selected, by id; as many in memory as one read takes."""
        return read.stream(self._engine, selection, evidence=False)

    def by_ids(
        self, ids: Iterable[str], selection: Selection = EVERYTHING, evidence: bool = False
    ) -> Iterator[Record]:
        """Of the articles with these ids those that are selected, in the order of `ids`."""
        return read.by_ids(self._engine, ids, selection, evidence)

    def article(self, id: str, evidence: bool = False) -> Record | None:
        """One article, be it kept back or not; None where there is none of this id."""
        return next(self.by_ids([id], Selection(quarantined=None), evidence), None)

    def site_of(self, id: str) -> tuple[str, str | None]:
        """Id and name of the site of an article that there is."""
        with reading(self._engine) as connection:
            found = articles.site_of(connection, id)
        assert found is not None, id
        return found

    def history(self, id: str, compared: bool = True) -> History | None:
        """An article with all its versions and, `compared`, what each changed; None where there is none of
        this id."""
        with reading(self._engine) as connection:
            return history(connection, id, compared)

    def incidents(self, limit: int = 1000) -> list[Incident]:
        """What monitors say is wrong with the sites now, newest first."""
        with reading(self._engine) as connection:
            return list(health.incidents(connection, None, False, limit))

    def kept_back(self, id: str) -> KeptBack | None:
        """Why an article is kept back; None where it is not."""
        with reading(self._engine) as connection:
            return articles.kept_back(connection, id)

    def story(self, story: str, limit: int) -> list[Record]:
        """The articles that tell a story: the first publisher's, then by time, the undated last."""
        with reading(self._engine) as connection:
            ids = articles.of_story(connection, story, limit)
        found = self.by_ids(ids)
        return sorted(found, key=lambda one: (one.reprint_of is not None, one.published_at or "9", one.id))

    def stamp(self) -> tuple[int, int, int]:
        """Differs from what it was before if anything has been stored since."""
        with reading(self._engine) as connection:
            return articles.stamp(connection)

    def outlet_names(self, limit: int) -> list[str]:
        """The names of outlets, those that came first, in order."""
        with reading(self._engine) as connection:
            return credits.names(connection, limit)

    def last_day(self) -> date | None:
        """The last day of Beijing's time on which anything changed."""
        with reading(self._engine) as connection:
            return days.last_day(connection)

    def day(self, day: date) -> days.Day:
        """What came in on a day of Beijing's time."""
        with reading(self._engine) as connection:
            return days.look(connection, day)

    def sites(self, runs: int, site: str | None = None) -> list[SiteState]:
        """All sites (or one), each with at most `runs` of its last runs, newest first."""
        with reading(self._engine) as connection:
            return sites.states(connection, runs, site)

    def operation(self) -> Operation:
        """What waits to be fetched, what is wrong, how far publishing has come."""
        with reading(self._engine) as connection:
            return operation.look(connection)

    def site_names(self) -> list[tuple[str, str | None]]:
        """Id and name of every site, by id."""
        with reading(self._engine) as connection:
            return sites.names(connection)

    def codes(self, site: str) -> list[tuple[str, int]]:
        """Why pages of a site gave no record, each code with its count."""
        with reading(self._engine) as connection:
            return sites.codes(connection, site)

    def refusals(self, site: str, code: str | None, before: int | None, limit: int) -> list[Refusal]:
        """The pages of a site that gave no record, those below the number `before`, highest first."""
        with reading(self._engine) as connection:
            return sites.refusals(connection, site, code, before, limit)

    def refusal(self, site: str, number: int) -> Reject | None:
        """One page that gave no record, with its bytes."""
        with reading(self._engine) as connection:
            return sites.refusal(connection, site, number)

    def kept_back_of(self, site: str, limit: int) -> list[KeptBack]:
        """The articles of a site that are kept back, the last one first."""
        with reading(self._engine) as connection:
            return sites.kept_back(connection, site, limit)

    def issues(self, site: str, limit: int) -> list[Issue]:
        """The last issues of a site's e-paper, newest first, with their editions."""
        with reading(self._engine) as connection:
            return papers.issues(connection, site, None, None, False, None, limit)

    def busiest_reporters(self, limit: int) -> list[tuple[str, int]]:
        """Reporters by the number of articles that credit them."""
        with reading(self._engine) as connection:
            return credits.busiest(connection, limit)

    def largest_outlets(self, limit: int) -> list[tuple[str, int]]:
        """Outlets by the number of articles that name them as their source."""
        with reading(self._engine) as connection:
            return credits.largest(connection, limit)

    def reporters_beginning(self, text: str, limit: int) -> list[str]:
        """Reporters whose name begins with `text`."""
        with reading(self._engine) as connection:
            return credits.beginning(connection, text, limit)

    def reporter(self, name: str) -> credits.Profile | None:
        """For whom a reporter writes, with whom, and about where."""
        with reading(self._engine) as connection:
            return credits.reporter(connection, name)

    def outlet(self, name: str) -> credits.Profile | None:
        """Who writes for an outlet, and about where."""
        with reading(self._engine) as connection:
            return credits.outlet(connection, name)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _forbid(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only = ON")
    cursor.close()
