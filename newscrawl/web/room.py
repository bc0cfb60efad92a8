"""What all pages share: the database, the archives, and how they are reached from a request."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, Request

from newscrawl.store.reader import Reader
from newscrawl.web.shelves import Shelves

T = TypeVar("T")

_REMEMBERED = 2000
"""What the answers that are remembered may weigh together: an article weighs 1, as any other answer does."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a room is opened. `archive`: the folder of web archives, None for none.

    `names`: host names that requests may ask for (empty: any); `token`: without which nobody reads.
    """

    database_url: str
    archive: Path | None = None
    names: tuple[str, ...] = ()
    token: str | None = None


@dataclass(slots=True)
class Memory:
    """The last answers of questions that go through all articles; each holds until the database changes."""

    _answers: OrderedDict[Hashable, tuple[Hashable, Any, int]] = field(default_factory=OrderedDict)
    _weight: int = 0
    _lock: Lock = field(default_factory=Lock)

    def recall(
        self, key: Hashable, stamp: Hashable, ask: Callable[[], T], weigh: Callable[[T], int] = lambda _: 1
    ) -> T:
        """The answer to `ask`, which `key` names; asked anew where `stamp` is not that of the last time."""
        with self._lock:
            known = self._answers.get(key)
            if known is not None and known[0] == stamp:
                return cast(T, known[1])
        answer = ask()
        with self._lock:
            self._forget(key)
            self._answers[key] = stamp, answer, weigh(answer)
            self._weight += self._answers[key][2]
            while self._weight > _REMEMBERED:
                self._forget(next(iter(self._answers)))
        return answer

    def _forget(self, key: Hashable) -> None:
        self._weight -= self._answers.pop(key, (None, None, 0))[2]


@dataclass(frozen=True, slots=True)
class Room:
    """An open room: its database, its archives, and what it remembers of the one."""

    reader: Reader
    shelves: Shelves
    settings: Settings
    memory: Memory = field(default_factory=Memory)

    def recall(self, ask: Callable[..., T], *arguments: Hashable) -> T:
        """What a method of the reader answers, as long as nothing has changed."""
        key = (ask.__name__, *arguments)
        return self.memory.recall(key, self.reader.stamp(), lambda: ask(*arguments))


def _room(request: Request) -> Room:
    return cast(Room, request.app.state.room)


TheRoom = Annotated[Room, Depends(_room)]
