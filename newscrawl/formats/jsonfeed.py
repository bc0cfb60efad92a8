"""Records → JSON Feed 1.1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from newscrawl.formats import feed as said
from newscrawl.formats.feed import Feed
from newscrawl.formats.html import to_html
from newscrawl.model import Record

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, records: Iterable[Record]) -> str:
    """The feed as JSON text, items in the order given.

    `_newscrawl` of an item has what the format has no place for: version, precision, outlet, regions.
    """
    head = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "description": feed.description,
        "language": feed.language,
        "items": [_item(record) for record in records],
    }
    return msgspec.json.encode(known(head)).decode() + "\n"


def known(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that have a value; an item list stays, however empty."""
    return {name: value for name, value in fields.items() if value or name == "items"}


def _item(record: Record) -> dict[str, Any]:
    published, source = said.clocked(record.published_at), record.source
    return known(
        {
            "id": said.identity(record),
            "url": said.address(record),
            "title": record.title,
            # One of the two contents must be there, however little the page said.
            "content_html": to_html(record) or "<p></p>",
            "summary": said.summary(record),
            "image": next((image.url for image in record.images if said.is_web(image.url)), None),
            "date_published": said.rfc3339(published) if published else None,
            "date_modified": said.rfc3339(said.updated(record)),
            "authors": [{"name": name} for name in said.authors(record)],
            "tags": said.subjects(record),
            "language": record.language,
            "_newscrawl": known(
                {
                    "version": record.version,
                    "published_at": record.published_at,
                    "published_precision": record.published_precision,
                    "source": source.name or source.displayed if source else None,
                    "regions": [region.adcode for region in record.regions],
                    "story": record.story,
                }
            ),
        }
    )
