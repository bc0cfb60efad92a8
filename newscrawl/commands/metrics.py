"""Give the state of sites, runs and publishing as Prometheus metrics."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import click

from newscrawl import metrics, settings
from newscrawl.store.reader import Reader


@click.command()
@click.option("--textfile", type=click.Path(path_type=Path, dir_okay=False), help="Write this file, and end.")
@click.option("--listen", type=click.IntRange(0, 65535), metavar="PORT", help="Answer scrapes at this port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
def command(textfile: Path | None, listen: int | None, host: str) -> None:
    """Give the state of sites, runs and publishing as Prometheus metrics.

    \b
    Examples:
      newscrawl metrics
      newscrawl metrics --textfile /var/lib/node_exporter/newscrawl.prom
      newscrawl metrics --listen 9464

    Without an option they are printed. docs/grafana.json is a dashboard for them. Needs the extra `monitor`.
    """
    reader = Reader(settings.NEWSCRAWL_DATABASE_URL)
    if textfile is not None:
        metrics.write(reader, textfile)
    elif listen is None:
        click.echo(metrics.text(reader), nl=False)
    else:
        port, thread = metrics.serve(reader, host, listen)
        click.echo(f"http://{host}:{port}/metrics", err=True)
        assert isinstance(thread, Thread)
        thread.join()
