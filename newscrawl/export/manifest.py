"""What stands in the manifest of a dataset: enough to check it, cite it, and continue it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Literal

import msgspec

from newscrawl.errors import UsageError
from newscrawl.export.sinks import Compression
from newscrawl.model import SCHEMA
from newscrawl.model.line import FIELDS, TOMBSTONE, DataLine

DATASET: Literal["newscrawl.dataset/1"] = "newscrawl.dataset/1"
ENDING = ".manifest.json"

Format = Literal["jsonl", "csv", "parquet", "ninjs", "jsonld"]

LICENCE = (
    "The articles belong to their publishers and authors. This dataset was made by reading public pages; it "
    "grants no rights in their texts or pictures. Check the law and the terms that apply to you before you "
    "pass it on. Facts about the articles (fields other than title, kicker, subtitle, body, blocks and "
    "captions) may be used freely as far as the law allows."
)

# These are in every line, whatever the page says: nothing is learned from how often they are there.
_ALWAYS = frozenset(("schema", "id", "version", "kind", "characters", "content_hash", "extractor", "status"))


class FilePart(msgspec.Struct, frozen=True):
    """One file in the manifest's folder: size and SHA-256 as stored, and its lines of each kind."""

    name: str
    bytes: int
    sha256: str
    records: int
    tombstones: int


class Fill(msgspec.Struct, frozen=True):
    """How many records have a value in a field, and their share of all records, 0 to 1."""

    filled: int
    rate: float


class Manifest(msgspec.Struct, frozen=True):
    """The manifest. It holds no time: equal data give equal bytes, and the file itself is dated.

    `since`: the cursor that an increment begins after (None: the dataset is whole); `cursor`: where the next
    one begins. `published`: first and last day of publication. `extractors`: how many records were made by
    which version; `rules`: digest of the rules of the newscrawl that wrote the dataset.
    """

    name: str
    format: Format
    compression: Compression
    query: dict[str, Any]
    since: str | None
    cursor: str
    records: int
    tombstones: int
    sites: dict[str, int]
    published: tuple[str, str] | None
    files: list[FilePart]
    fill: dict[str, Fill]
    newscrawl: str
    rules: str
    extractors: dict[str, int]
    record_schema: str = SCHEMA
    tombstone_schema: str = TOMBSTONE
    licence: str = LICENCE
    schema: Literal["newscrawl.dataset/1"] = DATASET


class Tally:
    """Counts the lines of a dataset as they pass."""

    def __init__(self) -> None:
        self.records = 0
        self.tombstones = 0
        self._masks: Counter[int] = Counter()
        self._sites: Counter[str] = Counter()
        self._extractors: Counter[str] = Counter()
        self._first: str | None = None
        self._last: str | None = None

    def add(self, line: DataLine) -> None:
        """Count one line."""
        if line.gone:
            self.tombstones += 1
            return
        self.records += 1
        self._masks[line.filled] += 1
        self._sites[line.site or ""] += 1
        self._extractors[line.extractor or ""] += 1
        day = line.day
        if day is not None:
            if self._first is None or day < self._first:
                self._first = day
            if self._last is None or day > self._last:
                self._last = day

    @property
    def sites(self) -> dict[str, int]:
        """Records by site, sorted."""
        return dict(sorted(self._sites.items()))

    @property
    def extractors(self) -> dict[str, int]:
        """Records by the version that made them, sorted."""
        return dict(sorted(self._extractors.items()))

    @property
    def published(self) -> tuple[str, str] | None:
        """First and last day of publication."""
        return (self._first, self._last) if self._first and self._last else None

    def fill(self) -> dict[str, Fill]:
        """How often each field has a value, in the order of the record."""
        counted: dict[str, Fill] = {}
        for number, name in enumerate(FIELDS):
            found = sum(times for mask, times in self._masks.items() if mask >> number & 1)
            if name not in _ALWAYS:
                counted[name] = Fill(found, round(found / self.records, 4) if self.records else 0.0)
        return counted


def encode_manifest(manifest: Manifest) -> bytes:
    """The manifest as indented JSON, UTF-8."""
    fields = msgspec.to_builtins(manifest)
    ordered = {"schema": fields.pop("schema"), **fields}
    return msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n"


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`. Raises UsageError where there is none, or it is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no manifest of a dataset: {error}")
