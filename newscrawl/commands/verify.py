"""Check a dataset against its manifest and its schema."""

from __future__ import annotations

from pathlib import Path

import click

from newscrawl.export.verify import verify


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|MANIFEST...")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Check a manifest with all its files, or single files: sizes, digests, counts, and every line.

    \b
    Examples:
      newscrawl verify data/export/articles.manifest.json
      newscrawl verify data/export/*.jsonl

    A file is checked against the manifest beside it that names it; where none does, its lines are checked
    alone, and the answer says so. Exit code 0: all is well. 1: something is not; each fault is a line.
    """
    faulty = False
    for path in paths:
        checked = verify(path)
        for fault in checked.faults:
            click.echo(f"bad  {fault}")
        if not checked.faults:
            beside = f"as {checked.manifest.name} says" if checked.manifest else "no manifest names it"
            click.echo(f"ok   {path}: {checked.lines} lines, {beside}")
        faulty = faulty or bool(checked.faults)
    ctx.exit(1 if faulty else 0)
