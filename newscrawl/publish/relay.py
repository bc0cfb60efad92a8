"""The relay: reads the log of changes from where a target stands, sends, and notes how far it has come."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newscrawl.publish.event import Event, make_event
from newscrawl.publish.sender import Sender, Undeliverable, Unreachable
from newscrawl.store import DeadLetter, Outbox

log = logging.getLogger(__name__)

POLL = 2.0
"""Seconds after which the log is looked at again when nothing was new."""

LONGEST = 300.0
"""Seconds at most between two attempts at a target that is down."""

DAY = 86_400.0
"""Seconds at most, where a target itself says how long it wants to be left alone."""


@dataclass(slots=True)
class Sent:
    """What a relay has done: events confirmed by the target, and those that became dead letters."""

    events: int = 0
    dead: int = 0


async def relay(
    outbox: Outbox, sender: Sender, follow: bool, told: Callable[[Sent], None], sent: Sent | None = None
) -> Sent:
    """Send what is new, in the order of the log; with `follow` until it is cancelled.

    The position is written after the target has confirmed: whatever dies in between, nothing is missed, and
    what is sent again has the same id. Raises: Unreachable, unless it follows; StorageError.
    """
    done = sent or Sent()
    pause = POLL
    while True:
        try:
            found = await _some(outbox, sender, done)
            pause = POLL
        except Unreachable as error:
            await asyncio.to_thread(outbox.failed, str(error))
            if not (follow and error.again):
                raise
            seconds = max(pause, min(error.after, DAY))
            log.warning("%s; trying again in %.0f s", error, seconds)
            await asyncio.sleep(seconds)
            pause = min(2 * pause, LONGEST)
            continue
        told(done)
        if found:
            continue
        if not follow:
            return done
        await asyncio.sleep(POLL)


async def _some(outbox: Outbox, sender: Sender, done: Sent) -> bool:
    """Send the next events; whether there were any changes."""
    pending = await asyncio.to_thread(outbox.pending, sender.batch)
    if pending.upto is None:
        return False
    events = [
        make_event(outbox.source, one.seq, one.id, one.version, one.kind, one.at, line)
        for one, line in pending.changes
    ]
    await deliver(outbox, sender, events, done)
    # Changes that are not for others to see are passed by.
    await asyncio.to_thread(outbox.advance, pending.upto, 0)
    return True


async def deliver(outbox: Outbox, sender: Sender, events: Sequence[Event], done: Sent) -> None:
    """Send `events`; one that the target refuses becomes a dead letter, and the others go on."""
    rest = list(events)
    while rest:
        try:
            await sender.send(rest)
        except Unreachable as error:
            await _confirm(outbox, rest[: error.confirmed], done)
            raise
        except Undeliverable as refused:
            place = rest.index(refused.event)
            await _confirm(outbox, rest[:place], done)
            await asyncio.to_thread(outbox.bury, _letter(refused))
            log.warning("%s is a dead letter: %s", refused.event.id, refused)
            done.dead += 1
            rest = rest[place + 1 :]
            continue
        await _confirm(outbox, rest, done)
        return


async def _confirm(outbox: Outbox, events: Sequence[Event], done: Sent) -> None:
    if events:
        await asyncio.to_thread(outbox.advance, events[-1].seq, len(events))
        done.events += len(events)


def _letter(refused: Undeliverable) -> DeadLetter:
    event = refused.event
    return DeadLetter(
        id=None, seq=event.seq, event=event.id, article=event.article, version=event.version,
        kind=event.kind, body=event.body, reason=str(refused), attempts=refused.attempts,
    )  # fmt: skip


async def resend(outbox: Outbox, sender: Sender, letters: Sequence[DeadLetter]) -> Sent:
    """Send dead letters again; those that the target takes now are removed, the others stay.

    Raises: Unreachable; StorageError.
    """
    done = Sent()
    for letter in letters:
        event = Event(letter.seq, letter.event, letter.article, letter.version, letter.kind, letter.body)
        try:
            await sender.send([event])
        except Undeliverable:
            done.dead += 1
            continue
        await asyncio.to_thread(outbox.unbury, letter)
        done.events += 1
    return done
