"""Record → the rows of one version, and the digest that tells a changed article from one seen again."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import UNSET

from newscrawl.model import Record

Row = dict[str, Any]

_encode = msgspec.json.Encoder().encode


def facts(record: Record) -> str:
    """Digest of all that counts as a change: what the page says, not when, where or with what it was read.

    The outlet's key is left out as well: our register may learn an outlet without the article changing.
    """
    source = record.source
    said = (
        record.title, record.kicker, record.subtitle,
        record.published_at, record.published_basis, record.modified_at,
        (source.name, source.displayed, source.url) if source else None,
        record.source_chain, record.reporters, record.editors, record.dateline, record.regions,
        record.channel, record.keywords, record.body, record.blocks, record.images, record.attachments,
        record.language,
    )  # fmt: skip
    return hashlib.blake2b(_encode(said), digest_size=16).hexdigest()


def version_row(record: Record, facts: str, outlet_id: int | None) -> Row:
    """The columns of `versions` that say what the article said."""
    source, dateline = record.source, record.dateline
    return {
        "facts": facts,
        "content_hash": record.content_hash,
        "title": record.title,
        "kicker": record.kicker,
        "subtitle": record.subtitle,
        "published_at": record.published_at,
        "published_precision": record.published_precision,
        "published_basis": record.published_basis,
        "modified_at": record.modified_at,
        "outlet_id": outlet_id,
        "source_displayed": source.displayed if source else None,
        "source_url": source.url if source else None,
        "source_chain": record.source_chain,
        "dateline_place": dateline.place if dateline else None,
        "dateline_date": dateline.date if dateline else None,
        "dateline_agency": dateline.agency if dateline else None,
        "channel": record.channel,
        "keywords": record.keywords,
        "body": record.body,
        "blocks": record.blocks,
        "attachments": record.attachments,
        "page_urls": record.page_urls,
        "language": record.language,
        "characters": record.characters,
        "extractor": record.extractor,
        "removed": None if record.removed is UNSET else record.removed,
        "provenance": None if record.provenance is UNSET else record.provenance,
    }


def credit_rows(record: Record, people: dict[str, int]) -> list[Row]:
    """One row a credit, in the order displayed."""
    return [
        {
            "desk": desk,
            "position": position,
            "person_id": people[credit.name],
            "role": credit.role,
            "org": credit.org,
        }
        for desk, credits in (("reporter", record.reporters), ("editor", record.editors))
        for position, credit in enumerate(credits)
    ]


def image_rows(record: Record) -> list[Row]:
    """One row a picture, in reading order."""
    return [
        {"position": position, "url": image.url, "caption": image.caption, "credit": image.credit}
        for position, image in enumerate(record.images)
    ]


def region_rows(record: Record) -> list[Row]:
    """One row a division, most specific first."""
    return [
        {"position": position, "adcode": region.adcode, "name": region.name, "level": region.level}
        for position, region in enumerate(record.regions)
    ]


def instant(text: str | None) -> datetime | None:
    """ISO 8601 → an instant; without a zone it is UTC. Raises ValueError on anything else."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
