"""What waits to be stored, in a file: a killed run loses no page that it has read, however large its batches.

One file for each transaction to come, written before it and deleted after it. Appending is one system call,
and what the system has taken it keeps when the process dies. A machine that loses power may lose the last
seconds: those pages are fetched again.
"""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from newscrawl.ledger.visits import Found, Visit
from newscrawl.model import Leaf, Record, Reject

SUFFIX = ".journal"

_HEAD = struct.Struct("<II")  # length and checksum of what follows

log = logging.getLogger(__name__)


class Note(msgspec.Struct, array_like=True):
    """What one page came to: the links it yielded, the visit that is over, the item it gave, if any, and what
    it says of the e-paper's issue that it is of."""

    found: Sequence[Found] = ()
    visit: Visit | None = None
    record: Record | None = None
    reject: Reject | None = None
    leaves: Sequence[Leaf] = ()

    @property
    def item(self) -> Record | Reject | None:
        """The item of the page."""
        return self.record or self.reject


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Note).decode


class Journal:
    """Writes the notes of a run to `folder`/<run>-<number>.journal.

    Where the disk refuses, the run goes on without: what a kill then costs is a batch.
    """

    def __init__(self, folder: Path, run: str) -> None:
        self._folder = folder
        self._run = run
        self._number = 1
        self._file: BinaryIO | None = None
        self._refused = False

    def write(self, note: Note) -> None:
        """Append a note; it is with the system when this returns."""
        if self._refused:
            return
        try:
            data = _encode(note)
        except UnicodeEncodeError:
            return  # a text that no database takes either: the store will say so
        try:
            self._file = self._file or self._open()
            self._file.write(_HEAD.pack(len(data), zlib.crc32(data)) + data)
        except OSError as error:
            self._refused = True
            log.warning("Pages that wait to be stored are not journalled: %s", error)

    def turn(self) -> int:
        """Begin a new file; gives the number of the one that ends here, for `forget`."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._number += 1
        return self._number - 1

    def forget(self, number: int) -> None:
        """What was noted up to the file `number` is stored."""
        self._path(number).unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file; it stays if it was not forgotten."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> BinaryIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._path(self._number).open("ab", buffering=0)

    def _path(self, number: int) -> Path:
        return self._folder / f"{self._run}-{number:06d}{SUFFIX}"


def left_by(folder: Path, run: str) -> list[Path]:
    """The files that a run has left behind, in order."""
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if path.name.rpartition("-")[0] == run)


def read(path: Path) -> Iterator[Note]:
    """The notes of a file up to the first that is torn; those of another version are left out."""
    data = path.read_bytes()
    at = 0
    while at + _HEAD.size <= len(data):
        size, checksum = _HEAD.unpack_from(data, at)
        body = data[at + _HEAD.size : at + _HEAD.size + size]
        if len(body) < size or zlib.crc32(body) != checksum:
            return
        with suppress(msgspec.ValidationError):
            yield _decode(body)
        at += _HEAD.size + size
