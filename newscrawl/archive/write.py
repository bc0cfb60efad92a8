"""Responses → WARC files: gzip for each record, rotated by size, closed by a rename.

A file that is being written is called `….warc.gz.open`; what a killed run leaves of one is salvaged.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import uuid
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

from newscrawl.archive.read import HINTS
from newscrawl.errors import StorageError

OPEN = ".open"
SUFFIX = ".warc.gz"
# Files of this size are still copied, sent and searched without trouble.
MAX_SIZE = 256 * 1024 * 1024

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Exchange:
    """One answer: its status, its header lines in order, and its body in the coding that they name.

    `hints`: what the crawl knew of the page, such as the date that a list showed.
    """

    url: str
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes
    date: datetime
    hints: Mapping[str, object] = field(default_factory=dict)


class Writer:
    """Appends answers to files in `folder`. Every method raises StorageError where the disk refuses."""

    def __init__(self, folder: Path, name: str, max_size: int = MAX_SIZE) -> None:
        self._folder = folder
        self._name = name
        self._max_size = max_size
        self._count = 0
        self._path: Path | None = None
        self._closed = ""
        self._file: BinaryIO | None = None

    def add(self, exchange: Exchange) -> tuple[str, int]:
        """Write one answer; it is with the system when this returns.

        Gives where it stands: the name that the file will have, and the offset of the record.
        """
        data = gzip.compress(_record(exchange), compresslevel=5, mtime=0)
        try:
            file = self._file or self._open()
            file.write(data)
            file.flush()
            name, end = self._closed, file.tell()
            if end >= self._max_size:
                self.close()
        except OSError as error:
            raise StorageError(f"cannot archive to {self._folder}: {error.strerror}") from error
        return name, end - len(data)

    def close(self) -> None:
        """Give the file its final name, once it is whole and on disk."""
        if self._file is None or self._path is None:
            return
        try:
            os.fsync(self._file.fileno())
            self._file.close()
            os.replace(self._path, self._path.with_name(self._path.name.removesuffix(OPEN)))
        except OSError as error:
            raise StorageError(f"cannot close {self._path}: {error.strerror}") from error
        finally:
            self._file = self._path = None

    def _open(self) -> BinaryIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._count += 1
        self._closed = f"{self._name}-{self._count:05d}{SUFFIX}"
        self._path = self._folder / f"{self._closed}{OPEN}"
        self._file = self._path.open("xb")
        self._file.write(gzip.compress(_info(self._closed), mtime=0))
        return self._file


def salvage(folder: Path) -> list[Path]:
    """Close the files that killed runs left open in `folder`: cut behind the last whole record, renamed.

    To be called while no run writes there. Raises StorageError.
    """
    found = []
    try:
        for path in sorted(folder.glob(f"*{SUFFIX}{OPEN}")):
            whole = _whole(path)
            if whole == 0:
                path.unlink()
                continue
            os.truncate(path, whole)
            closed = path.with_name(path.name.removesuffix(OPEN))
            os.replace(path, closed)
            found.append(closed)
    except OSError as error:
        raise StorageError(f"cannot salvage archives in {folder}: {error.strerror}") from error
    return found


def _whole(path: Path) -> int:
    """The number of bytes of `path` up to the end of its last whole gzip member."""
    end = position = 0
    member = zlib.decompressobj(31)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            while chunk:
                try:
                    member.decompress(chunk)
                except zlib.error:
                    return end
                rest = member.unused_data
                position += len(chunk) - len(rest)
                if not member.eof:
                    break
                end, chunk, member = position, rest, zlib.decompressobj(31)
    return end


def _record(exchange: Exchange) -> bytes:
    try:
        phrase = HTTPStatus(exchange.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [f"HTTP/1.1 {exchange.status} {phrase}"]
    lines += [f"{name}: {_line(value)}" for name, value in exchange.headers]
    block = "\r\n".join((*lines, "", "")).encode("latin-1", "replace") + exchange.body
    fields = [
        ("WARC-Target-URI", exchange.url),
        ("Content-Type", "application/http; msgtype=response"),
        ("WARC-Payload-Digest", _digest(exchange.body)),
        ("WARC-Block-Digest", _digest(block)),
    ]
    if exchange.hints:
        fields.append((HINTS, json.dumps(exchange.hints)))
    return _framed("response", exchange.date, fields, block)


def _info(name: str) -> bytes:
    block = b"software: newscrawl\r\nformat: WARC File Format 1.1\r\n"
    return _framed(
        "warcinfo",
        datetime.now(UTC),
        [("WARC-Filename", name), ("Content-Type", "application/warc-fields")],
        block,
    )


def _framed(kind: str, when: datetime, fields: Sequence[tuple[str, str]], block: bytes) -> bytes:
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>",
        f"WARC-Date: {when.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
        *(f"{name}: {value}" for name, value in fields),
        f"Content-Length: {len(block)}",
        "",
        "",
    ]
    return "\r\n".join(head).encode("utf-8") + block + b"\r\n\r\n"


def _line(value: str) -> str:
    """A header's value as one line, however the server folded it."""
    return " ".join(value.split())


def _digest(data: bytes) -> str:
    digest = hashlib.sha1(data, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(digest).decode()}"
