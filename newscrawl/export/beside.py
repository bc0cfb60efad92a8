"""JSON Lines → Parquet while the lines are being made: DuckDB works on a second core meanwhile.

It reads named pipes, one after the other: of a pipe it keeps in memory all that has come, until its end.
"""

from __future__ import annotations

import errno
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from newscrawl.export.parquet import OBJECT, convert

PIECE = 512
"""Lines that go through one pipe: few, for DuckDB keeps them. Fewer in all are not worth a second thread."""

BLOCK = 1 << 17
"""Bytes handed over at a time."""

_OPENING = 0.002
"""Seconds between two looks whether DuckDB has come to the next pipe."""


class Beside:
    """A conversion under way. Whatever goes wrong with it, `finish` says so: the lines are on disk as well,
    and are converted from there."""

    def __init__(self, target: Path, expected: int, evidence: bool) -> None:
        """Convert `expected` lines to `target`. Raises OSError where there can be no pipes."""
        self._folder = tempfile.TemporaryDirectory(prefix="newscrawl-")
        count = -(-expected // PIECE)
        self._pipes = [str(Path(self._folder.name, f"{number:08}")) for number in range(count)]
        for pipe in self._pipes:
            os.mkfifo(pipe, 0o600)
        self._thread = ThreadPoolExecutor(1)
        self._done = self._thread.submit(convert, self._pipes, target, OBJECT, evidence)
        self._coming = iter(self._pipes)
        self._open: int | None = None
        self._in_pipe = 0
        self._block: list[bytes] = []
        self._waiting = 0
        self._lost = False

    def write(self, line: bytes) -> None:
        """Hand over one line with its line end; it is let go where the conversion has failed."""
        if self._lost:
            return
        if len(line) > OBJECT:
            self._lost = True
            return
        self._block.append(line)
        self._waiting += len(line)
        self._in_pipe += 1
        if self._in_pipe == PIECE:
            self._hand_over()
            self._next()
        elif self._waiting >= BLOCK:
            self._hand_over()

    def finish(self) -> bool:
        """Whether all lines are in the target now; where they are not, it is worth nothing."""
        if not self._lost:
            self._hand_over()
        whole = not self._lost
        self.close()
        return whole and self._done.exception() is None

    def close(self) -> None:
        """End the conversion, whatever it has got: nothing comes through the pipes that are left."""
        self._close()
        while not self._done.done() and self._begin():
            self._close()
        self._thread.shutdown()
        self._folder.cleanup()

    def _hand_over(self) -> None:
        text = memoryview(b"".join(self._block))
        self._block.clear()
        self._waiting = 0
        if not text or (self._open is None and not self._begin()):
            return
        assert self._open is not None
        try:
            while text:
                text = text[os.write(self._open, text) :]
        except BrokenPipeError:
            self._lost = True

    def _next(self) -> None:
        self._close()
        self._in_pipe = 0

    def _begin(self) -> bool:
        """Open the next pipe as soon as it is read; False where nobody will."""
        pipe = next(self._coming, None)
        while pipe is not None and not self._done.done():
            try:
                self._open = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            except OSError as error:
                if error.errno != errno.ENXIO:
                    raise
                wait([self._done], _OPENING)
            else:
                os.set_blocking(self._open, True)
                return True
        self._lost = True
        return False

    def _close(self) -> None:
        if self._open is not None:
            os.close(self._open)
            self._open = None
