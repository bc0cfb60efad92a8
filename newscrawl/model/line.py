"""Record → its line of JSON, and what a dataset needs to know of a line without reading it again."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from operator import attrgetter
from typing import Literal, NamedTuple

import msgspec
from msgspec import UNSET

from newscrawl.model.record import Record

FIELDS = tuple(field.name for field in dataclasses.fields(Record))
"""The fields of a record, in the order of the contract; bit n of `DataLine.filled` stands for the nth."""

TOMBSTONE: Literal["newscrawl.tombstone/1"] = "newscrawl.tombstone/1"

_values = attrgetter(*FIELDS)

Gone = Literal["withdrawn", "quarantined", "unselected"]

# Text with U+2028 in it is one line to JSON and several to some readers: it goes out as an escape.
_LINE_BREAKS = ((b"\xe2\x80\xa8", rb"\u2028"), (b"\xe2\x80\xa9", rb"\u2029"), (b"\xc2\x85", rb"\u0085"))

_E2, _C2 = 0xE2, 0xC2
"""The bytes that these begin with."""

_encode = msgspec.json.Encoder().encode


class DataLine(NamedTuple):
    """One line of a dataset: JSON without its line end. `day`: of publication. `gone`: it is a tombstone."""

    data: bytes
    filled: int
    site: str | None
    day: str | None
    extractor: str | None
    gone: bool = False


class Tombstone(msgspec.Struct, frozen=True):
    """The line of an increment for an article that is no longer part of the dataset; its text is gone too.

    `version` is the last one known. `status`: `withdrawn`: the page is no more; `quarantined`: held back as
    suspicious, and may come back; `unselected`: it changed, and no longer is what the query asks for.
    """

    id: str
    version: int
    url: str | None
    site: str | None
    status: Gone
    schema: Literal["newscrawl.tombstone/1"] = TOMBSTONE


def encode(record: Record, evidence: bool = False) -> bytes:
    """One record as JSON in the contract's field order, UTF-8, without a line break.

    `evidence` keeps `removed` and `provenance`, where the record has them.
    """
    if not evidence and (record.removed is not UNSET or record.provenance is not UNSET):
        record = replace(record, removed=UNSET, provenance=UNSET)
    return one_line(_encode(record))


def one_line(text: bytes) -> bytes:
    """JSON in which no reader sees a line end: the characters that some take for one are escaped."""
    # One byte is sought in a tenth of the time of three.
    if _E2 in text or _C2 in text:
        for raw, escape in _LINE_BREAKS:
            # A search is cheap and nearly always in vain; a replacement would copy every line three times.
            if raw in text:
                text = text.replace(raw, escape)
    return text


def filled(record: Record) -> int:
    """Which fields have a value: a bit for each of FIELDS, the first field's the lowest."""
    bits, bit = 0, 1
    for value in _values(record):
        if value or (value is not None and value is not UNSET and value != []):
            bits |= bit
        bit <<= 1
    return bits


def line_of(record: Record, evidence: bool = False) -> DataLine:
    """The record as a line of a dataset."""
    day = record.published_at[:10] if record.published_at else None
    return DataLine(encode(record, evidence), filled(record), record.site, day, record.extractor)


def grave(tombstone: Tombstone) -> DataLine:
    """The tombstone as a line of a dataset."""
    fields = {"schema": TOMBSTONE, **msgspec.structs.asdict(tombstone)}
    return DataLine(one_line(_encode(fields)), 0, tombstone.site, None, None, gone=True)
