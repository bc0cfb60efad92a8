"""Store → datasets: whole ones, and increments that follow one another without a gap or an overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from newscrawl.errors import StorageError, UsageError
from newscrawl.export import ENDING, About, Form, Manifest, read_manifest, write_dataset
from newscrawl.export.files import settle, write_whole
from newscrawl.model.line import DataLine
from newscrawl.store import Selection, Snapshot, Store

Seen = Callable[[int, int], None]
"""Told how many lines of how many are written."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A dataset to be made: of which articles, in which form, where, under which name."""

    selection: Selection
    form: Form
    folder: Path
    name: str = "articles"


def export(
    store: Store, wanted: Wanted, since: str | None = None, seen: Seen = lambda now, all: None
) -> Manifest:
    """Write the dataset; with a cursor `since` what is new, changed or withdrawn since then.

    All of it is one state of the database, whatever is stored meanwhile; `Manifest.cursor` stands behind it.
    Raises: UsageError; LockHeld; MissingExtra; StorageError.
    """
    with store.snapshot() as snapshot:
        total = snapshot.count(wanted.selection, since)
        return write_dataset(
            _lines(snapshot, wanted, since),
            wanted.folder,
            wanted.name,
            wanted.form,
            About(snapshot.cursor, since, asked(wanted.selection), total if since is None else None),
            lambda count: seen(count, total),
        )


def follow(store: Store, wanted: Wanted, cursor_file: Path, seen: Seen = lambda now, all: None) -> Manifest:
    """Write what has come since the cursor in `cursor_file` (everything, if there is none), and put the new
    cursor there. Each increment is a dataset of its own, named after the change that it begins behind.

    An increment that a killed call has completed is not made again: its cursor is taken from its manifest.
    Raises: as `export`; UsageError where the folder holds increments of another query.
    """
    since = _read(cursor_file)
    while (made := _made(wanted, since)) is not None and made.cursor != since:
        since = made.cursor
    step = Wanted(wanted.selection, wanted.form, wanted.folder, _step_name(wanted.name, since))
    manifest = export(store, step, since, seen)
    _write(cursor_file, manifest.cursor)
    return manifest


def asked(selection: Selection) -> dict[str, Any]:
    """The query as a manifest tells it: what is asked, and nothing else."""
    query: dict[str, Any] = {}
    for field in fields(selection):
        value = getattr(selection, field.name)
        if value != field.default:
            query[field.name] = value.isoformat() if isinstance(value, date) else value
    return query


def _lines(snapshot: Snapshot, wanted: Wanted, since: str | None) -> Iterable[DataLine]:
    by_day = wanted.form.split == "day"
    if since is None:
        return snapshot.lines(wanted.selection, by_day, wanted.form.evidence)
    return snapshot.changed_since(since, wanted.selection, by_day, wanted.form.evidence)


def _made(wanted: Wanted, since: str | None) -> Manifest | None:
    """The increment behind `since`, if it is there. Raises UsageError if it is of another query."""
    path = wanted.folder / f"{_step_name(wanted.name, since)}{ENDING}"
    if not path.exists():
        return None
    manifest = read_manifest(path)
    if (manifest.query, manifest.since) != (asked(wanted.selection), since):
        raise UsageError(f"{path} is of another query or cursor; give another --name or --out")
    return manifest


def _step_name(name: str, since: str | None) -> str:
    return f"{name}-{int(since.rpartition('.')[2]) if since else 0:012}"


def _read(path: Path) -> str | None:
    try:
        text = path.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}")
    if not text.rpartition(".")[2].isdigit():
        raise UsageError(f"{path} holds no cursor; name another file, or remove it to begin again")
    return text


def _write(path: Path, cursor: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, f"{cursor}\n".encode())
        settle(path.parent)
    except OSError as error:
        raise StorageError(
            f"cannot write {path}: {error.strerror}; the dataset is there, the next call goes on behind it"
        ) from error
