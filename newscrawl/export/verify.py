"""A dataset against its manifest and its schema."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from newscrawl.errors import UsageError
from newscrawl.export import parquet, sinks, tables
from newscrawl.export.forms import BOM
from newscrawl.export.manifest import ENDING, FilePart, Format, Manifest, Tally, read_manifest
from newscrawl.export.sinks import ENDINGS, Compression
from newscrawl.model import Record
from newscrawl.model.line import TOMBSTONE, DataLine, Tombstone, filled

SHOWN = 20
"""Faults of one file that are told; the others are counted."""


@dataclass(slots=True)
class Checked:
    """What was looked at, and what is wrong with it. `manifest` is None where no manifest names the file."""

    manifest: Path | None
    lines: int = 0
    files: int = 0
    faults: list[str] = field(default_factory=list)


class _Kind(msgspec.Struct):
    schema: str


def verify(path: Path) -> Checked:
    """Check a manifest and all its files, or one file, against the manifest beside it that names it.

    Raises: UsageError where `path` cannot be read; MissingExtra for Parquet without DuckDB.
    """
    if path.name.endswith(ENDING):
        return _verify_dataset(path)
    if not path.is_file():
        raise UsageError(f"{path} is no file; name a manifest ({ENDING}) or a file of a dataset")
    for beside in sorted(path.absolute().parent.glob(f"*{ENDING}")):
        manifest = read_manifest(beside)
        for part in manifest.files:
            if part.name == path.name:
                checked = Checked(beside)
                _verify_file(path, part, manifest.format, manifest.compression, checked, None)
                return checked
    checked = Checked(None)
    _verify_lines(path, *_guess(path), checked, None)
    return checked


def _verify_dataset(path: Path) -> Checked:
    manifest = read_manifest(path)
    checked, tally = Checked(path), Tally()
    for part in manifest.files:
        _verify_file(path.parent / part.name, part, manifest.format, manifest.compression, checked, tally)
    _compare_totals(manifest, tally, checked)
    return checked


def _compare_totals(manifest: Manifest, tally: Tally, checked: Checked) -> None:
    """What the manifest says of all files together."""
    said = (manifest.records, manifest.tombstones)
    summed = tuple(sum(getattr(part, name) for part in manifest.files) for name in ("records", "tombstones"))
    if said != summed:
        checked.faults.append(f"the manifest counts {said}, its files together {summed} records, tombstones")
    if manifest.format == "jsonl" and tally.fill() != manifest.fill and not checked.faults:
        checked.faults.append("the fill rates are not those that the manifest gives")


def _verify_file(
    path: Path,
    part: FilePart,
    format: Format,
    compression: Compression,
    checked: Checked,
    tally: Tally | None,
) -> None:
    """Size and digest first: what is not the file that was written needs no closer look."""
    checked.files += 1
    if not path.is_file():
        checked.faults.append(f"{part.name} is missing")
        return
    size = path.stat().st_size
    if size != part.bytes:
        checked.faults.append(f"{part.name} has {size} bytes, the manifest says {part.bytes}")
        return
    if sinks.digest(path) != part.sha256:
        checked.faults.append(f"{part.name} has another SHA-256 than the manifest says")
        return
    before = checked.lines
    _verify_lines(path, format, compression, checked, tally)
    wanted = part.records + part.tombstones
    if checked.lines - before != wanted:
        checked.faults.append(f"{part.name} has {checked.lines - before} lines, the manifest says {wanted}")


def _verify_lines(
    path: Path, format: Format, compression: Compression, checked: Checked, tally: Tally | None
) -> None:
    if format == "parquet":
        _verify_parquet(path, checked)
        return
    try:
        found = (
            _csv_rows(path, compression) if format == "csv" else _json_lines(path, compression, format, tally)
        )
        wrong = 0
        for number, fault in enumerate(found, 1):
            checked.lines += 1
            if fault:
                wrong += 1
                if wrong <= SHOWN:
                    checked.faults.append(f"{path.name}, record {number}: {fault}")
        if wrong > SHOWN:
            checked.faults.append(f"{path.name}: {wrong - SHOWN} further records are wrong")
    except (OSError, EOFError, ValueError, csv.Error) as error:
        checked.faults.append(f"{path.name} cannot be read: {error}")


def _json_lines(
    path: Path, compression: Compression, format: Format, tally: Tally | None
) -> Iterator[str | None]:
    """For each line what is wrong with it, or None."""
    record, tombstone = msgspec.json.Decoder(Record), msgspec.json.Decoder(Tombstone)
    kind = msgspec.json.Decoder(_Kind)
    for line in sinks.lines(path, compression):
        if not line.endswith(b"\n"):
            yield "it has no line end"
            continue
        try:
            if format != "jsonl":
                msgspec.json.decode(line, type=dict)
                yield None
            elif kind.decode(line).schema == TOMBSTONE:
                tombstone.decode(line)
                _count(tally, DataLine(line, 0, None, None, None, gone=True))
                yield None
            else:
                yield _fault(line, record.decode(line), tally)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield str(error)


def _fault(line: bytes, record: Record, tally: Tally | None) -> str | None:
    _count(tally, DataLine(line, filled(record), record.site, None, record.extractor))
    # Outside of a text, where a quotation mark is escaped, this can only be an empty value.
    return "a value is empty text; unknown is null" if b':""' in line else None


def _count(tally: Tally | None, line: DataLine) -> None:
    if tally is not None:
        tally.add(line)


def _csv_rows(path: Path, compression: Compression) -> Iterator[str | None]:
    rows = csv.reader(line.decode().removeprefix(BOM.decode()) for line in sinks.lines(path, compression))
    if tuple(next(rows, ())) != tables.COLUMNS:
        raise ValueError("its first line does not name the columns")
    for row in rows:
        yield None if len(row) == len(tables.COLUMNS) else f"{len(row)} cells"


def _verify_parquet(path: Path, checked: Checked) -> None:
    try:
        rows, columns = parquet.rows_in(path)
    except ValueError as error:
        checked.faults.append(f"{path.name} cannot be read: {error}")
        return
    checked.lines += rows
    if columns[: len(parquet.COLUMNS)] != list(parquet.COLUMNS):
        checked.faults.append(f"{path.name} has other columns than the schema")


def _guess(path: Path) -> tuple[Format, Compression]:
    """Format and compression by the name of a file that no manifest names. Raises UsageError."""
    name = path.name
    compression = next((each for each, ending in ENDINGS.items() if ending and name.endswith(ending)), None)
    bare = name.removesuffix(ENDINGS[compression]) if compression else name
    endings: dict[str, Format] = {
        ".ninjs.jsonl": "ninjs", ".jsonld.jsonl": "jsonld", ".jsonl": "jsonl", ".csv": "csv",
        ".parquet": "parquet",
    }  # fmt: skip
    for ending, format in endings.items():
        if bare.endswith(ending):
            return format, compression or "none"
    raise UsageError(f"{name}: no manifest beside it names it, and its name says no format of ours")
