"""Record → the rows of one version, and the digest that tells a changed article from one seen again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET

from newscrawl.model import Record

Row = dict[str, Any]

Values = tuple[Any, ...]

ARTICLE = (
    "key", "site_id", "kind", "url", "canonical_url", "version", "status", "fetched_at", "story",
    "first_run", "last_run",
)  # fmt: skip
VERSION = (
    "article_id", "number", "run_id", "seen_at", "facts", "content_hash", "title", "kicker", "subtitle",
    "published_at", "published_precision", "published_basis", "modified_at", "outlet_id", "source_displayed",
    "source_url", "source_chain", "dateline_place", "dateline_date", "dateline_agency", "channel", "keywords",
    "body", "blocks", "attachments", "page_urls", "language", "characters", "extractor", "removed",
    "provenance",
)  # fmt: skip
CREDIT = ("article_id", "version", "desk", "position", "person_id", "role", "org")
IMAGE = ("article_id", "version", "position", "url", "caption", "credit")
REGION = ("article_id", "version", "position", "adcode", "name", "level")

_NOTHING = (None, None, None)

_encode = msgspec.json.Encoder().encode


class Pieces(NamedTuple):
    """A record as JSON, cut: its fields from `title` to the last before `body`, the values of `body` and
    `blocks`, the fields from `images` to the last before `story`. `text` is all of it; in it the value of
    `body` begins at `at`."""

    text: bytes
    at: int
    first: bytes
    body: bytes
    blocks: bytes
    last: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record, the digest of its facts, and its JSON, which is made once and needed several times."""

    record: Record
    facts: str
    pieces: Pieces


def prepare(record: Record, pieces: Pieces) -> Prepared:
    """What `record`, cut into `pieces`, is judged by and stored as."""
    return Prepared(record, facts(record, pieces), pieces)


def cut(record: Record) -> Pieces:
    """Encode `record`. Raises what msgspec raises for values that are no JSON."""
    text = _encode(record)
    # Quotes inside of a text are escaped, and no part in front of one of these fields has its name.
    title = text.index(b',"title":') + 1
    body = text.index(b',"body":', title)
    blocks = text.index(b',"blocks":', body)
    images = text.index(b',"images":', blocks)
    story = text.index(b',"story":', images)
    at, behind = body + len(b',"body":'), blocks + len(b',"blocks":')
    return Pieces(text, at, text[title:body], text[at:blocks], text[behind:images], text[images + 1 : story])


def facts(record: Record, pieces: Pieces) -> str:
    """Digest of all that counts as a change: what the page says, not when, where or with what it was read.

    The outlet's key is left out as well: our register may learn an outlet without the article changing.
    """
    source = record.source
    said = (
        record.title, record.kicker, record.subtitle,
        record.published_at, record.published_basis, record.modified_at,
        (source.name, source.displayed, source.url) if source else None,
        record.source_chain, record.reporters, record.editors, record.dateline, record.regions,
        record.channel, record.keywords, msgspec.Raw(pieces.body), msgspec.Raw(pieces.blocks), record.images,
        record.attachments, record.language,
    )  # fmt: skip
    return hashlib.blake2b(_encode(said), digest_size=16).hexdigest()


def version_row(prepared: Prepared, owner: Values, outlet_id: int | None) -> Values:
    """The values of VERSION; `owner` are the first four."""
    record = prepared.record
    source, dateline = record.source, record.dateline
    return (
        *owner, prepared.facts, record.content_hash, record.title, record.kicker, record.subtitle,
        record.published_at, record.published_precision, record.published_basis, record.modified_at,
        outlet_id, *((source.displayed, source.url) if source else _NOTHING[:2]), _json(record.source_chain),
        *((dateline.place, dateline.date, dateline.agency) if dateline else _NOTHING),
        _json(record.channel), _json(record.keywords), record.body, prepared.pieces.blocks,
        _json(record.attachments), _json(record.page_urls), record.language, record.characters,
        record.extractor,
        None if record.removed is UNSET else _json(record.removed),
        None if record.provenance is UNSET else _json(record.provenance),
    )  # fmt: skip


def _json(value: object) -> bytes:
    return _encode(value) if value else b"{}" if isinstance(value, dict) else b"[]"


def credit_rows(record: Record, owner: Values, people: dict[str, int]) -> list[Values]:
    """The values of CREDIT, one row a credit, in the order displayed; `owner` are the first two."""
    return [
        (*owner, desk, position, people[credit.name], credit.role, credit.org)
        for desk, credits in (("reporter", record.reporters), ("editor", record.editors))
        for position, credit in enumerate(credits)
    ]


def image_rows(record: Record, owner: Values) -> list[Values]:
    """The values of IMAGE, one row a picture, in reading order; `owner` are the first two."""
    return [(*owner, at, image.url, image.caption, image.credit) for at, image in enumerate(record.images)]


def region_rows(record: Record, owner: Values) -> list[Values]:
    """The values of REGION, one row a division, most specific first; `owner` are the first two."""
    return [
        (*owner, at, region.adcode, region.name, region.level) for at, region in enumerate(record.regions)
    ]


@lru_cache(maxsize=4096)
def instant(text: str | None) -> datetime | None:
    """ISO 8601 → an instant; without a zone it is UTC. Raises ValueError on anything else."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
