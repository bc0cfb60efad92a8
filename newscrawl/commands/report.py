"""Write the report of a run, one HTML file that needs nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import click

from newscrawl import settings
from newscrawl.commands._asking import opened
from newscrawl.report import file_of, write_report


@click.command()
@click.argument("what", metavar="SITE|RUN")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file; data/report/RUN.html without it.",
)
def command(what: str, out: Path | None) -> None:
    """Write the report of a run: of the one named, or of the last one of a site.

    \b
    Examples:
      newscrawl report sichuan.scrww
      newscrawl report sichuan.scrww-20261126T130000.000000Z --out /srv/www/report.html

    What was fetched, found, removed and rejected, and why; facts found, against the last 30 runs; what is
    wrong; the slowest pages; the newest articles. NEWSCRAWL_REPORTS=FOLDER has every run write its own.
    """
    is_run = re.search(r"-\d{8}T", what) is not None
    with opened(None if is_run else what) as store:
        run = what if is_run else store.runs(1, what)[0].id
        path = out or file_of(Path(settings.NEWSCRAWL_OUT).parent / "report", run)
        write_report(store, [run], path)
    click.echo(path)
