"""The archives of one site: every answer found again by its URL, the newest good one first."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newscrawl.archive.read import Archived, read_at, scan
from newscrawl.archive.write import SUFFIX

# What is added to a file's name for its index.
INDEX = ".index"


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one answer stands: the file's name, the offset of its record in it, when it came, its status."""

    url: str
    file: str
    offset: int
    date: str
    status: int


def folder_of_site(root: Path, site: str) -> Path:
    """The folder below `root` that has the archives of a site."""
    return root / re.sub(r"[^\w.-]+", "_", site)


class Shelf:
    """Reads the closed archives in `folder`. What stands in each file is kept in an index beside it.

    Raises UnreadableInput where a file is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._entries: dict[str, Entry] = {}
        for entry in self._read_all():
            known = self._entries.get(entry.url)
            if known is None or _rank(entry) >= _rank(known):
                self._entries[entry.url] = entry

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """One entry an address, in the order of the addresses."""
        return iter(sorted(self._entries.values(), key=lambda entry: entry.url))

    def get(self, url: str) -> Archived | None:
        """The newest good answer that `url` got; None where there is none."""
        entry = self._entries.get(url)
        if entry is None:
            return None
        return read_at(self.folder / entry.file, entry.offset)

    def _read_all(self) -> Iterator[Entry]:
        """Entries of all files; one that has no index yet is read through, once."""
        for file in sorted(self.folder.glob(f"*{SUFFIX}")):
            index = file.with_name(file.name + INDEX)
            yield from _read_index(index, file.name) if index.exists() else _index(file, index)


def _index(file: Path, index: Path) -> list[Entry]:
    found = [Entry(p.url, file.name, p.offset, p.date.isoformat(), p.status) for p in scan(file)]
    lines = "".join(f"{json.dumps([e.url, e.offset, e.date, e.status])}\n" for e in found)
    whole = index.with_name(f".{index.name}.part")
    try:
        whole.write_text(lines, encoding="utf-8")
        os.replace(whole, index)
    except OSError:
        # An archive that lies on a read-only disk is read through every time.
        return found
    return found


def _read_index(index: Path, file: str) -> Iterator[Entry]:
    for line in index.read_text(encoding="utf-8").splitlines():
        url, offset, date, status = json.loads(line)
        yield Entry(url, file, offset, date, status)


def _rank(entry: Entry) -> tuple[bool, str]:
    """A page that was there counts before a later answer that it is gone or the server is down."""
    return 200 <= entry.status < 300, entry.date
