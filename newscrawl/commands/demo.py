"""Crawl the demonstration portal: served, fetched, stored, exported and reported, all on this machine."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

import newscrawl
from newscrawl.demo_server import DemoPortal
from newscrawl.errors import UsageError
from newscrawl.middlewares import progress
from newscrawl.middlewares.archiver import AUTO, DEFAULT
from newscrawl.middlewares.endings import exit_code
from newscrawl.report import build, write_report
from newscrawl.report.summary import print_summary
from newscrawl.store import Store

PORTAL = Path(newscrawl.__file__).resolve().parents[1] / "data" / "demo" / "www"
SITE = "demo"

# The portal is ours and on loopback: waiting spares nobody. Real sites keep the delays of settings.py.
_UNHURRIED = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 8}

# Of the log, what goes wrong, and how far it is.
_QUIET = {"LOG_LEVEL": "WARNING", "LOGSTATS_INTERVAL": 2}


@click.command()
@click.pass_context
def command(context: click.Context) -> None:
    """Crawl the demonstration portal and show what came of it.

    \b
    Examples:
      newscrawl demo
      NEWSCRAWL_OUT=elsewhere newscrawl demo

    The portal is part of the source: three invented sites, served on a loopback port while it runs.
    """
    if not PORTAL.is_dir():
        raise UsageError(
            f"{PORTAL} is missing: the demonstration portal comes with the source, not the wheel"
        )
    settings = Settings()
    settings.setmodule("newscrawl.settings")
    settings.setdict({**_UNHURRIED, **_QUIET}, priority="cmdline")
    if settings["NEWSCRAWL_ARCHIVE"] == AUTO:
        # The reading room shows each article beside its archived page.
        settings.set("NEWSCRAWL_ARCHIVE", DEFAULT, priority="cmdline")
    progress.log.addHandler(logging.StreamHandler())
    with DemoPortal(PORTAL) as portal:
        click.echo(
            f"{len(portal.hosts)} hosts on 127.0.0.1:{portal.port}, ours: fetched without delays", err=True
        )
        run, code = crawl(portal.hosts, settings)
    if run is not None:
        show(settings, run)
    context.exit(code)


def crawl(hosts: Mapping[str, str], settings: Settings) -> tuple[str | None, int]:
    """Crawl the portal at `hosts` (name → address) as `scrapy crawl` would: the run's id and exit code."""
    targets = ",".join(f"{name}={address}" for name, address in hosts.items())
    settings.set("NEWSCRAWL_CONNECT_TO", targets, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(SITE)
    task = process.crawl(crawler)
    process.start()
    code = exit_code(crawler, task)
    begun = not task.cancelled() and task.exception() is None
    return (crawler.stats.get_value("newscrawl/run") if begun else None), code


def show(settings: Settings, run: str) -> None:
    """Write the report of a run, and print its summary."""
    path = Path(settings["NEWSCRAWL_OUT"]) / f"{SITE}.html"
    with Store(settings["NEWSCRAWL_DATABASE_URL"]) as store:
        write_report(store, [run], path)
        print_summary(build(store, [run]), Console())
    click.echo(f"report    {path}")
