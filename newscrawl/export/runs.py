"""The JSON Lines file that a run leaves: every article that it met."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from newscrawl.export.files import draft, publish, settle, stored


def export_run(lines: Iterable[bytes], directory: Path, name: str) -> Path:
    """Write `lines`, JSON without line ends, to `directory`/`name`.jsonl, and give its path.

    The file appears under its name only when it is complete and on disk; before that, and after any error,
    what was there stays. An export of the same name is replaced.
    Raises: StorageError where the disk refuses.
    """
    path = directory / f"{name}.jsonl"
    with stored(directory), draft(directory, path.name) as file:
        for line in lines:
            file.write(line + b"\n")
        publish(file, path)
        settle(directory)
    return path
