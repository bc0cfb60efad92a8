"""What the monitors remember of a site between its runs, and letting go what new rules have mended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from newscrawl.health.observer import Held
from newscrawl.health.profile import Profiles
from newscrawl.health.signature import signature
from newscrawl.health.suspicion import HOLD, lacks
from newscrawl.model import Record

WAITING = 500
"""How many undecided articles are remembered."""


class State(msgspec.Struct):
    """`waiting`: articles kept back that were neither told of nor let go."""

    profiles: Profiles = msgspec.field(default_factory=Profiles)
    waiting: list[Held] = msgspec.field(default_factory=list)

    @classmethod
    def of(cls, kept: dict[str, Any] | None) -> State:
        """As it was kept by a store; a new one where nothing was."""
        return msgspec.convert(kept, cls) if kept else cls()

    def kept(self) -> dict[str, Any]:
        """As a store keeps it."""
        self.waiting = self.waiting[-WAITING:]
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found

    def mend(self, records: Iterable[Record]) -> list[str]:
        """Ids of the records, read by new rules, that lack nothing any more; they count as usual from now on.

        That their facts are found in new ways is what the new rules are for.
        """
        mended = []
        for record in records:
            seen = signature(record)
            usual = self.profiles.of(seen.group)
            if usual is None or lacks(seen, usual) < HOLD:
                mended.append(record.id)
                if usual is not None:
                    usual.add(seen)
        return mended
