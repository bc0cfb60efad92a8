"""What one stage leaves for the next: files of (key, value), of which a reader opens the values it wants."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from newscrawl.export.files import draft, publish, stored


def write(path: Path, pairs: Iterable[tuple[str, object]]) -> None:
    """Put the pairs into `path`, which is there when all of them are in it. Raises: StorageError."""
    with stored(path.parent), draft(path.parent, path.name) as file:
        for key, value in pairs:
            pickle.dump((key, pickle.dumps(value)), file)
        publish(file, path)


def read(path: Path, wanted: Callable[[str], bool] = lambda key: True) -> Iterator[tuple[str, Any]]:
    """The pairs whose key is wanted, in the order of the file: one that `write` made, of this run alone."""
    with path.open("rb") as file:
        while True:
            try:
                key, packed = pickle.load(file)
            except EOFError:
                return
            if wanted(key):
                yield key, pickle.loads(packed)
