"""The JSON Schemas of what stands beside records: tombstones, manifests, events."""

from __future__ import annotations

from typing import Any

import msgspec

from newscrawl.export import Manifest
from newscrawl.export.manifest import DATASET
from newscrawl.model.line import TOMBSTONE, Tombstone

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TEXT = {"type": "string", "minLength": 1}


def urn(schema: str) -> str:
    """The address of one of our schemas, as `$id` and events have it."""
    return "urn:" + schema.replace(".", ":").replace("/", ":")


def tombstone_schema() -> dict[str, Any]:
    """One line of an increment for an article that is gone."""
    return _of(Tombstone, TOMBSTONE)


def manifest_schema() -> dict[str, Any]:
    """A manifest of a dataset."""
    return _of(Manifest, DATASET)


def event_schema(record: dict[str, Any]) -> dict[str, Any]:
    """An event of `newscrawl publish`; `record` is the schema of a record."""
    named = dict.fromkeys(("id", "source", "type", "subject", "dataschema"), _TEXT)
    properties = {
        "specversion": {"const": "1.0"},
        **named,
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "articleversion": {"type": "integer", "minimum": 1},
        "changekind": _TEXT,
        "sequence": {"type": "string", "pattern": r"^\d{20}$"},
        "data": {"anyOf": [record, tombstone_schema()]},
    }
    return {
        "$schema": DIALECT,
        "$id": "urn:newscrawl:event:1",
        "description": "A CloudEvents 1.0 envelope around a record or a tombstone.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": True,
    }


def _of(kind: type[msgspec.Struct], name: str) -> dict[str, Any]:
    (top,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    found = parts.pop(top["$ref"].rpartition("/")[2])
    found["required"] = list(found["properties"])
    schema = {"$schema": DIALECT, "$id": urn(name), **found}
    return schema | {"$defs": parts} if parts else schema
