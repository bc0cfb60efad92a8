"""A change of an article as an event: the CloudEvents 1.0 envelope in its JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from newscrawl.model import SCHEMA
from newscrawl.model.line import TOMBSTONE, DataLine

CONTENT_TYPE = "application/cloudevents+json"


@dataclass(frozen=True, slots=True)
class Event:
    """`id` is the same whenever the event is sent again, and no other event of this database has it.

    `article` and `version`: whose it is; `kind`: what happened. `body` is the envelope, UTF-8.
    """

    seq: int
    id: str
    article: str
    version: int
    kind: str
    body: bytes


class _Envelope(msgspec.Struct, frozen=True):
    """The attributes in the order in which they are written; names are those of CloudEvents."""

    specversion: str
    id: str
    source: str
    type: str
    subject: str
    time: str
    datacontenttype: str
    dataschema: str
    articleversion: int
    changekind: str
    sequence: str
    data: msgspec.Raw


def make_event(
    source: str, seq: int, article: str, version: int, kind: str, at: datetime, line: DataLine
) -> Event:
    """The event of change `seq` of the log `source`; `line` is the record after it, or a tombstone."""
    id = f"{article}.{version}.{kind}.{seq}"
    schema = TOMBSTONE if line.gone else SCHEMA
    envelope = _Envelope(
        specversion="1.0",
        id=id,
        source=source,
        type=f"newscrawl.article.{kind}",
        subject=article,
        time=at.isoformat(),
        datacontenttype="application/json",
        dataschema="urn:" + schema.replace(".", ":").replace("/", ":"),
        articleversion=version,
        changekind=kind,
        # Compared as text by consumers: of equal length.
        sequence=f"{seq:020}",
        data=msgspec.Raw(line.data),
    )
    return Event(seq, id, article, version, kind, msgspec.json.encode(envelope))
