"""`newscrawl newsite --repair`: pages of before and after a redesign, the proposal, and writing it down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from newscrawl import settings
from newscrawl.commands._pages import declared, every_answer, from_files, from_site
from newscrawl.errors import Refused, StorageError, Undeclarable
from newscrawl.induction.repair import FEWEST, Repair, parted, repair
from newscrawl.induction.source import add_layout, layout_source
from newscrawl.model import Fetched, Page, Site
from newscrawl.page import parse
from newscrawl.store import Store

_MOST = 60


def mend(name: str, files: Sequence[Path], since: object, apply: bool) -> None:
    """Propose a layout, show what it changes, and write it down if asked to. Raises Undeclarable with what is
    missing, where it is not sound."""
    site, path = declared(name)
    answers = list(from_files(files)) if files else list(every_answer(site))
    pages = _articles(site, answers)
    day = since.replace(tzinfo=UTC) if isinstance(since, datetime) else None if files else _told(site)
    old, new = split(pages, day)
    if len(new) < FEWEST and not files:
        new = _articles(site, from_site(site.start[0]))
    found = repair(site, old[-_MOST:], new[-_MOST:], f"{datetime.now(UTC):%Y-%m}")
    _show(Console(soft_wrap=True), found, len(old[-_MOST:]), len(new[-_MOST:]))
    if found.missing:
        raise Undeclarable(f"no layout is proposed for {site.id}: {'; '.join(found.missing)}")
    if found.needless:
        click.echo(f"{site.id}: the declaration as it is reads the new pages as well; nothing to add")
        return
    click.echo(layout_source(found.layout, found.name))
    if not apply:
        click.echo(f"nothing is written; with --apply it goes into {path}")
        return
    try:
        path.write_text(
            add_layout(path.read_text(encoding="utf-8"), found.layout, found.name), encoding="utf-8"
        )
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror}") from error
    click.echo(f"wrote {path}")


def split(pages: Sequence[Page], since: datetime | None) -> tuple[list[Page], list[Page]]:
    """Pages of before and after a redesign, in the order of their fetching. Without a day, their
    classes and ids tell."""
    ordered = sorted(pages, key=lambda page: page.fetched_at or datetime.min.replace(tzinfo=UTC))
    if since is not None:
        old = [page for page in ordered if page.fetched_at and page.fetched_at < since]
        return old, [page for page in ordered if page not in old]
    return parted(ordered)


def _articles(site: Site, answers: Iterable[Fetched]) -> list[Page]:
    """The pages at addresses of articles that can be parsed."""
    found = []
    for answer in answers:
        url = answer.url or ""
        if not re.search(site.article, url) or (site.further and re.search(site.further, url)):
            continue
        try:
            found.append(parse(answer))
        except Refused:
            continue
    return found


def _told(site: Site) -> datetime | None:
    """When monitors first told of what is still wrong with the site; None where they have told nothing."""
    with Store(settings.NEWSCRAWL_DATABASE_URL) as store:
        opened = [one.opened for one in store.incidents(site.id, False)]
    return min(opened, default=None)


def _show(console: Console, found: Repair, old: int, new: int) -> None:
    table = Table(
        "field", "pages", "has now", "would have", "found", "lost", "changed", box=None, pad_edge=False
    )
    for which, count, changes in (("old", old, found.old), ("new", new, found.new)):
        for field, change in changes.items():
            row = (change.before, change.after, change.found, change.lost, change.changed)
            table.add_row(field, f"{count} {which}", *map(str, row))
    console.print(table, markup=False)
