"""Store → the articles of a feed."""

from __future__ import annotations

from dataclasses import replace

from newscrawl.model import Record
from newscrawl.store import STANDING, Selection, Store


def newest(store: Store, selection: Selection, limit: int = 50) -> list[Record]:
    """The articles selected whose pages are still there, the last published first. Raises StorageError."""
    standing = selection if selection.statuses is not None else replace(selection, statuses=STANDING)
    return store.newest(standing, limit=limit).records
