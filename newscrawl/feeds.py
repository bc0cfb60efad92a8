"""Store → the articles of a feed."""

from __future__ import annotations

from newscrawl.model import Record
from newscrawl.store import Selection, Store


def newest(store: Store, selection: Selection, limit: int = 50) -> list[Record]:
    """The articles selected whose pages are still there, the last published first. Raises StorageError."""
    return store.newest(selection.standing, limit=limit).records
