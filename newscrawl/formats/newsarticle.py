"""Record → schema.org NewsArticle as JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from newscrawl.formats import feed as said
from newscrawl.formats.jsonfeed import known
from newscrawl.model import Credit, Dateline, Record, Source
from newscrawl.model.line import Tombstone


def news_article(record: Record) -> str:
    """One JSON object on one line. Days stay days: `datePublished` takes a date as well as a time."""
    reprinted = f"urn:newscrawl:article:{record.reprint_of}" if record.reprint_of else None
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": said.identity(record),
        "identifier": record.id,
        "version": record.version,
        "url": said.address(record),
        "headline": record.title,
        "alternativeHeadline": record.subtitle,
        "datePublished": record.published_at,
        "dateModified": record.modified_at,
        "author": _people(record.reporters),
        "editor": _people(record.editors),
        "sourceOrganization": _organisation(record.source),
        "dateline": _dateline(record.dateline),
        "articleSection": record.channel[-1] if record.channel else None,
        "keywords": record.keywords,
        "articleBody": record.body,
        "image": [
            known({"@type": "ImageObject", "url": i.url, "caption": i.caption, "creditText": i.credit})
            for i in record.images
        ],
        "contentLocation": [
            {"@type": "AdministrativeArea", "name": region.name, "identifier": region.adcode}
            for region in record.regions
        ],
        "isBasedOn": reprinted,
        "inLanguage": record.language,
        "creativeWorkStatus": "Withdrawn" if record.status == "withdrawn" else "Published",
    }
    return msgspec.json.encode(known(article)).decode()


def news_article_gone(tombstone: Tombstone) -> str:
    """What a reader of the article needs to take it back."""
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"urn:newscrawl:article:{tombstone.id}",
        "identifier": tombstone.id,
        "version": tombstone.version,
        "creativeWorkStatus": tombstone.status.capitalize(),
    }
    return msgspec.json.encode(article).decode()


def _people(credits: Sequence[Credit]) -> list[dict[str, Any]]:
    return [
        known(
            {
                "@type": "Person",
                "name": credit.name,
                "jobTitle": credit.role,
                "affiliation": {"@type": "Organization", "name": credit.org} if credit.org else None,
            }
        )
        for credit in credits
    ]


def _organisation(source: Source | None) -> dict[str, Any] | None:
    name = source.name or source.displayed if source else None
    if source is None or name is None:
        return None
    return known({"@type": "NewsMediaOrganization", "name": name, "identifier": source.outlet})


def _dateline(dateline: Dateline | None) -> str | None:
    if dateline is None:
        return None
    return " ".join(filter(None, (dateline.agency, dateline.place, dateline.date))) or None
