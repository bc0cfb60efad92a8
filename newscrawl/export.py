"""Records → JSON Lines: one line an article, one file written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO

import msgspec
from msgspec import UNSET

from newscrawl.errors import StorageError
from newscrawl.model import Record

# Text with U+2028 in it is one line to JSON and several to some readers: it goes out as an escape.
_LINE_BREAKS = ((b"\xe2\x80\xa8", rb"\u2028"), (b"\xe2\x80\xa9", rb"\u2029"), (b"\xc2\x85", rb"\u0085"))

_encode = msgspec.json.Encoder().encode


def encode(record: Record, evidence: bool = False) -> bytes:
    """One record as JSON in the contract's field order, UTF-8, without a line break.

    `evidence` keeps `removed` and `provenance`, where the record has them.
    """
    if not evidence and (record.removed is not UNSET or record.provenance is not UNSET):
        record = replace(record, removed=UNSET, provenance=UNSET)
    line = _encode(record)
    for raw, escape in _LINE_BREAKS:
        # A search is cheap and nearly always in vain; a replacement would copy every line three times.
        if raw in line:
            line = line.replace(raw, escape)
    return line


def export_run(records: Iterable[Record], directory: Path, name: str, *, evidence: bool = False) -> Path:
    """Write `records` to `directory`/`name`.jsonl, and give its path.

    The file appears under its name only when it is complete and on disk; before that, and after any error,
    what was there stays. An export of the same name is replaced.
    Raises: StorageError where the disk refuses.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        return _write_whole(records, directory / f"{name}.jsonl", evidence)
    except OSError as error:
        raise StorageError(f"cannot export to {directory}: {error.strerror}; nothing was written") from error


def _write_whole(records: Iterable[Record], path: Path, evidence: bool) -> Path:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
        try:
            _write(records, file, evidence)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
    _settle(path.parent)
    return path


def _write(records: Iterable[Record], file: IO[bytes], evidence: bool) -> None:
    for record in records:
        file.write(encode(record, evidence) + b"\n")
    # Others read the export: without this it would keep the rights of a temporary file.
    os.chmod(file.fileno(), 0o644)
    file.flush()
    os.fsync(file.fileno())


def _settle(directory: Path) -> None:
    """Bring the new name itself to disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
