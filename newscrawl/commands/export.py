"""Write the stored articles as a dataset: JSON Lines, Parquet, CSV, ninjs, JSON-LD."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from newscrawl import datasets, settings
from newscrawl.commands._asking import opened
from newscrawl.commands._selecting import selecting, selection_of
from newscrawl.datasets import Wanted
from newscrawl.errors import UsageError
from newscrawl.export import ENDING, Form, Manifest

_SIZE = re.compile(r"(\d+)([kMG]?)")
_UNITS = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9}
_STEP = 500
"""Lines between two looks at the progress bar."""


class Split(click.ParamType[int | str]):
    """`day`, or a size such as 200M."""

    name = "day|SIZE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | Literal["day"]:
        if value == "day":
            return "day"
        size = _SIZE.fullmatch(str(value))
        if size is None or not int(size[1]):
            self.fail(f"{value!r} is neither `day` nor a size such as 500k, 200M, 1G", param, ctx)
        return int(size[1]) * _UNITS[size[2]]


@click.command()
@click.option(
    "--format", type=click.Choice(["jsonl", "parquet", "csv", "ninjs", "jsonld"]), default="jsonl",
    show_default=True, help="What the files hold.",
)  # fmt: skip
@click.option(
    "--compress", type=click.Choice(["none", "gzip", "zstd"]), default="none", show_default=True,
    help="How the files are packed; Parquet always is.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="The folder; NEWSCRAWL_OUT without it.")
@click.option("--name", default="articles", show_default=True, help="What the names of the files begin with.")
@click.option("--split", type=Split(), help="A file for each day of publication, or files of this size.")
@click.option("--bom", is_flag=True, help="CSV: a byte order mark, for spreadsheets that need one.")
@click.option("--evidence", is_flag=True, help="Add what was removed and where each field comes from.")
@selecting
@click.option("--since-cursor", metavar="CURSOR", help="Only what has changed since; from the last manifest.")
@click.option(
    "--cursor-file", type=click.Path(path_type=Path, dir_okay=False),
    help="Keep the cursor here: each call writes what the ones before have not.",
)  # fmt: skip
def command(
    compress: str,
    out: Path | None,
    name: str,
    since_cursor: str | None,
    cursor_file: Path | None,
    **asked: Any,
) -> None:
    """Write the stored articles as a dataset: files, a manifest with their digests, and a data card.

    \b
    Examples:
      newscrawl export
      newscrawl export --format csv --bom --region 511700 --from 2024-03-01 --to 2024-03-31
      newscrawl export --format parquet --first-only --name stories
      newscrawl export --compress zstd --cursor-file data/newsroom.cursor

    Prints the path of the manifest, which is written last; `newscrawl verify` checks it. Articles in
    quarantine and withdrawn ones are left out. With a cursor the dataset is an increment: what is new or
    changed since, and a tombstone line for each article that is gone. docs/datasets.md has the rest.
    """
    selection = selection_of(asked)
    form = _form(compress, **asked)
    if since_cursor and cursor_file:
        raise UsageError("--since-cursor and --cursor-file exclude each other")
    wanted = Wanted(selection, form, out or Path(settings.NEWSCRAWL_OUT), name)
    with opened(selection.site) as store, _Bar() as bar:
        if cursor_file:
            manifest = datasets.follow(store, wanted, cursor_file, bar.seen)
        else:
            manifest = datasets.export(store, wanted, since_cursor, bar.seen)
    click.echo(str(wanted.folder / f"{manifest.name}{ENDING}"))
    click.echo(_summary(manifest), err=True)


def _form(compress: Any, format: Any, split: Any, bom: bool, evidence: bool) -> Form:
    if bom and format != "csv":
        raise UsageError("--bom is for --format csv")
    if compress != "none" and format == "parquet":
        raise UsageError("Parquet files are packed inside: leave out --compress")
    return Form(format, compress, split, bom, evidence)


def _summary(manifest: Manifest) -> str:
    gone = f", {manifest.tombstones} gone" if manifest.since is not None else ""
    files = len(manifest.files)
    return f"{manifest.records} articles{gone} in {files} file{'s' * (files != 1)}; cursor {manifest.cursor}"


class _Bar:
    """How far the export is, on a terminal; nothing elsewhere."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("exporting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._progress.add_task("exporting", total=None)

    def seen(self, now: int, all: int) -> None:
        """`now` of `all` lines are written."""
        if now % _STEP == 0:
            self._progress.update(self._task, completed=now, total=max(now, all))

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._progress.stop()
