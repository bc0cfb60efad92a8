"""Files that appear whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from newscrawl.errors import StorageError

PART = ".part"
"""How the name of a file ends that is not complete yet; it begins with a dot."""

OF_RUN = "~"
"""Behind the name of a run's export in that of its draft: no name of a dataset has it."""

SPILL, PIPES = ".spill", ".pipes"
"""How the folders end that belong to a draft of Parquet: what DuckDB puts aside, and what it reads."""


@contextmanager
def stored(directory: Path) -> Iterator[None]:
    """Turn what the disk raises inside into StorageError; makes the folder. Raises: StorageError."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise StorageError(
            f"cannot export to {directory}: {error.strerror or error}; nothing was written"
        ) from error


@contextmanager
def draft(directory: Path, name: str) -> Iterator[IO[bytes]]:
    """A hidden file in `directory` to write to; without `publish` it is gone when the block ends."""
    with _begun(directory, name) as file:
        try:
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def hidden(directory: Path, name: str) -> IO[bytes]:
    """A new file for a draft of `name`."""
    return tempfile.NamedTemporaryFile(dir=directory, prefix=f".{name}.", suffix=PART, delete=False)


def _begun(directory: Path, name: str) -> IO[bytes]:
    """A new draft, locked as long as its writer lives, however that ends."""
    while True:
        file = hidden(directory, name)
        # Where the file system knows no locks, nothing is swept either.
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:
            return file
        # Somebody has swept it between its first two steps.
        file.close()


def sweep_dead(directory: Path) -> None:
    """Remove the drafts that killed runs have left: those that nobody holds, never one being written."""
    for left in directory.glob(f".*{OF_RUN}.????????{PART}"):
        with suppress(OSError), left.open("rb+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink(missing_ok=True)


def sweep(directory: Path, name: str) -> None:
    """Remove the drafts of `name` that killed writers have left; nobody else may be writing it."""
    for left in directory.glob(f".{name}.*{PART}"):
        left.unlink(missing_ok=True)


def publish(file: IO[bytes], path: Path) -> None:
    """Bring the draft to disk and under its name; what was there is replaced. The folder is not synced."""
    # Others read the export: without this it would keep the rights of a temporary file.
    os.chmod(file.fileno(), 0o644)
    file.flush()
    os.fsync(file.fileno())
    os.replace(file.name, path)


def write_whole(path: Path, content: bytes) -> None:
    """One small file with `content`, in place of what was there."""
    with draft(path.parent, path.name) as file:
        file.write(content)
        publish(file, path)


def settle(directory: Path) -> None:
    """Bring new names themselves to disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def drop_drafts(directory: Path, name: str) -> None:
    """Remove the drafts that killed exports of `name` have left. None of that name may be under way."""
    # Eight characters are what tempfile puts in: a dataset whose name begins like ours is not touched.
    for whose in (name, f"{name}.manifest.json", f"{name}.card.md", f".{name}.superseded.json"):
        for left in directory.glob(f".{whose}.????????{PART}"):
            left.unlink(missing_ok=True)
    for ending in SPILL, PIPES:
        for folder in directory.glob(f".{name}.????????{ending}"):
            shutil.rmtree(folder, ignore_errors=True)
