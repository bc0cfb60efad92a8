"""Write systemd timers or a crontab that crawl the declared sites."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from newscrawl import catalog
from newscrawl.errors import StorageError, UsageError
from newscrawl.schedule import Plan, Start, crontab, plan, units

_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.argument("site", nargs=-1),
    click.option("--every", default=60, show_default=True, metavar="MINUTES", help="From start to start."),
    click.option(
        "--limit", default=120, show_default=True, metavar="MINUTES", help="After this long a run is ended."
    ),
    click.option("--folder", type=click.Path(path_type=Path), help="Where runs work.  [default: here]"),
    click.option(
        "--bin", type=click.Path(path_type=Path), help="The folder of `scrapy`.  [default: that of this one]"
    ),
    click.option(
        "--log", type=click.Path(path_type=Path), help="The folder of the logs.  [default: data/log]"
    ),
    click.option(
        "--environment", type=click.Path(path_type=Path), help="A file of NAME=VALUE lines for each run."
    ),
)


def _planned(function: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.group()
def command() -> None:
    """Write systemd timers or a crontab that crawl the declared sites.

    \b
    Examples:
      newscrawl schedule systemd --out /etc/systemd/system
      systemctl daemon-reload && systemctl enable --now newscrawl.target
      newscrawl schedule crontab sichuan.scrww --every 30 | crontab -

    Runs start within the hours of their site only, spread over the time between two starts. Each has the
    lock of its site, a time limit, a log and an exit code; what a run leaves undone, the next continues.
    Without SITE all declared sites are written, but those of the demonstration.
    """


@command.command()
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder of the units."
)
@_planned
def systemd(out: Path, site: Sequence[str], **options: Any) -> None:
    """Write a service, a target, and one timer a site.

    \b
    Examples:
      newscrawl schedule systemd --out units --folder /srv/newscrawl --environment /etc/newscrawl.env
      systemd-analyze verify units/newscrawl.target units/*.timer
    """
    made = _plan(**options)
    texts = units(_starts(site, made.every), made)
    try:
        out.mkdir(parents=True, exist_ok=True)
        made.log.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (out / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(f"cannot write {error.filename}: {error.strerror}") from error
    click.echo(f"{len(texts)} units in {out}; now: systemctl daemon-reload", err=True)
    click.echo("then: systemctl enable --now newscrawl.target; look: systemctl list-timers", err=True)


@command.command(name="crontab")
@click.option("--zone", default=None, help="Which time this machine's clock shows.  [default: asked]")
@_planned
def crontab_(zone: str | None, site: Sequence[str], **options: Any) -> None:
    """Print a crontab.

    \b
    Examples:
      newscrawl schedule crontab | crontab -
      newscrawl schedule crontab --zone Asia/Shanghai > newscrawl.cron
    """
    made = _plan(**options)
    click.echo(crontab(_starts(site, made.every), made, _zone(zone), datetime.now(UTC)), nl=False)


def _starts(names: Sequence[str], every: int) -> list[Start]:
    sites = catalog.sites()
    for name in names:
        if name not in sites:
            raise UsageError(f"no site {name!r} is declared; `scrapy list` says which there are")
    chosen = names or [name for name in sites if name.split(".")[0] != "demo"]
    if not chosen:
        raise UsageError("no site is declared yet; `newscrawl newsite URL` makes a declaration")
    return [plan(sites[name], every) for name in dict.fromkeys(chosen)]


def _plan(
    every: int,
    limit: int,
    folder: Path | None,
    bin: Path | None,
    log: Path | None,
    environment: Path | None,
) -> Plan:
    """The plan with absolute paths. Its links are left alone: an environment's `bin` may be one."""
    here = (folder or Path()).absolute()
    return Plan(
        every,
        limit,
        here,
        (bin or Path(sys.executable).parent).absolute(),
        (log or here / "data" / "log").absolute(),
        environment.absolute() if environment else None,
    )


def _zone(name: str | None) -> str:
    """The zone of that name, else this machine's. Raises UsageError."""
    local = Path("/etc/localtime").resolve().as_posix().partition("/zoneinfo/")[2]
    chosen = name or local or "Etc/UTC"
    try:
        ZoneInfo(chosen)
    except (OSError, ValueError):
        raise UsageError(f"no time zone {chosen!r}; write one such as Asia/Shanghai or Etc/UTC")
    return chosen
