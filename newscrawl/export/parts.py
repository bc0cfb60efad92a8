"""The files of a dataset while they are written: hidden, and under their names all at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from newscrawl.export.beside import PIECE, Beside
from newscrawl.export.files import hidden
from newscrawl.export.forms import Form
from newscrawl.export.manifest import FilePart
from newscrawl.export.parquet import needed, to_parquet
from newscrawl.export.sinks import Sink, digest
from newscrawl.model.line import DataLine

_SHOWN = 12
"""Hex digits of the content's SHA-256 in the name of a file."""


@dataclass(slots=True)
class _Open:
    """The file that lines go to now, and the conversion that goes on meanwhile, to a file of its own."""

    label: str
    file: IO[bytes]
    sink: Sink
    target: Path | None = None
    beside: Beside | None = None
    records: int = 0
    tombstones: int = 0
    longest: int = 0


@dataclass(slots=True)
class Parts:
    """Takes the lines of a dataset in their order, and begins a further file where the form asks for it.

    A file is named by its content, so that no other content ever stands under the name of one that a
    manifest names. `expected`: how many lines will come, where that is known.
    """

    folder: Path
    name: str
    form: Form
    expected: int | None = None
    done: list[tuple[Path, FilePart]] = field(default_factory=list)
    _open: _Open | None = None

    def write(self, lines: Iterable[DataLine]) -> Iterator[DataLine]:
        """Write each line, and give it on once it is. Raises OSError, StorageError."""
        text = self.form.write
        for line in lines:
            data = text(line)
            part = self._part(line, len(data))
            part.sink.write(data)
            if part.beside is not None:
                part.beside.write(data)
            part.longest = max(part.longest, len(data))
            if line.gone:
                part.tombstones += 1
            else:
                part.records += 1
            yield line
        if self._open is None:
            self._open = self._begin("")
        self._close()

    def publish(self) -> None:
        """Put all files under their names."""
        for draft, part in self.done:
            os.replace(draft, self.folder / part.name)

    def drop(self) -> None:
        """Remove what has not been published."""
        if self._open is not None:
            self._open.sink.close()
            self._open.file.close()
            if self._open.beside is not None:
                self._open.beside.close()
            for left in filter(None, (Path(self._open.file.name), self._open.target)):
                left.unlink(missing_ok=True)
        for draft, _ in self.done:
            draft.unlink(missing_ok=True)

    def _part(self, line: DataLine, size: int) -> _Open:
        label = self._label(line, size)
        if self._open is None or self._open.label != label:
            if self._open is not None:
                self._close()
            self._open = self._begin(label)
        return self._open

    def _label(self, line: DataLine, size: int) -> str:
        """What tells the file of this line from the others of the dataset."""
        split, part = self.form.split, self._open
        if split is None:
            return ""
        if split == "day":
            return "gone" if line.gone else line.day or "undated"
        if part is None:
            return "00001"
        full = part.sink.size + size > split and part.records + part.tombstones
        return f"{len(self.done) + 2:05}" if full else part.label

    def _begin(self, label: str) -> _Open:
        file = self._draft()
        if self.form.format == "parquet":
            part = self._open = _Open(label, file, Sink(file, "none"))
            self._convert_beside(part)
            return part
        sink = Sink(file, self.form.compression)
        sink.write(self.form.head)
        return _Open(label, file, sink)

    def _convert_beside(self, part: _Open) -> None:
        """Begin to convert the part while its lines come, if it is known to be large."""
        needed()
        with self._draft() as file:
            part.target = Path(file.name)
        if self.form.split is None and self.expected is not None and self.expected > PIECE:
            # Where there can be no pipes it is converted afterwards.
            with suppress(OSError):
                part.beside = Beside(part.target, self.expected, self.form.evidence)

    def _draft(self) -> IO[bytes]:
        return hidden(self.folder, self.name)

    def _close(self) -> None:
        part = self._open
        assert part is not None
        part.sink.finish()
        if self.form.format == "parquet":
            draft, size, sha256 = self._to_parquet(part)
        else:
            draft, size, sha256 = Path(part.file.name), part.sink.bytes, part.sink.sha256
            _to_disk(part.file)
        self._open = None
        name = "-".join(filter(None, (self.name, part.label, sha256[:_SHOWN]))) + self.form.suffix
        self.done.append((draft, FilePart(name, size, sha256, part.records, part.tombstones)))

    def _to_parquet(self, part: _Open) -> tuple[Path, int, str]:
        """Replace the JSON Lines of a part: the new draft, its size and digest."""
        source, target = Path(part.file.name), part.target
        assert target is not None
        part.file.close()
        if part.beside is None or not part.beside.finish():
            to_parquet(source, target, part.longest, self.form.evidence)
        source.unlink()
        with target.open("rb+") as file:
            _sync(file)
        return target, target.stat().st_size, digest(target)


@contextmanager
def parts(folder: Path, name: str, form: Form, expected: int | None = None) -> Iterator[Parts]:
    """The files of a dataset; what is not published when the block ends is gone."""
    found = Parts(folder, name, form, expected)
    try:
        yield found
    finally:
        found.drop()


def _to_disk(file: IO[bytes]) -> None:
    _sync(file)
    file.close()


def _sync(file: IO[bytes]) -> None:
    # Others read the export: without this it would keep the rights of a temporary file.
    os.chmod(file.fileno(), 0o644)
    file.flush()
    os.fsync(file.fileno())
