"""`newscrawl doctor sizes|vacuum|prune`: what takes room, and giving it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click
from rich.console import Console
from rich.table import Table

from newscrawl.archive import old, remove
from newscrawl.commands._asking import opened
from newscrawl.middlewares.archiver import kept_in

MB = 1_000_000


@click.command()
def sizes() -> None:
    """Say how much room tables and archives take.

    \b
    Example:
      newscrawl doctor sizes

    Free room in a SQLite file is used again by itself; `newscrawl doctor vacuum` gives it back to the disk.
    """
    console = Console()
    with opened() as store:
        found = store.sizes()
        free = "" if found.free is None else f", of which {_mb(found.free)} are free"
        console.print(f"{store.name}: {_mb(found.total)}{free}", highlight=False, soft_wrap=True)
    shown = Table("table", "rows", "with indexes")
    for size in found.tables:
        shown.add_row(size.table, f"{size.rows:,}", "" if size.bytes is None else _mb(size.bytes))
    console.print(shown)
    folders = [path for path in sorted(kept_in().glob("*")) if path.is_dir()]
    for folder in folders:
        files = [path for path in folder.iterdir() if path.is_file()]
        taken = sum(path.stat().st_size for path in files)
        console.print(f"archive {folder.name}: {_mb(taken)} in {len(files)} files", highlight=False)


@click.command()
def vacuum() -> None:
    """Give back the room that nothing in the database uses.

    \b
    Example:
      newscrawl doctor vacuum

    What its planner knows is renewed as well. SQLite writes the file anew: it needs as much room again
    meanwhile, and no crawl may run.
    """
    with opened() as store:
        before = store.sizes().total
        store.vacuum()
        click.echo(f"{store.name}: {_mb(before)} before, {_mb(store.sizes().total)} now")


@click.command()
@click.option(
    "--older-than", "days", type=click.IntRange(1, 36500), required=True, help="Days since it was written."
)
@click.option(
    "--keep",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Files of each site that stay in any case.",
)
@click.option("--apply", "really", is_flag=True, help="Delete them; without it they are only listed.")
def prune(days: int, keep: int, really: bool) -> None:
    """List old files of the archive, or delete them with --apply.

    \b
    Examples:
      newscrawl doctor prune --older-than 365
      newscrawl doctor prune --older-than 365 --keep 5 --apply

    The articles stay; their pages can then be neither shown nor extracted again (`newscrawl replay`).
    """
    before = datetime.now(UTC) - timedelta(days=days)
    taken = 0
    for file in old(kept_in(), before, keep):
        click.echo(f"{file.written:%Y-%m-%d}\t{_mb(file.bytes)}\t{file.path}")
        taken += file.bytes
        if really:
            remove(file)
    click.echo(f"{_mb(taken)} {'deleted' if really else 'would be deleted; add --apply to do it'}")


def _mb(size: int) -> str:
    return f"{size / MB:,.1f} MB"
