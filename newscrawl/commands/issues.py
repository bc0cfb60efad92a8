"""Show the issues of e-papers that were read, and which issues and editions are missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click
import msgspec
from rich.console import Console
from rich.text import Text

from newscrawl.commands._asking import opened
from newscrawl.store import Issue

DAY = click.DateTime(["%Y-%m-%d"])
CALENDAR = {True: "; the calendar names one", False: "; the calendar names none", None: ""}


@click.command()
@click.argument("site", required=False)
@click.option("--from", "since", type=DAY, metavar="DAY", help="First day, such as 2024-01-31.")
@click.option("--to", "until", type=DAY, metavar="DAY", help="Last day.")
@click.option("--missing", is_flag=True, help="Only issues that lack something, or that are missing.")
@click.option(
    "--limit", type=click.IntRange(1, 100_000), default=62, show_default=True, help="How many at most."
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines: an issue a line, with its editions.")
def command(
    site: str | None,
    since: datetime | None,
    until: datetime | None,
    missing: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Show the issues of the e-paper of SITE (default: of all), newest first, and what is missing of them.

    \b
    Examples:
      newscrawl issues
      newscrawl issues epaper.example.cn --from 2024-01-01 --to 2024-01-31
      newscrawl issues epaper.example.cn --missing --json

    An issue is missing where a crawl was asked for its day (`-a day=…`) and could read no edition of it; the
    calendar is the paper's own. An edition is missing where the issue names it and it was not read, or where
    its number is passed over. The next crawl of the day mends what it finds.
    Exit code 0: done. 2: there is no such site.
    """
    asked = site, since and since.date(), until and until.date()
    with opened(site) as store:
        found = store.issues(*asked, missing, limit=limit)
        read = found or store.issues(*asked, limit=1)
    if as_json:
        for issue in found:
            click.echo(msgspec.json.encode(issue).decode())
    elif found:
        show(Console(highlight=False), found)
    else:
        none = "no issue: crawl an e-paper with -a day=…, or ask for less"
        click.echo("no issue lacks anything" if read else none, err=True)


def show(console: Console, issues: Sequence[Issue]) -> None:
    """A line an issue: day, site, how many editions were read, with how many articles, what is missing."""
    for issue in issues:
        style = "red" if issue.state == "missing" else "yellow" if issue.lacks else ""
        line = Text.assemble(f"{issue.day}  {issue.site}  ", (_state(issue), style))
        console.print(line, soft_wrap=True)


def _state(issue: Issue) -> str:
    if issue.state == "missing":
        return f"missing{CALENDAR[issue.listed]}"
    articles = sum(edition.articles for edition in issue.editions)
    read = f"{len(issue.editions) - len(issue.lacks)}/{len(issue.editions)} read, {articles} articles"
    lacks = ", ".join(edition.name or f"{edition.number} (not named)" for edition in issue.lacks)
    return f"{read}; missing: {lacks}" if lacks else read
