"""Extract whole web archives on many processes or machines, resumable; reprints are clustered."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="A new folder.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Tasks at once.")
@click.option(
    "--executor", type=click.Choice(["local", "slurm", "ray"]), default="local", show_default=True,
    help="Where tasks run.",
)  # fmt: skip
@click.option("--evidence", is_flag=True, help="Add what was removed and where each field comes from.")
@click.option("--partition", default="cpu", show_default=True, help="Of Slurm.")
@click.option("--hours", type=click.IntRange(min=1), default=24, show_default=True, help="Of a Slurm task.")
def command(
    inputs: tuple[Path, ...],
    out: Path,
    workers: int,
    executor: Any,
    evidence: bool,
    partition: str,
    hours: int,
) -> None:
    """Write the records of web archives: ours, or others such as Common Crawl's of news.

    INPUT is a web archive, or a folder of them. The records are those of `newscrawl extract` on the same
    files. A run that was stopped goes on where it was when the same command is given again; each record is
    there once.

    \b
    In the folder --out:
      records/NNNNN.jsonl.gz   the records, one file for each input file (small ones share one)
      rejects/NNNNN.jsonl.gz   what gave none, and why
      stories.jsonl.gz         a line for each story with several copies: the first, who published it, all ids
      stats.json               numbers of pages, records, rejects by code, stories, copies

    \b
    Examples:
      newscrawl bulk data/archive --out data/bulk --workers 4
      newscrawl bulk CC-NEWS-*.warc.gz --out out --executor slurm --workers 200 --partition cpu --hours 12

    Exit code 0: done, or handed to Slurm. 1: a worker died; the same command goes on. 2: wrong usage.
    5: the disk refuses.
    """
    # Here: it needs an extra, and the help does not.
    from newscrawl.bulk import Cluster, planned, run

    plan = planned(inputs, out, evidence=evidence)
    run(plan, executor, Cluster(workers, partition, hours), _told)
    stats = out / "stats.json"
    if stats.exists():
        click.echo(stats.read_text(encoding="utf-8"))


def _told(stage: str, tasks: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"{stage}: {tasks} task{'s' if tasks > 1 else ''}", err=True)
