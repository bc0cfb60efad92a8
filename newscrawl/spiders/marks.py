"""Which of a site's addresses have come before, in little memory: a large site has hundreds of thousands."""

from __future__ import annotations

from array import array
from collections.abc import Hashable

_BITS = (1 << 64) - 1
_SMALLEST = 1024


class Marks:
    """A set that only grows, of 12 to 24 bytes an element where one of Python's takes 80.

    Of an element its hash is kept, 64 bits that differ from run to run: of a million addresses two are taken
    for one in one of thirty million runs, and the next run does not.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _SMALLEST))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, what: Hashable) -> bool:
        return self._slots[self._place(_mark(what))] != 0

    def add(self, what: Hashable) -> bool:
        """Put an element in; whether it is new."""
        mark = _mark(what)
        place = self._place(mark)
        if self._slots[place]:
            return False
        self._slots[place] = mark
        self._count += 1
        if 3 * self._count > 2 * len(self._slots):
            self._grow()
        return True

    def _place(self, mark: int) -> int:
        """Where a mark stands, or would."""
        slots = self._slots
        last = len(slots) - 1
        place = mark & last
        while slots[place] not in (mark, 0):
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        marks = self._slots
        self._slots = array("Q", bytes(16 * len(marks)))
        for mark in filter(None, marks):
            self._slots[self._place(mark)] = mark


def _mark(what: Hashable) -> int:
    """64 bits, never 0, which is an empty place."""
    return hash(what) & _BITS or 1
