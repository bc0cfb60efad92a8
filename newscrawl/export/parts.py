"""The files of a dataset while they are written: hidden, and under their names all at once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from newscrawl.export.files import PART
from newscrawl.export.forms import Form
from newscrawl.export.manifest import FilePart
from newscrawl.export.parquet import to_parquet
from newscrawl.export.sinks import Sink, digest
from newscrawl.model.line import DataLine

_SHOWN = 12
"""Hex digits of the content's SHA-256 in the name of a file."""


@dataclass(slots=True)
class _Open:
    """The file that lines go to now."""

    label: str
    file: IO[bytes]
    sink: Sink
    records: int = 0
    tombstones: int = 0
    longest: int = 0


@dataclass(slots=True)
class Parts:
    """Takes the lines of a dataset in their order, and begins a further file where the form asks for it.

    A file is named by its content, so that no other content ever stands under the name of one that a
    manifest names.
    """

    folder: Path
    name: str
    form: Form
    done: list[tuple[Path, FilePart]] = field(default_factory=list)
    _open: _Open | None = None

    def write(self, lines: Iterable[DataLine]) -> Iterator[DataLine]:
        """Write each line, and give it on once it is. Raises OSError, StorageError."""
        text = self.form.write
        for line in lines:
            data = text(line)
            part = self._part(line, len(data))
            part.sink.write(data)
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
            Path(self._open.file.name).unlink(missing_ok=True)
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
        plain = self.form.format == "parquet"
        sink = Sink(file, "none" if plain else self.form.compression)
        sink.write(self.form.head)
        return _Open(label, file, sink)

    def _draft(self) -> IO[bytes]:
        return tempfile.NamedTemporaryFile(
            dir=self.folder, prefix=f".{self.name}.", suffix=PART, delete=False
        )

    def _close(self) -> None:
        part = self._open
        assert part is not None
        part.sink.finish()
        draft, size, sha256 = Path(part.file.name), part.sink.bytes, part.sink.sha256
        if self.form.format == "parquet":
            part.file.flush()
            draft, size, sha256 = self._to_parquet(part)
        _to_disk(part.file)
        self._open = None
        name = "-".join(filter(None, (self.name, part.label, sha256[:_SHOWN]))) + self.form.suffix
        self.done.append((draft, FilePart(name, size, sha256, part.records, part.tombstones)))

    def _to_parquet(self, part: _Open) -> tuple[Path, int, str]:
        """Replace the JSON Lines of a part: the new draft, its size and digest."""
        source = Path(part.file.name)
        with self._draft() as file:
            target = Path(file.name)
        try:
            to_parquet(source, target, part.longest, self.form.evidence)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        source.unlink()
        with target.open("rb+") as file:
            _sync(file)
        return target, target.stat().st_size, digest(target)


@contextmanager
def parts(folder: Path, name: str, form: Form) -> Iterator[Parts]:
    """The files of a dataset; what is not published when the block ends is gone."""
    found = Parts(folder, name, form)
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
