"""Pages that kill the process which reads them: who takes over the task reads them in a process of their own.

A task notes the number of the page that it is about to read in a file of which it holds the memory. That
costs nothing, and what was noted stays when the process is gone, however that came.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec

from newscrawl.export.files import stored, write_whole
from newscrawl.workers import alone

T = TypeVar("T")
R = TypeVar("R")

_SIZE = 8


class Suspects:
    """A `Crew` of one task, while entered. `path`: where it notes the item that it is at."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = arrested(path)

    def __enter__(self) -> Suspects:
        """Raises: StorageError."""
        with stored(self._path.parent):
            write_whole(_known(self._path), msgspec.json.encode(sorted(self._known)))
            self._path.write_bytes(bytes(_SIZE))
            with self._path.open("r+b") as file:
                self._mark = mmap.mmap(file.fileno(), _SIZE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._mark.close()
        self._path.unlink(missing_ok=True)

    def __call__(self, work: Callable[[T], R], items: Iterable[T], lost: Callable[[T], R], /) -> Iterator[R]:
        """`work` of every item in order, in this process but for suspects."""
        for number, item in enumerate(items, 1):
            if number in self._known:
                yield alone(work, item, lost)
                continue
            self._note(number)
            done = work(item)
            self._note(0)
            yield done

    def _note(self, number: int) -> None:
        self._mark[:] = number.to_bytes(_SIZE, "little")


def arrested(path: Path) -> set[int]:
    """The suspects of a task, with the item that it was at where it was killed."""
    known: set[int] = set()
    if _known(path).exists():
        known.update(msgspec.json.decode(_known(path).read_bytes(), type=list[int]))
    if path.exists():
        known.add(int.from_bytes(path.read_bytes(), "little"))
    return known - {0}


def _known(path: Path) -> Path:
    return path.with_suffix(".suspects")
