"""The JSON Lines file that a run leaves: every article that it met."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from newscrawl.export.files import OF_RUN, draft, publish, settle, stored, sweep_dead


def export_run(lines: Iterable[bytes], directory: Path, name: str) -> Path:
    """Write `lines`, JSON without line ends, to `directory`/`name`.jsonl, and give its path.

    The file appears under its name only when it is complete and on disk; before that, and after any error,
    what was there stays. An export of the same name is replaced; what killed runs have left here is removed.
    Raises: StorageError where the disk refuses.
    """
    path = directory / f"{name}.jsonl"
    with stored(directory):
        sweep_dead(directory)
        with draft(directory, f"{path.name}{OF_RUN}") as file:
            for line in lines:
                file.write(line + b"\n")
            publish(file, path)
            settle(directory)
    return path
