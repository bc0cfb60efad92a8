"""Say what is wrong with the sites, and look after the articles that monitors keep back."""

from __future__ import annotations

from collections.abc import Sequence

import click

from newscrawl.commands._asking import opened
from newscrawl.errors import UsageError


@click.group(invoke_without_command=True)
@click.option("--site", help="Only this site.")
@click.option("--all", "everything", is_flag=True, help="With what is over by now.")
@click.pass_context
def command(context: click.Context, site: str | None, everything: bool) -> None:
    """Say what is wrong with the sites, and look after the articles that monitors keep back.

    \b
    Examples:
      newscrawl health
      newscrawl health --site sichuan.scrww --all
      newscrawl health kept
      newscrawl health release sichuan.scrww

    Each line: since when, site, monitor, what it says. Exit code 0: nothing is wrong; 3: something is.
    """
    if context.invoked_subcommand:
        return
    with opened(site) as store:
        found = store.incidents(site, everything)
        kept = len(store.kept_back())
    for one in found:
        over = f" (over since {one.closed:%Y-%m-%d %H:%M})" if one.closed else ""
        click.echo(f"{one.opened:%Y-%m-%d %H:%M}  {one.site}  {one.monitor}: {one.says}{over}")
    if kept:
        click.echo(f"{kept} articles are kept back: newscrawl health kept", err=True)
    elif not found:
        click.echo("nothing is wrong", err=True)
    context.exit(3 if any(one.closed is None for one in found) else 0)


@command.command()
@click.option(
    "--limit", type=click.IntRange(1), default=200, show_default=True, help="How many to list at most."
)
def kept(limit: int) -> None:
    """List the articles that are kept back, newest first.

    \b
    Example:
      newscrawl health kept

    Set off by tabs: id, monitor, reason, address.
    """
    with opened() as store:
        found = store.kept_back(limit=limit)
        if not found:
            click.echo("nothing is kept back", err=True)
        for one in found:
            click.echo("\t".join((one.id, one.monitor, one.reason, one.url or "")))


@command.command()
@click.argument("what", nargs=-1, required=True, metavar="SITE|ID...")
def release(what: Sequence[str]) -> None:
    """Let articles go: all of a site, or single ones by their ids.

    \b
    Examples:
      newscrawl health release sichuan.scrww
      newscrawl health release 9f0c2a4be1d07c55

    They are exported from now on.
    """
    with opened() as store:
        kept = store.kept_back(limit=1_000_000)
        sites = store.sites()
        ids = [one.id for one in kept if one.id in what or one.site in what]
        unknown = [name for name in what if name not in sites and name not in {one.id for one in kept}]
        if unknown:
            raise UsageError(f"no site, and no article that is kept back: {', '.join(unknown)}")
        click.echo(f"{store.release(ids)} articles released")
