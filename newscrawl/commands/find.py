"""Find stored articles by words, outlet, reporter, region and date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.text import Text

from newscrawl.commands._asking import indexed, opened
from newscrawl.commands._selecting import selecting, selection_of
from newscrawl.grammar.marking import Piece
from newscrawl.store import Found, Hit

HIT = "bold red"
FADED = "dim"


@click.command()
@click.argument("query", nargs=-1)
@selecting
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Hits at most.")
@click.option("--after", help="Go on behind an earlier page: what it gave as `next`.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
def command(
    query: tuple[str, ...],
    limit: int,
    after: str | None,
    as_json: bool,
    **asked: Any,
) -> None:
    """Find stored articles that have all words of QUERY, headline hits first, then newest first.

    \b
    Examples:
      newscrawl find 达州 知识产权 --region 511700 --from 2023-01-01
      newscrawl find '"知识产权强市"' -- -培训         a phrase; not this word
      newscrawl find --reporter 曾业 --json           all that a reporter wrote

    Words are found as they stand, in simplified and traditional characters alike; a word of one character is
    looked for in headlines. Without words all articles that the options select are listed, newest first.
    Exit code 0: done, also where nothing is found.
    """
    selection = selection_of(asked)
    with opened(selection.site) as store:
        indexed(store)
        found = store.search(" ".join(query), selection, after, limit)
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
    else:
        show(Console(highlight=False), found)


def show(console: Console, found: Found) -> None:
    """The hits, numbered, and how many there are."""
    for number, hit in enumerate(found.hits, 1):
        _show_hit(console, number, hit)
    total = f"more than {found.total}" if found.more else str(found.total)
    console.print(f"{total} found" if found.total else "nothing found", style=FADED)
    if found.next:
        console.print(f"further ones: --after {found.next}", style=FADED)


def _show_hit(console: Console, number: int, hit: Hit) -> None:
    facts = (hit.published_at or "undated", hit.outlet, hit.site, _state(hit))
    console.print(Text(f"{number:>3}  ") + _text(hit.title), soft_wrap=True)
    console.print(Text("     " + " · ".join(each for each in facts if each), FADED), soft_wrap=True)
    for passage in hit.passages:
        console.print(Text("     ") + _text(passage), soft_wrap=True)
    console.print(Text(f"     {hit.url or hit.id}", FADED), soft_wrap=True)


def _state(hit: Hit) -> str:
    signs = (hit.status if hit.status != "live" else "", "reprint" if hit.reprint else "")
    return ", ".join(sign for sign in signs if sign)


def _text(pieces: Iterable[Piece]) -> Text:
    return Text.assemble(*((piece.text, HIT if piece.hit else "") for piece in pieces))
