"""What a transport does, and how it says that it could not."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol

from newscrawl.publish.event import Event


class Unreachable(Exception):
    """The target takes no events now, or not from us: they wait. `again`: it may be otherwise later.

    `confirmed`: how many of the events sent together it has taken before. `after`: the seconds that it wants
    to be left alone for.
    """

    confirmed = 0
    after = 0.0

    def __init__(self, why: str, again: bool = True) -> None:
        # A target's own words are in it: one line, without what would steer a terminal.
        super().__init__("".join(c for c in " ".join(why.split()) if c.isprintable()))
        self.again = again


class Undeliverable(Exception):
    """The target will not take this one event: it is kept as a dead letter."""

    def __init__(self, event: Event, why: str, attempts: int) -> None:
        super().__init__(why)
        self.event, self.attempts = event, attempts


class Sender(Protocol):
    """Sends to one target, in order. Entered before the first event, left after the last one."""

    batch: int
    """Events that are sent at once; what was not confirmed is sent again."""

    async def send(self, events: Sequence[Event]) -> None:
        """Return when the target has confirmed all of `events`. Raises: Unreachable, Undeliverable."""

    async def __aenter__(self) -> Sender: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...
