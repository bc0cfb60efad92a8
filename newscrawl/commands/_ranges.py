"""`newscrawl doctor partition`: the large tables of PostgreSQL in ranges of articles."""

from __future__ import annotations

import click

from newscrawl import settings
from newscrawl.store import partition as cut


@click.command()
@click.option(
    "--articles",
    type=click.IntRange(min=1000),
    default=10_000_000,
    show_default=True,
    help="Of one range; the same each time.",
)
def partition(articles: int) -> None:
    """Cut the large tables of PostgreSQL into ranges of articles.

    \b
    Examples:
      newscrawl doctor partition
      newscrawl doctor partition --articles 1000000

    Ranges are in the order in which articles came. The same again once a month keeps two empty ranges ahead;
    what comes beyond them meanwhile is kept too. It is one transaction: no rows are moved, links between the
    tables are checked anew, and nobody else can read or write meanwhile. Worth it above some 10 million
    articles.
    """
    ranges = cut(settings.NEWSCRAWL_DATABASE_URL, articles)
    for one in ranges:
        click.echo(f"{one.table}: articles {one.first:,} to {one.end - 1:,}")
    if not ranges:
        click.echo("nothing to do: there are empty ranges ahead")
