"""JSON Lines → Parquet while the lines are being made: DuckDB works on a second core meanwhile.

It reads named pipes, one after the other: of a pipe it keeps in memory all that has come, until its end.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from queue import Queue

from newscrawl.export.files import PIPES
from newscrawl.export.parquet import OBJECT, convert

PIECE = 512
"""Lines that go through one pipe: few, for DuckDB keeps them. Fewer in all are not worth a second thread."""

BLOCK = 1 << 17
"""Bytes handed over at a time."""

AHEAD = 64
"""Blocks that may wait: DuckDB takes nothing while it works on what it has got, a pipe at a time."""

_OPENING = 0.002
"""Seconds between two looks whether DuckDB has come to the next pipe."""

_END_OF_PIPE = b""
_END = None


class Beside:
    """A conversion under way. Whatever goes wrong with it, `finish` says so: the lines are on disk as well,
    and are converted from there."""

    def __init__(self, target: Path, expected: int, evidence: bool) -> None:
        """Convert `expected` lines to `target`. Raises OSError where there can be no pipes."""
        # Beside the draft, where the next export finds what a killed one has left.
        self._folder = target.with_suffix(PIPES)
        pipes = [str(self._folder / f"{number:08}") for number in range(-(-expected // PIECE))]
        try:
            self._folder.mkdir()
            for pipe in pipes:
                os.mkfifo(pipe, 0o600)
        except OSError:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self._threads = ThreadPoolExecutor(2)
        self._done = self._threads.submit(convert, pipes, target, OBJECT, evidence)
        self._waiting: Queue[bytes | None] = Queue(AHEAD)
        self._fed = self._threads.submit(_Feed(pipes, self._done).run, self._waiting)
        self._block: list[bytes] = []
        self._size = 0
        self._in_pipe = 0
        self._lost = False

    def write(self, line: bytes) -> None:
        """Hand over one line with its line end; it is let go where the conversion has failed."""
        if self._lost or len(line) > OBJECT or self._done.done():
            self._lost = True
            return
        self._block.append(line)
        self._size += len(line)
        self._in_pipe += 1
        if self._in_pipe == PIECE:
            self._hand_over()
            self._waiting.put(_END_OF_PIPE)
            self._in_pipe = 0
        elif self._size >= BLOCK:
            self._hand_over()

    def finish(self) -> bool:
        """Whether all lines are in the target now; where they are not, it is worth nothing."""
        if not self._lost:
            self._hand_over()
        self.close()
        return not self._lost and self._fed.result() and self._done.exception() is None

    def close(self) -> None:
        """End the conversion, whatever it has got: nothing comes through the pipes that are left."""
        self._waiting.put(_END)
        self._threads.shutdown()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _hand_over(self) -> None:
        if self._block:
            self._waiting.put(b"".join(self._block))
            self._block.clear()
            self._size = 0


class _Feed:
    """Puts blocks through pipes, in a thread of its own, so that lines are made while DuckDB is at work."""

    def __init__(self, pipes: Sequence[str], done: Future[None]) -> None:
        self._coming = iter(pipes)
        self._done = done
        self._open: int | None = None
        self._lost = False

    def run(self, waiting: Queue[bytes | None]) -> bool:
        """Feed what is waiting up to its end, then nothing; whether all of it was taken."""
        while (block := waiting.get()) is not _END:
            if block == _END_OF_PIPE:
                self._close()
            elif not self._lost:
                self._feed(memoryview(block))
        self._close()
        while self._begin():
            self._close()
        return not self._lost

    def _feed(self, text: memoryview) -> None:
        if self._open is None and not self._begin():
            self._lost = True
            return
        assert self._open is not None
        try:
            while text:
                text = text[os.write(self._open, text) :]
        except OSError:  # nobody reads any more
            self._lost = True

    def _begin(self) -> bool:
        """Open the next pipe as soon as it is read; False where nobody will, or where none is left."""
        pipe = next(self._coming, None)
        while pipe is not None and not self._done.done():
            try:
                self._open = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            except OSError as error:
                if error.errno != errno.ENXIO:
                    return False
                wait([self._done], _OPENING)
            else:
                os.set_blocking(self._open, True)
                return True
        return False

    def _close(self) -> None:
        if self._open is not None:
            os.close(self._open)
            self._open = None
