"""JSON Lines → Parquet, by DuckDB."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from newscrawl.errors import MissingExtra, StorageError
from newscrawl.export.files import SPILL

ROWS = 1024
"""Rows of a row group: larger ones would be held in memory whole."""

MEMORY = "100MB"
PLENTY = "2GB"
"""What DuckDB may take at first, and where articles are so long that this does not do."""

OBJECT = 1 << 18
"""Bytes that a line may have at least; DuckDB keeps buffers of twice the size."""

_SOURCE = "STRUCT(name VARCHAR, displayed VARCHAR, outlet VARCHAR, url VARCHAR)"
_CREDITS = "STRUCT(name VARCHAR, role VARCHAR, org VARCHAR)[]"
_PART = (
    'STRUCT("type" VARCHAR, "text" VARCHAR, "items" VARCHAR[], "rows" VARCHAR[][], src VARCHAR, '
    "caption VARCHAR, credit VARCHAR)"
)

COLUMNS = {
    "schema": "VARCHAR", "id": "VARCHAR", "version": "INTEGER", "url": "VARCHAR", "canonical_url": "VARCHAR",
    "site": "VARCHAR", "fetched_at": "VARCHAR", "kind": "VARCHAR", "title": "VARCHAR", "kicker": "VARCHAR",
    "subtitle": "VARCHAR", "published_at": "VARCHAR", "published_precision": "VARCHAR",
    "published_basis": "VARCHAR", "modified_at": "VARCHAR", "source": _SOURCE, "source_chain": f"{_SOURCE}[]",
    "reporters": _CREDITS, "editors": _CREDITS,
    "dateline": 'STRUCT(place VARCHAR, "date" VARCHAR, agency VARCHAR)',
    "regions": 'STRUCT(adcode VARCHAR, name VARCHAR, "level" VARCHAR)[]',
    "channel": "VARCHAR[]", "keywords": "VARCHAR[]", "body": "VARCHAR", "blocks": f"{_PART}[]",
    "images": "STRUCT(url VARCHAR, caption VARCHAR, credit VARCHAR)[]",
    "attachments": "STRUCT(url VARCHAR, name VARCHAR)[]", "page_urls": "VARCHAR[]", "language": "VARCHAR",
    "characters": "INTEGER", "story": "VARCHAR", "reprint_of": "VARCHAR", "content_hash": "VARCHAR",
    "extractor": "VARCHAR", "status": "VARCHAR",
}  # fmt: skip
"""The columns and their types: the record's fields in their order. Days and times stay text, cut at their
precision. A tombstone is a row with `schema`, `id`, `version`, `url`, `site` and `status`."""

EVIDENCE = {
    "removed": 'STRUCT("rule" VARCHAR, "text" VARCHAR)[]',
    "provenance": 'MAP(VARCHAR, STRUCT(raw VARCHAR, "rule" VARCHAR, conflicts VARCHAR[][]))',
}
"""Two further columns where the dataset has evidence."""


def needed() -> ModuleType:
    """DuckDB. Raises MissingExtra."""
    try:
        import duckdb
    except ModuleNotFoundError:
        raise MissingExtra('Parquet needs DuckDB: pip install "newscrawl[parquet]"')
    return duckdb


def to_parquet(source: Path, target: Path, longest: int, evidence: bool) -> None:
    """Write the JSON Lines in `source`, no line of which is longer than `longest` bytes, to `target`.

    Equal lines give equal bytes: one thread, rows in their order. Raises: MissingExtra; StorageError.
    """
    duckdb = needed()
    try:
        try:
            convert([str(source)], target, longest, evidence)
        except duckdb.OutOfMemoryException:
            convert([str(source)], target, longest, evidence, PLENTY)
    except duckdb.OutOfMemoryException as error:
        raise StorageError(f"cannot write {target}: {PLENTY} of memory do not suffice") from error
    except duckdb.Error as error:
        said = str(error).partition("\n")[0]
        raise StorageError(f"cannot write {target}: {said}; nothing was written") from error


def convert(sources: list[str], target: Path, longest: int, evidence: bool, memory: str = MEMORY) -> None:
    """Write the JSON Lines of `sources`, files or pipes, one after the other. Raises: what DuckDB raises."""
    duckdb = needed()
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": memory,
        "preserve_insertion_order": True,
        "temp_directory": str(target.with_suffix(SPILL)),
        "autoinstall_known_extensions": False,
        "allocator_flush_threshold": "1MB",
        "allocator_bulk_deallocation_flush_threshold": "1MB",
    }
    with duckdb.connect(config=settings) as database:
        rows = database.read_json(
            sources,
            columns=COLUMNS | (EVIDENCE if evidence else {}),
            format="newline_delimited",
            maximum_object_size=max(OBJECT, longest + 1),
            compression="none",
        )
        rows.write_parquet(str(target), compression="zstd", row_group_size=ROWS)


def rows_in(path: Path) -> tuple[int, list[str]]:
    """How many rows a Parquet file has, and its columns. Raises: MissingExtra; ValueError if it is none."""
    duckdb = needed()
    try:
        with duckdb.connect() as database:
            rows = database.read_parquet(str(path))
            return len(rows), rows.columns
    except duckdb.Error as error:
        raise ValueError(str(error).partition("\n")[0]) from error
