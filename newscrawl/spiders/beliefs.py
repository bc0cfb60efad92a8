"""What a crawl of an undeclared site believed of its addresses, for people and for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from newscrawl.errors import StorageError

Rows = Sequence[dict[str, str | int]]

_SHOWN = 20


def say(rows: Rows) -> Iterator[str]:
    """One line a shape, the most frequent first."""
    rows = [row for row in rows if row["links"] or row["articles"] or row["others"]]
    for row in rows[:_SHOWN]:
        yield (
            f"Believed {row['shape']} to be {row['belief']}: {row['links']} links, {row['headlines']} with a "
            f"headline; {row['articles']} were articles, {row['others']} were not"
        )
    if len(rows) > _SHOWN:
        yield f"… and {len(rows) - _SHOWN} shapes more"


def write(rows: Rows, url: str, folder: Path, run: str) -> Path:
    """Write all rows beside the export of `run`, and give the path. Raises StorageError."""
    name = re.sub(r"[^\w.-]+", "_", run)
    path = folder / f"{name}.shapes.json"
    data = msgspec.json.format(msgspec.json.encode({"start": url, "shapes": list(rows)}), indent=1)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data + b"\n")
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror}") from error
    return path
