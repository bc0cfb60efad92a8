"""Write the report of a run, one HTML file that needs nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import click

from newscrawl import settings
from newscrawl.errors import UsageError
from newscrawl.report import file_of, write_report
from newscrawl.store import Store


@click.command()
@click.argument("what", metavar="SITE|RUN")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file.  [default: report/RUN.html]"
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
    with Store(settings.NEWSCRAWL_DATABASE_URL) as store:
        runs = store.runs(1, what)
        run = runs[0].id if runs else what
        if not runs and not re.search(r"-\d{8}T", what):
            raise UsageError(f"no run of {what!r} in {store.name}; `newscrawl doctor` says which there are")
        path = out or file_of(Path(settings.NEWSCRAWL_OUT).parent / "report", run)
        write_report(store, [run], path)
    click.echo(path)
