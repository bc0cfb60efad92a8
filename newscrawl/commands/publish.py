"""Send every change of the articles to other systems: Redis, webhooks, NATS, Kafka, RabbitMQ."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import click
from rich.console import Console
from rich.status import Status

from newscrawl import settings
from newscrawl.errors import NewscrawlError, UsageError
from newscrawl.publish.relay import Sent, relay, resend
from newscrawl.publish.sender import Sender, Unreachable
from newscrawl.publish.target import Target, read_target
from newscrawl.publish.transports import sender
from newscrawl.publish.webhook import Patience
from newscrawl.store import Outbox, Store

_SECRET = click.option(
    "--secret", envvar="NEWSCRAWL_WEBHOOK_SECRET", show_envvar=True,
    help="What webhooks are signed with; rather set it in the environment, where `ps` does not show it.",
)  # fmt: skip
_PRIVATE = click.option(
    "--private", is_flag=True, help="The webhook's host name may lead to a private address."
)
_ATTEMPTS = click.option(
    "--attempts", type=click.IntRange(1, 100), default=8, show_default=True,
    help="How often an event is offered to a webhook.",
)  # fmt: skip


@click.group(invoke_without_command=True)
@click.option("--to", "address", metavar="ADDRESS", help="Where to; the examples show the forms.")
@click.option("--name", help="What the position is kept under; the address without it.")
@click.option(
    "--once/--follow", default=True, help="End when nothing is new (default), or go on until stopped."
)
@click.option("--from-now", is_flag=True, help="A new target begins behind what is there already.")
@_SECRET
@_PRIVATE
@_ATTEMPTS
@click.pass_context
def command(
    ctx: click.Context,
    address: str | None,
    name: str | None,
    once: bool,
    from_now: bool,
    secret: str | None,
    private: bool,
    attempts: int,
) -> None:
    """Send what is new, changed or withdrawn to a target, in order, as CloudEvents; at least once.

    \b
    Examples:
      newscrawl publish --to 'redis://localhost:6379/0?stream=news'
      newscrawl publish --to https://desk.example/hook --follow
      newscrawl publish --to 'nats://localhost:4222/news?stream=NEWS'
      newscrawl publish --to kafka://localhost:9092/news
      newscrawl publish --to 'amqp://guest@localhost/?queue=news'
      newscrawl publish status
      newscrawl publish dead https://desk.example/hook --resend

    How far a target has come is kept in the database, so a call goes on where the last one was stopped or
    killed. What is sent twice has the same id. docs/publish.md has a consumer that acts on each event once.
    Exit code 0: all sent. 1: the target cannot be reached; its events wait. 4: another call serves it.
    """
    if ctx.invoked_subcommand:
        return
    if address is None:
        raise UsageError("where to? Give --to ADDRESS; `newscrawl publish --help` shows the forms")
    target = read_target(address, name)
    with (
        Store(settings.NEWSCRAWL_DATABASE_URL) as store,
        store.outbox(target.name, target.shown, from_now) as outbox,
    ):
        way = sender(target, secret, private, Patience(attempts=attempts))
        with _Told(target) as told:
            sent = _run(_relay(outbox, way, not once, told.update))
    click.echo(f"{sent.events} events to {target.shown}, {sent.dead} dead letters", err=True)


@command.command()
def status() -> None:
    """List the targets, and how far each of them has come.

    \b
    Example:
      newscrawl publish status

    \b
    Set off by tabs: name, position, waiting, sent, dead, time of the last attempt, failure.
    """
    with Store(settings.NEWSCRAWL_DATABASE_URL) as store:
        targets = store.targets()
        if not targets:
            click.echo("no target yet: newscrawl publish --to ADDRESS", err=True)
        for one in targets:
            fields = (one.name, one.position, one.waiting, one.sent, one.dead, f"{one.updated:%F %T}Z")
            click.echo("\t".join([*map(str, fields), one.failure or ""]))


@command.command()
@click.argument("name")
@click.option("--resend", "again", is_flag=True, help="Send them once more; what is taken is no more listed.")
@click.option("--to", "address", metavar="ADDRESS", help="With --resend: the address, where NAME is none.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=1000,
    show_default=True,
    help="How many at most, the oldest first.",
)
@_SECRET
@_PRIVATE
@_ATTEMPTS
@click.pass_context
def dead(
    ctx: click.Context,
    name: str,
    again: bool,
    address: str | None,
    limit: int,
    secret: str | None,
    private: bool,
    attempts: int,
) -> None:
    """List the events that a target would not take, or send them again.

    \b
    Examples:
      newscrawl publish dead https://desk.example/hook
      newscrawl publish dead https://desk.example/hook --resend

    \b
    Set off by tabs: event, attempts, time, reason. Exit code of --resend: 0: all taken; 1: some were not.
    """
    with Store(settings.NEWSCRAWL_DATABASE_URL) as store:
        letters = store.dead_letters(name, limit)
        if not again:
            for letter in letters:
                click.echo(
                    "\t".join((letter.event, str(letter.attempts), f"{letter.at:%F %T}Z", letter.reason))
                )
            return
        target = read_target(address or name, name)
        way = sender(target, secret, private, Patience(attempts=attempts))
        with store.outbox(name, target.shown) as outbox:
            sent = _run(_with(way, lambda: resend(outbox, way, letters)))
    click.echo(f"{sent.events} of {len(letters)} taken", err=True)
    ctx.exit(1 if sent.dead else 0)


async def _relay(outbox: Outbox, way: Sender, follow: bool, told: Callable[[Sent], None]) -> Sent:
    done = Sent()
    with suppress(asyncio.CancelledError):
        await _with(way, lambda: relay(outbox, way, follow, told, done))
    return done


async def _with(way: Sender, work: Callable[[], Coroutine[Any, Any, Sent]]) -> Sent:
    """Do `work` with the sender open; SIGTERM and SIGINT end it between two events that are confirmed."""
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    async with way:
        return await work()


def _run(work: Coroutine[Any, Any, Sent]) -> Sent:
    try:
        return asyncio.run(work)
    except Unreachable as error:
        raise NewscrawlError(f"{str(error).rstrip('.')}; the events wait")


class _Told:
    """A line on a terminal that says how many are sent."""

    def __init__(self, target: Target) -> None:
        self._shown = target.shown
        console = Console(stderr=True)
        self._status = Status("", console=console) if console.is_terminal else None

    def update(self, sent: Sent) -> None:
        """Redraw it."""
        if self._status is not None:
            self._status.update(f"{sent.events} events to {self._shown}, {sent.dead} dead letters")

    def __enter__(self) -> _Told:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(self, *ended: object) -> None:
        if self._status is not None:
            self._status.stop()
