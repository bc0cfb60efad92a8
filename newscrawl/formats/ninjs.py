"""Record → ninjs 2.1, IPTC's News in JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from newscrawl.formats import feed as said
from newscrawl.formats.html import to_html
from newscrawl.formats.jsonfeed import known
from newscrawl.model import Record
from newscrawl.model.line import Tombstone

STANDARD = {
    "name": "ninjs",
    "version": "2.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json",
}


def ninjs(record: Record, withheld: bool = False) -> str:
    """One JSON object on one line. A day of publication without a clock is in `altids`, as `published`.

    `withheld`: the article is kept back.
    """
    status = "withheld" if withheld else "usable"
    published = said.clocked(record.published_at)
    item = {
        "standard": STANDARD,
        "uri": said.identity(record),
        "type": "text",
        "representationtype": "full",
        "profile": "text-photo" if record.images else "text",
        "version": str(record.version),
        "versioncreated": said.rfc3339(said.updated(record)),
        "contentcreated": said.rfc3339(published) if published else None,
        "pubstatus": "canceled" if record.status == "withdrawn" else status,
        "language": record.language,
        "title": record.title,
        "headlines": _headlines(record),
        "by": " ".join(f"{credit.role} {credit.name}" for credit in record.reporters),
        "located": record.dateline.place if record.dateline else None,
        "bodies": _bodies(record),
        "places": [
            {"name": region.name, "rel": "about", "literal": region.adcode} for region in record.regions
        ],
        "subjects": [{"name": subject} for subject in said.subjects(record)],
        "infosources": _infosources(record),
        "associations": _pictures(record),
        "altids": _altids(record),
    }
    return msgspec.json.encode(known(item)).decode()


def ninjs_gone(tombstone: Tombstone) -> str:
    """What a receiver of the item needs to take it back."""
    item = {
        "standard": STANDARD,
        "uri": f"urn:newscrawl:article:{tombstone.id}",
        "version": str(tombstone.version),
        "pubstatus": "withheld" if tombstone.status == "quarantined" else "canceled",
    }
    return msgspec.json.encode(item).decode()


def _headlines(record: Record) -> list[dict[str, str]]:
    roles = {"main": record.title, "kicker": record.kicker, "subtitle": record.subtitle}
    return [{"role": role, "value": value} for role, value in roles.items() if value]


def _bodies(record: Record) -> list[dict[str, Any]]:
    if record.body is None:
        return []
    plain = {"role": "plain", "contenttype": "text/plain", "value": record.body}
    marked = {"role": "marked-up", "contenttype": "text/html", "value": to_html(record)}
    return [plain | {"charcount": record.characters}, marked]


def _infosources(record: Record) -> list[dict[str, str]]:
    credited = [record.source, *record.source_chain] if record.source else record.source_chain
    named = ((source.name or source.displayed, source.outlet) for source in credited)
    return [known({"name": name, "literal": outlet}) for name, outlet in named if name]


def _pictures(record: Record) -> list[dict[str, Any]]:
    """The pictures of the story, as associated items told apart by their place in it."""
    return [
        known(
            {
                "name": f"picture-{number}",
                "uri": f"{said.identity(record)}:picture:{number}",
                "type": "picture",
                "by": image.credit,
                "descriptions": [{"role": "caption", "value": image.caption}] if image.caption else [],
                "renditions": [{"name": "original", "href": image.url}],
            }
        )
        for number, image in enumerate(record.images, 1)
        if said.is_web(image.url)
    ]


def _altids(record: Record) -> list[dict[str, str]]:
    ids = {
        "newscrawl": record.id,
        "url": record.canonical_url or record.url,
        "story": record.story,
        "published": record.published_at,
    }
    return [{"role": role, "value": value} for role, value in ids.items() if value]
