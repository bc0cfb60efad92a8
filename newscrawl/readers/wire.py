"""What passes between a crawl and the processes that read its pages: frames of a length and MessagePack."""

from __future__ import annotations

import struct
from datetime import datetime

import msgspec

from newscrawl.model import Charset, Hints, Page, Record, Sighting

HEAD = struct.Struct("<I")
READY = b""
"""What a process says once it can read: nothing else is empty."""


class Source(msgspec.Struct, array_like=True):
    """A Page without its tree, which is grown again from `html`."""

    html: str
    charset: Charset
    url: str | None
    base_url: str | None
    canonical: str | None
    fetched_at: datetime | None
    meta: dict[str, str]
    comments: tuple[str, ...]
    addresses: tuple[str, ...]
    title: str | None
    lenient: bool
    hints: Hints
    missing: tuple[str, ...]


class Task(msgspec.Struct, array_like=True):
    """A page to read: the first page of the story and the further ones.

    `rules`: by which blocks of the site are removed, in MessagePack; `version` tells one state of them from
    another, so that each is unpacked once.
    """

    pages: list[Source]
    version: int
    rules: bytes


class Done(msgspec.Struct, array_like=True):
    """What a page came to: a record, or the code and message of its refusal.

    `sighting` and `texts` are what is remembered of it to tell furniture from story. Without record and code
    it could not be told; reading the page in the crawl's own process shows why. `signature`: that of the
    record's text, None where there is none.
    """

    record: Record | None = None
    sighting: Sighting | None = None
    texts: dict[int, str] = {}
    code: str = ""
    message: str = ""
    signature: bytes | None = None


def source_of(page: Page) -> Source:
    """What there is to send of one page."""
    return Source(**{name: getattr(page, name) for name in Source.__struct_fields__})


def framed(data: bytes) -> bytes:
    """A frame as it is sent."""
    return HEAD.pack(len(data)) + data


# Each raises UnicodeEncodeError where a text holds half a character.
encode = msgspec.msgpack.Encoder().encode
# Each raises msgspec.ValidationError, msgspec.DecodeError.
decode_task = msgspec.msgpack.Decoder(Task).decode
decode_done = msgspec.msgpack.Decoder(Done).decode
decode_rules = msgspec.msgpack.Decoder(dict[int, str]).decode
