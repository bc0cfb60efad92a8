"""Print a feed of the newest articles: Atom, RSS or JSON Feed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from newscrawl.commands._asking import opened
from newscrawl.commands._selecting import selecting, selection_of
from newscrawl.export.files import settle, stored, write_whole
from newscrawl.feeds import newest
from newscrawl.formats import FEEDS, Feed


@click.command()
@click.option(
    "--format", type=click.Choice(sorted(FEEDS)), default="atom", show_default=True, help="Which kind."
)
@selecting
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="Entries at most.")
@click.option("--title", default="newscrawl", show_default=True, help="The feed's title.")
@click.option("--home", default="http://localhost/", help="The page that readers are led to.")
@click.option("--address", help="The feed's own address, by which readers know it; --home without it.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file, written whole.")
def command(
    format: str, limit: int, title: str, home: str, address: str | None, out: Path | None, **asked: Any
) -> None:
    """Print a feed of the articles selected, the last published first.

    \b
    Examples:
      newscrawl feed --region 511700 --title 达州 > dazhou.atom
      newscrawl feed --format json --outlet thecover --limit 20
      newscrawl feed --format rss --home https://news.example/ --out rss.xml

    Articles in quarantine and withdrawn ones are left out. A bare day of publication is given no clock time.
    """
    selection = selection_of(asked)
    feed = Feed(title, home, address or home)
    with opened(selection.site) as store:
        text = FEEDS[format](feed, newest(store, selection, limit))
    if out is None:
        click.echo(text, nl=False)
        return
    with stored(out.absolute().parent):
        write_whole(out.absolute(), text.encode())
        settle(out.absolute().parent)
