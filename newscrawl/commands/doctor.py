"""Say what this installation sees: versions, database, folders, sites, extras."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import click

import newscrawl
from newscrawl import catalog, settings
from newscrawl.commands._asking import opened
from newscrawl.commands._ranges import partition
from newscrawl.commands._room import prune, sizes, vacuum
from newscrawl.errors import NewscrawlError, UsageError
from newscrawl.store import Store, bring_up

LIBRARIES = ("scrapy", "lxml", "sqlalchemy", "msgspec", "fastwarc")
# Each extra and the module that tells whether it is installed.
EXTRAS = {
    "postgres": "psycopg",
    "redis": "redis",
    "web": "fastapi",
    "js": "scrapy_playwright",
    "parquet": "duckdb",
    "bulk": "datatrove",
    "publish": "standardwebhooks",
    "brokers": "faststream",
    "monitor": "spidermon",
    "trace": "opentelemetry",
}
SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `good` is False where a crawl could not do its work."""

    name: str
    says: str
    good: bool = True


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Say what this installation sees: versions, database, export folder, sites, extras.

    \b
    Examples:
      newscrawl doctor
      newscrawl doctor outlets --limit 20
      newscrawl doctor migrate
      newscrawl doctor sizes
      newscrawl doctor prune --older-than 365
      newscrawl doctor partition
      NEWSCRAWL_DATABASE_URL=postgresql://news@db/news newscrawl doctor

    Exit code 0: all well. 1: something that a crawl needs is missing; its line begins with `bad`.
    """
    if ctx.invoked_subcommand:
        return
    good = True
    for finding in findings():
        click.echo(f"{'ok ' if finding.good else 'bad'}  {finding.name:10} {finding.says}")
        good = good and finding.good
    ctx.exit(0 if good else 1)


@command.command()
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="How many to list at most."
)
def outlets(limit: int) -> None:
    """List the sources that the outlet register does not know.

    \b
    Example:
      newscrawl doctor outlets --limit 20

    \b
    The most frequent first; each line: articles, name as displayed, a site, an article that names it, set off
    by tabs. An outlet that comes up often belongs into tools/data/outlets.txt.
    """
    with opened() as store:
        for outlet in store.unknown_outlets(limit):
            click.echo("\t".join((str(outlet.articles), outlet.name, outlet.site, outlet.url or "")))


@command.command()
def migrate() -> None:
    """Bring the database to the revision of this newscrawl.

    \b
    Example:
      newscrawl doctor migrate

    Make a copy first: of the SQLite file while no crawl runs, or with pg_dump. It is one transaction:
    whatever stops it, the database is as it was before. Crawls must not run meanwhile.
    """
    url = settings.NEWSCRAWL_DATABASE_URL
    if not _exists(url):
        raise UsageError(f"{url} does not exist yet; the first crawl makes it")
    before, after = bring_up(url)
    if before == after:
        click.echo(f"the database has revision {after.revision} already; nothing was changed")
    else:
        click.echo(f"the database had revision {before.revision or 'none'}; now it has {after.revision}")


for other in (sizes, vacuum, prune, partition):
    command.add_command(other)


def findings() -> Iterator[Finding]:
    """Everything that is looked at, in the order in which it is said."""
    yield Finding("newscrawl", f"{newscrawl.__version__} in {Path(newscrawl.__path__[0])}")
    yield Finding("python", f"{platform.python_version()} on {platform.platform()}")
    yield Finding("libraries", ", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    yield _database(settings.NEWSCRAWL_DATABASE_URL)
    yield _folder(Path(settings.NEWSCRAWL_OUT))
    yield _sites()
    for extra, module in EXTRAS.items():
        state = "installed" if find_spec(module) else f'not installed: pip install "newscrawl[{extra}]"'
        yield Finding("extra", f"{extra} is {state}")


def _database(url: str) -> Finding:
    """The state of the database. One that does not exist yet is left so."""
    if not _exists(url):
        return Finding("database", f"{url.removeprefix(SQLITE)} does not exist yet; the first crawl makes it")
    try:
        with Store(url) as store:
            last = next(iter(store.runs(limit=1)), None)
            shape = f"{store.name} has revision {store.revision}"
            return Finding("database", f"{shape}, last run: {last.id if last else 'none'}")
    except NewscrawlError as error:
        return Finding("database", str(error), good=False)


def _exists(url: str) -> bool:
    return not url.startswith(SQLITE) or Path(url.removeprefix(SQLITE)).exists()


def _folder(out: Path) -> Finding:
    """Whether exports can be written: the folder, or the nearest one above it that exists."""
    nearest = next(path for path in (out.absolute(), *out.absolute().parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return Finding("exports", f"go to {out}")
    return Finding("exports", f"cannot be written to {out}: {nearest} takes no files", good=False)


def _sites() -> Finding:
    try:
        found = catalog.sites()
    except NewscrawlError as error:
        return Finding("sites", str(error), good=False)
    return Finding("sites", f"{len(found)} declared ({', '.join(found)})" if found else "none declared")
