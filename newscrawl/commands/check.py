"""Test a site's declaration on its archived pages: what matches nothing, what is missed, what conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from newscrawl.commands._pages import WARC, archived, declared, from_files, replayed
from newscrawl.errors import UsageError
from newscrawl.induction.check import Finding, check
from newscrawl.induction.seen import read

_MARKS = {"ok": "ok", "note": "note", "mend": "MEND"}


@click.command()
@click.argument("site")
@WARC
@click.option("--mend", is_flag=True, help="Print only what is to be mended.")
@click.pass_context
def command(context: click.Context, site: str, warc: tuple[Path, ...], mend: bool) -> None:
    """Test a site's declaration on its archived pages.

    SITE is the id of a declared site, or the path of a file that declares one. Nothing is fetched.

    \b
    Examples:
      newscrawl check sichuan.scrww
      newscrawl check national.xfsx --warc site.warc.gz
      newscrawl check new/newscrawl/sites/sichuan/linxi.py --warc site.warc.gz

    Each line: ok, note (look at it some day) or MEND, what was tested, what came of it. Exit code 0: nothing
    is to be mended; 3: something is; 2: there is no such site, or nothing of it at hand.
    """
    asked, _ = declared(site)
    files = replayed(warc)
    pages = read(from_files(files) if files else archived(asked), asked.domains, asked.start[0])
    if not pages:
        raise UsageError(f"no page of {', '.join(asked.domains)} is among what was given")
    found = check(asked, pages)
    show(Console(soft_wrap=True), [one for one in found if one.level == "mend" or not mend])
    faults = sum(one.level == "mend" for one in found)
    click.echo(f"{asked.id}: {len(pages)} pages, {faults or 'nothing'} to mend", err=True)
    context.exit(3 if faults else 0)


def show(console: Console, found: Sequence[Finding]) -> None:
    """A table of findings."""
    table = Table("", "tested", "result", box=None, pad_edge=False)
    for one in found:
        style = "bold red" if one.level == "mend" else ""
        table.add_row(_MARKS[one.level], one.what, one.says, style=style)
    console.print(table, markup=False)
