"""The report of a run, for a person to look at: what was crawled and found, what was removed and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from newscrawl.errors import StorageError
from newscrawl.export.files import write_whole
from newscrawl.report.build import build
from newscrawl.report.facts import FACTS, filled
from newscrawl.report.html import render
from newscrawl.report.model import Fill, RemovedBy, RunReport
from newscrawl.store import Store

__all__ = [
    "FACTS",
    "Fill",
    "RemovedBy",
    "RunReport",
    "build",
    "file_of",
    "filled",
    "write_report",
]  # fmt: skip


def write_report(store: Store, run_ids: Sequence[str], path: Path) -> Path:
    """Write the report of one or several runs to `path`, whole or not at all, and give the path.

    Raises: UsageError for an unknown run; StorageError.
    """
    html = render(build(store, run_ids), path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, html.encode())
    except OSError as error:
        raise StorageError(f"cannot write the report {path}: {error.strerror}") from error
    return path


def file_of(folder: Path, run: str) -> Path:
    """The file of a run's report in `folder`."""
    name = re.sub(r"[^\w.-]+", "_", run)
    return folder / f"{name}.html"
