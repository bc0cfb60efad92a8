"""Which archive files a policy lets go: those that are old enough, but never the newest ones of a site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newscrawl.archive.shelf import INDEX
from newscrawl.archive.write import SUFFIX


@dataclass(frozen=True, slots=True)
class Old:
    """A closed archive file that the policy lets go; `written`: when it was last written."""

    path: Path
    bytes: int
    written: datetime


def old(root: Path, before: datetime, keep: int) -> Iterator[Old]:
    """The files below `root`, one folder a site, older than `before`, but for the `keep` newest of each."""
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        files = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: (path.stat().st_mtime, path.name))
        for path in files[: max(0, len(files) - keep)]:
            facts = path.stat()
            written = datetime.fromtimestamp(facts.st_mtime, UTC)
            if written < before:
                yield Old(path, facts.st_size, written)


def remove(file: Old) -> None:
    """Delete the file and its index."""
    file.path.unlink(missing_ok=True)
    file.path.with_name(file.path.name + INDEX).unlink(missing_ok=True)
