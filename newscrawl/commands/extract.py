"""Print the records of saved pages: HTML files, .html.gz, web archives."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from newscrawl.answers import Answer, answer, lost
from newscrawl.commands._gallery import exhibit, hang, lost_exhibit
from newscrawl.errors import UsageError
from newscrawl.inputs import read_inputs
from newscrawl.survey import surveyed
from newscrawl.workers import ordered


class IsoTime(click.ParamType[datetime]):
    """An ISO 8601 time; without an offset it is UTC."""

    name = "time"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no ISO 8601 time, such as 2023-01-19T08:00:00+00:00", param, ctx)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--jsonl", is_flag=True, expose_value=False, help="Print JSON Lines. This is the default and only form."
)
@click.option("--evidence", is_flag=True, help="Add what was removed and where each field comes from.")
@click.option("--url", help="The URL of the page; for a single PATH.")
@click.option("--url-map", type=click.Path(path_type=Path), metavar="FILE", help="Lines of: path, tab, URL.")
@click.option("--fetched-at", type=IsoTime(), help="When the pages were fetched; settles years not printed.")
@click.option("--no-learn", is_flag=True, help="Do not compare the pages of a site to find its furniture.")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a gallery to look at instead.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Number of processes.")
def command(
    paths: tuple[str, ...],
    evidence: bool,
    url: str | None,
    url_map: Path | None,
    fetched_at: datetime | None,
    no_learn: bool,
    html: Path | None,
    jobs: int,
) -> None:
    """Print one line of JSON for each page, in input order, without network and database.

    PATH is an HTML file, the same gzipped, or a web archive (.warc, .warc.gz), each HTML response of which
    is a page. A line is {"input": ..., "record": {...}}, or {"input": ..., "error": {"code": ...,
    "message": ...}}.

    Pages are compared before: what repeats in the stories of a site is left out of all of them, and further
    pages of a story are joined to the first (their code is further_page). Pages of unknown address are not.

    \b
    Examples:
      newscrawl extract page.html --url http://www.example.cn/a/1.html
      newscrawl extract --evidence --jobs 4 pages/*.html.gz > records.jsonl
      newscrawl extract site.warc.gz | head -n 1
      newscrawl extract --html gallery.html pages/*.html.gz

    Exit code 0: each page gave a record or is none (not_an_article, further_page). 1: some input could not be
    read, is no HTML, or met a bug; its line says which. 2: wrong usage.
    """
    urls = _urls(paths, url, url_map)
    with surveyed(paths, urls, jobs, learn=not no_learn) as survey:
        pages = survey.prepared(read_inputs(_watched(paths), urls, fetched_at))
        if html is not None:
            complete = hang(ordered(exhibit, pages, jobs, lost_exhibit), html)
        else:
            complete = _print(ordered(partial(answer, evidence=evidence), pages, jobs, lost))
    click.get_current_context().exit(0 if complete else 1)


def _print(answers: Iterable[Answer]) -> bool:
    """Write the lines as they come; whether every input was a page."""
    out, complete = sys.stdout.buffer, True
    for result in answers:
        out.write(result.line + b"\n")
        out.flush()
        complete = complete and result.read
    return complete


def _urls(paths: tuple[str, ...], url: str | None, url_map: Path | None) -> dict[str, str]:
    """The URL of each path for which one was given."""
    if url and (url_map or len(paths) > 1):
        raise UsageError("--url is for a single PATH; give --url-map FILE for many")
    if url_map:
        return _read_map(url_map)
    return {paths[0]: url} if url else {}


def _read_map(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--url-map {path}: {getattr(error, 'strerror', None) or 'is not UTF-8'}") from error
    rows = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line.strip()]
    for number, row in rows:
        if len(row) != 2:
            raise UsageError(f"--url-map {path}, line {number}: a path, one tab and a URL are expected")
    return {name: url.strip() for _, (name, url) in rows}


def _watched(paths: tuple[str, ...]) -> Iterable[str]:
    """The paths, with a progress bar on stderr where a person waits and stdout goes elsewhere."""
    if len(paths) < 20 or not sys.stderr.isatty() or sys.stdout.isatty():
        return paths
    return track(paths, description="extracting", console=Console(stderr=True))
