"""Extract archived pages again with today's rules: show what would change, and store it with --apply."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newscrawl.archive import Shelf, folder_of_site
from newscrawl.commands._asking import opened
from newscrawl.commands._rereading import Comparison, Reread, reread
from newscrawl.commands._retrying import Retried, retry
from newscrawl.errors import UsageError
from newscrawl.health import REDESIGN, State
from newscrawl.middlewares.archiver import kept_in
from newscrawl.model import Record
from newscrawl.store import Ending, Selection, Store

BATCH = 200
KEPT = 1_000_000
_REFUSED_SHOWN = 10


@click.command()
@click.option(
    "--site", help="Only this site; its id as `scrapy list` shows it, or the host of an undeclared one."
)
@click.option("--apply", "store_it", is_flag=True, help="Store what has changed, as new versions.")
@click.option("--rejects", is_flag=True, help="Try the pages and records again that were rejected.")
@click.pass_context
def command(context: click.Context, site: str | None, store_it: bool, rejects: bool) -> None:
    """Extract archived pages again with today's rules, and show field by field what would change.

    \b
    Examples:
      newscrawl replay
      newscrawl replay --site sichuan.scrww --apply
      newscrawl replay --rejects --apply

    Nothing is fetched, and without --apply nothing is stored. Articles that monitors kept back are let go
    where the new rules find in them what was missing. Exit code 0: done. 2: nothing is archived.
    3: some stored articles would not be taken for articles any more; they are listed and stay as they are.
    """
    root = kept_in()
    console = Console()
    refused = 0
    with opened(site) as store:
        if rejects:
            for name, shelf in _every_shelf(root, store, site):
                show_retried(console, name, retry(store, name, shelf, store_it), store_it)
            return
        for name, shelf in _shelves(root, store, site):
            comparison = replay(store, name, shelf, store_it)
            show(console, name, comparison, store_it)
            refused += len(comparison.refused)
    context.exit(3 if refused else 0)


def replay(store: Store, site: str, shelf: Shelf, store_it: bool) -> Comparison:
    """Compare every stored article of `site` with its archived pages; store the changed ones if asked to."""
    comparison = Comparison()
    if not store_it:
        for stored in store.stream(Selection(site=site, quarantined=None), evidence=True):
            comparison.add(reread(shelf, stored))
        return comparison
    run = store.begin_run(site)
    ended = Ending("failed", {}, "replay did not come to its end")
    try:
        state = State.of(store.health(site))
        kept = {one.id for one in store.kept_back(limit=KEPT) if one.monitor == REDESIGN}
        for batch in _changed(store, site, shelf, comparison):
            with store.transaction(run) as transaction:
                transaction.save(batch)
                mended = state.mend(record for record in batch if record.id in kept)
                comparison.released += transaction.let_go(mended)
                transaction.keep_health(state.kept())
        ended = Ending("done", {"replayed": comparison.changed}, "replay")
    finally:
        store.end_run(run, ended)
    return comparison


def show(console: Console, site: str, comparison: Comparison, stored: bool) -> None:
    """One table a site: a row for each field that differs."""
    verb = "changed" if stored else "would change"
    console.print(
        f"[bold]{site}[/]: {comparison.changed} articles {verb}, {comparison.same} stay as they are, "
        f"{comparison.missing} are not archived, {len(comparison.refused)} are no articles any more"
    )
    if comparison.released:
        console.print(f"{comparison.released} articles that were kept back are complete now, and let go")
    if comparison.columns:
        table = Table("field", "found", "lost", "replaced", "for example")
        for name, column in sorted(comparison.columns.items(), key=lambda pair: -_total(pair[1])):
            counts = (str(each or "") for each in (column.found, column.lost, column.replaced))
            table.add_row(name, *counts, Text(column.example))
        console.print(table)
    for url, why in comparison.refused[:_REFUSED_SHOWN]:
        console.print(f"  {url}: {why}", markup=False)


def _changed(store: Store, site: str, shelf: Shelf, comparison: Comparison) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for stored in store.stream(Selection(site=site, quarantined=None), evidence=True):
        found: Reread = reread(shelf, stored)
        comparison.add(found)
        if found.record is not None and found.changes:
            batch.append(found.record)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def show_retried(console: Console, site: str, retried: Retried, stored: bool) -> None:
    """One line a site: what was mended and what was not, by code."""
    verb = "stored" if stored else "would be stored"
    mended, left = (
        ", ".join(f"{count} {code}" for code, count in sorted(counts.items())) or "none"
        for counts in (retried.mended, retried.left)
    )
    console.print(f"[bold]{site}[/]: {verb}: {mended}; still rejected: {left}")


def _every_shelf(root: Path, store: Store, site: str | None) -> list[tuple[str, Shelf]]:
    """Site and archives, empty ones too, of every site that is asked for."""
    names = [site] if site is not None else store.sites()
    return [(name, Shelf(folder_of_site(root, name))) for name in names]


def _shelves(root: Path, store: Store, site: str | None) -> list[tuple[str, Shelf]]:
    """Site and archives of every site that is asked for; raises UsageError where there are none."""
    found = [(name, shelf) for name, shelf in _every_shelf(root, store, site) if len(shelf)]
    if not found:
        raise UsageError(f"nothing is archived {f'of {site} ' if site else ''}in {root}")
    return found


def _total(column: object) -> int:
    return sum(getattr(column, name) for name in ("found", "lost", "replaced"))
