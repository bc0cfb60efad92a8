"""What all pages share: the database, the archives, and how they are reached from a request."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, cast

from fastapi import Depends, Request

from newscrawl.store.reader import Reader
from newscrawl.web.shelves import Shelves


@dataclass(frozen=True, slots=True)
class Settings:
    """How a room is opened. `archive`: the folder of web archives, None for none.

    `names`: host names that requests may ask for (empty: any); `token`: without which nobody reads.
    """

    database_url: str
    archive: Path | None = None
    names: tuple[str, ...] = ()
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """An open room: its database, its archives."""

    reader: Reader
    shelves: Shelves
    settings: Settings


def _room(request: Request) -> Room:
    return cast(Room, request.app.state.room)


TheRoom = Annotated[Room, Depends(_room)]
