"""Print the JSON Schema of a record."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from typing import Any

import click
import msgspec

from newscrawl.commands._schemas import DIALECT, event_schema, manifest_schema, tombstone_schema, urn
from newscrawl.model import SCHEMA, Record

_DAY_OR_TIME = r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z))?$"

# What the types alone do not say, by field: keywords that are added to its schema.
FACTS: dict[str, dict[str, object]] = {
    "id": {"description": "Stable: derived from the canonical URL."},
    "version": {"minimum": 1, "description": "Grows by one when title, body or a fact changes."},
    "fetched_at": {"format": "date-time", "description": "When the page was fetched, in UTC."},
    "title": {"description": "The displayed headline in full."},
    "kicker": {"description": "引题, the line above the headline."},
    "subtitle": {"description": "副题, the line below the headline."},
    "published_at": {"pattern": _DAY_OR_TIME, "description": "ISO 8601, cut at published_precision."},
    "published_basis": {"description": "The kind of evidence that published_at stands on."},
    "modified_at": {"pattern": _DAY_OR_TIME},
    "source": {"description": "来源: the outlet that this copy credits."},
    "source_chain": {"description": "Further credits, nearest first."},
    "reporters": {"description": "One entry a person and role, as displayed."},
    "editors": {"description": "One entry a person and role, as displayed."},
    "dateline": {"description": "电头: place, day and agency that open the story."},
    "regions": {"description": "Divisions with GB/T 2260 codes, most specific first."},
    "channel": {"description": "The breadcrumb, outermost first."},
    "body": {"description": "Paragraphs and crossheads, joined by a blank line."},
    "blocks": {"description": "Everything in reading order."},
    "page_urls": {"description": "The pages of the story, in order."},
    "characters": {"minimum": 0, "description": "Length of body without white space."},
    "story": {"description": "Shared by all reprints of one story."},
    "reprint_of": {"description": "The id of the first copy of the story."},
    "removed": {"description": "With --evidence: text that is not body, and the rule that says so."},
    "provenance": {"description": "With --evidence: the rule and the raw text of each field."},
}


def record_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of one exported line. Unknown fields are allowed: a later 1.x may add some."""
    (top,), parts = msgspec.json.schema_components([Record], ref_template="#/$defs/{name}")
    record = parts.pop(top["$ref"].rpartition("/")[2])
    for part in (record, *parts.values()):
        _tidy(part)
    for field, facts in FACTS.items():
        record["properties"][field].update(facts)
    # A default is for whoever builds a record; an exported line carries every field but the evidence.
    record["required"] = [name for name in record["properties"] if name not in ("removed", "provenance")]
    return {
        "$schema": DIALECT,
        "$id": urn(SCHEMA),
        **record,
        "$defs": parts,
    }


def _tidy(part: dict[str, Any]) -> None:
    """Open one object for later fields, forbid empty strings, and write `null` shorter."""
    part["additionalProperties"] = True
    if "description" in part:
        part["description"] = inspect.cleandoc(part["description"])
    for name, value in part["properties"].items():
        match value:
            case {"type": "string"}:
                value["minLength"] = 1
            case {"anyOf": [{"type": "string"}, {"type": "null"}]}:
                part["properties"][name] = {"type": ["string", "null"], "minLength": 1}


_OF: dict[str, Callable[[], dict[str, Any]]] = {
    "article": record_schema,
    "tombstone": tombstone_schema,
    "manifest": manifest_schema,
    "event": lambda: event_schema(record_schema()),
}


@click.command()
@click.option(
    "--of", "what", type=click.Choice(list(_OF)), default="article", show_default=True, help="Of which form."
)
def command(what: str) -> None:
    """Print the JSON Schema (2020-12) that every exported line validates against.

    \b
    Examples:
      newscrawl schema > article.schema.json
      newscrawl schema --of tombstone
      newscrawl schema --of event

    tombstone: the line of an increment for an article that is gone. manifest: of a dataset. event: what
    `newscrawl publish` sends.
    """
    click.echo(json.dumps(_OF[what](), ensure_ascii=False, indent=2))
