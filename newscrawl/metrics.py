"""The state of sites, runs and publishing as Prometheus metrics, read from the store at every scrape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from newscrawl.errors import MissingExtra, StorageError, UsageError
from newscrawl.store.reader import Operation, Reader, SiteState

if TYPE_CHECKING:
    from prometheus_client.core import GaugeMetricFamily

NAMESPACE = "newscrawl"
# Counters of a run that are told one by one; those with a slash are told by what stands behind it.
PLAIN = ("pages", "requests", "responses", "bytes", "retries", "unmodified", "blocked", "trapped")
GROUPED = {"articles": "outcome", "rejects": "code", "filled": "fact", "conflicts": "fact", "us": "stage"}
STATES = ("running", "done", "stopped", "failed", "lost")


class Collector:
    """What Prometheus asks at every scrape; one bounded look at the store each time."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """All families. Raises StorageError, and the scrape fails, where the database refuses."""
        yield from _sites(self._reader.sites(1))
        yield from _operation(self._reader.operation())


def write(reader: Reader, path: Path) -> None:
    """Write a file for the text-file collector of node_exporter; it appears whole.

    Raises: MissingExtra; StorageError.
    """
    client = _client()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        client.write_to_textfile(str(path), _registry(reader))
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror}") from error


def text(reader: Reader) -> str:
    """The metrics in Prometheus' text format. Raises: MissingExtra; StorageError."""
    return str(_client().generate_latest(_registry(reader)).decode())


def serve(reader: Reader, host: str, port: int) -> tuple[int, object]:
    """Answer scrapes in a thread of its own: the port it listens at, and the thread.

    Raises: MissingExtra; UsageError for a port that is taken.
    """
    try:
        server, thread = _client().start_http_server(port, host, _registry(reader))
    except OSError as error:
        raise UsageError(f"cannot listen at {host}:{port}: {error.strerror}")
    return int(server.server_port), thread


def _client() -> ModuleType:
    try:
        import prometheus_client
    except ModuleNotFoundError:
        raise MissingExtra('metrics need their library: pip install "newscrawl[monitor]"')
    return prometheus_client


def _registry(reader: Reader) -> Any:
    registry = _client().CollectorRegistry()
    registry.register(Collector(reader))
    return registry


def _family(name: str, says: str, *labels: str) -> GaugeMetricFamily:
    from prometheus_client.core import GaugeMetricFamily

    return GaugeMetricFamily(f"{NAMESPACE}_{name}", says, labels=labels)


def _sites(sites: Iterable[SiteState]) -> Iterator[GaugeMetricFamily]:
    """Totals of each site, and what its last run did."""
    totals = {
        "articles": _family("articles", "Articles stored.", "site"),
        "kept_back": _family("articles_kept_back", "Articles in quarantine.", "site"),
        "rejected": _family("rejected_pages", "Pages kept without a record.", "site"),
    }
    started = _family("run_started_seconds", "When the last run began, as Unix time.", "site")
    took = _family("run_duration_seconds", "How long the last run took.", "site")
    state = _family("run_state", "1 for the state that the last run is in.", "site", "state")
    plain = {name: _family(f"run_{name}", f"Of the last run: {name}.", "site") for name in PLAIN}
    grouped = {
        name: _family(
            f"run_{'microseconds' if name == 'us' else name}", f"Of the last run: {name}.", "site", label
        )
        for name, label in GROUPED.items()
    }
    for site in sites:
        for name, family in totals.items():
            family.add_metric([site.id], getattr(site, name))
        run = site.last
        if run is None:
            continue
        started.add_metric([site.id], run.started.timestamp())
        if run.ended:
            took.add_metric([site.id], (run.ended - run.started).total_seconds())
        for name in STATES:
            state.add_metric([site.id, name], float(run.status == name))
        for name, number in run.counters.items():
            group, _, key = name.partition("/")
            if name in plain:
                plain[name].add_metric([site.id], number)
            elif group in grouped and key:
                grouped[group].add_metric([site.id, key], number)
    yield from (*totals.values(), started, took, state, *plain.values(), *grouped.values())


def _operation(seen: Operation) -> Iterator[GaugeMetricFamily]:
    """The queue, the last new article, incidents, and how far publishing is behind."""
    queue = _family("addresses", "Addresses that the ledger knows.", "site", "state")
    for (site, state), number in seen.queue.items():
        queue.add_metric([site, state], number)
    newest = _family("last_new_article_seconds", "When a new article last came in, as Unix time.", "site")
    for site, at in seen.newest.items():
        newest.add_metric([site], _unix(at))
    incidents = _family("incidents", "Things that are wrong.", "site", "monitor")
    counts: dict[tuple[str, str], int] = {}
    for incident in seen.incidents:
        counts[incident.site, incident.monitor] = counts.get((incident.site, incident.monitor), 0) + 1
    for labels, number in counts.items():
        incidents.add_metric(list(labels), number)
    waiting = _family("publish_waiting", "Changes that a target has not been told.", "target")
    dead = _family("publish_dead_letters", "Events that a target did not take.", "target")
    for target in seen.targets:
        waiting.add_metric([target.name], target.waiting)
        dead.add_metric([target.name], target.dead)
    changes = _family("changes", "The number of the last change.")
    changes.add_metric([], seen.last_change)
    yield from (queue, newest, incidents, waiting, dead, changes)


def _unix(moment: datetime) -> float:
    return moment.timestamp()
