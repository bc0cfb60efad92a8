"""A dataset: its files, then its data card, then its manifest."""

from __future__ import annotations

import fcntl
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import newscrawl
from newscrawl.errors import LockHeld, UsageError
from newscrawl.export.card import card
from newscrawl.export.files import drop_drafts, settle, stored, write_whole
from newscrawl.export.forms import Form
from newscrawl.export.manifest import ENDING, Manifest, Tally, encode_manifest, read_manifest
from newscrawl.export.parts import parts
from newscrawl.export.rules import rules_digest
from newscrawl.model.line import DataLine

_NAME = re.compile(r"[\w][\w.+-]*")


@dataclass(frozen=True, slots=True)
class About:
    """What a dataset is of: the query as asked, the cursor it begins after, and the one it reaches.
    `expected`: how many lines it will have, where that is known; with it large Parquet files are made faster.
    """

    cursor: str
    since: str | None = None
    query: dict[str, Any] = field(default_factory=dict)
    expected: int | None = None


def write_dataset(
    lines: Iterable[DataLine],
    folder: Path,
    name: str,
    form: Form,
    about: About,
    seen: Callable[[int], None] = lambda count: None,
) -> Manifest:
    """Write `lines` as the dataset `name` in `folder`; `seen` is told how many lines are written.

    The files appear complete and named by their content, the manifest (`name`.manifest.json) after them, in
    place of the one before. The files of that one stay until the next export, for whoever reads them now.
    Raises: UsageError for a name that is none; LockHeld while another export of this name is under way;
    MissingExtra; StorageError, and then nothing has appeared.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"no name for a dataset: {name!r}; use letters, digits, and . _ + - inside")
    with stored(folder), _alone(folder, name), parts(folder, name, form, about.expected) as written:
        drop_drafts(folder, name)
        tally = Tally()
        for line in written.write(lines):
            tally.add(line)
            seen(tally.records + tally.tombstones)
        manifest = _manifest(name, form, about, tally, [part for _, part in written.done])
        shed = _Shed(folder, name)
        shed.expect(manifest)
        written.publish()
        write_whole(folder / f"{name}.card.md", card(manifest))
        settle(folder)
        write_whole(folder / f"{name}{ENDING}", encode_manifest(manifest))
        settle(folder)
        shed.clear(manifest)
    return manifest


def _manifest(name: str, form: Form, about: About, tally: Tally, files: list[Any]) -> Manifest:
    return Manifest(
        name=name,
        format=form.format,
        compression=form.compression,
        query=about.query,
        since=about.since,
        cursor=about.cursor,
        records=tally.records,
        tombstones=tally.tombstones,
        sites=tally.sites,
        published=tally.published,
        files=files,
        fill=tally.fill(),
        newscrawl=newscrawl.__version__,
        rules=rules_digest(),
        extractors=tally.extractors,
    )


class _Shed:
    """Which files of earlier exports are still there: those of the last one are kept, older ones removed."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._list = folder, folder / f".{name}.superseded.json"
        manifest = folder / f"{name}{ENDING}"
        self._before = {part.name for part in read_manifest(manifest).files} if manifest.exists() else set()
        self._older = set(json.loads(self._list.read_bytes())) if self._list.exists() else set()

    def expect(self, manifest: Manifest) -> None:
        """Note all that may be left if the export is killed from here on."""
        self._note(self._older | self._before | {part.name for part in manifest.files})

    def clear(self, manifest: Manifest) -> None:
        """Remove what neither the manifest nor the one before it names."""
        now = {part.name for part in manifest.files}
        for name in self._older - self._before - now:
            (self._folder / Path(name).name).unlink(missing_ok=True)
        self._note(self._before - now)

    def _note(self, names: set[str]) -> None:
        write_whole(self._list, json.dumps(sorted(names)).encode())


@contextmanager
def _alone(folder: Path, name: str) -> Iterator[None]:
    """Hold the lock of this dataset's name. Raises LockHeld."""
    with (folder / f".{name}.lock").open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockHeld(f"another export of {name} to {folder} is under way; wait, or give another --name")
        yield
