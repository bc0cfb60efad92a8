"""Record: one article as stored and exported, and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

SCHEMA: Literal["newscrawl.article/1"] = "newscrawl.article/1"


class Paragraph(msgspec.Struct, frozen=True, tag_field="type", tag="paragraph"):
    """A paragraph of the story."""

    text: str


class Heading(msgspec.Struct, frozen=True, tag_field="type", tag="heading"):
    """A crosshead inside the story."""

    text: str


class Quote(msgspec.Struct, frozen=True, tag_field="type", tag="quote"):
    """A passage that the page sets apart as quoted."""

    text: str


class ListPart(msgspec.Struct, frozen=True, tag_field="type", tag="list"):
    """A list, one text an item."""

    items: list[str]


class Table(msgspec.Struct, frozen=True, tag_field="type", tag="table"):
    """A table, row by row, cell by cell."""

    rows: list[list[str]]


class ImagePart(msgspec.Struct, frozen=True, tag_field="type", tag="image"):
    """A picture in its place in the story; `src` is absolute."""

    src: str
    caption: str | None = None
    credit: str | None = None


class VideoPart(msgspec.Struct, frozen=True, tag_field="type", tag="video"):
    """A video in its place in the story; `src` is absolute."""

    src: str
    caption: str | None = None


Part = Paragraph | Heading | Quote | ListPart | Table | ImagePart | VideoPart


@dataclass(frozen=True, slots=True)
class Source:
    """`name`: canonical outlet; `displayed`: what the page said; `outlet`: key in the outlet register."""

    name: str | None
    displayed: str | None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """One person in one role, as displayed."""

    name: str
    role: str
    org: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The 电头: place, ISO day and news agency that open the story."""

    place: str | None = None
    date: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative division with its GB/T 2260 code and full name from the province down."""

    adcode: str
    name: str
    level: Literal["province", "city", "county"]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the story with its absolute address."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the story links to, with its absolute address and displayed name."""

    url: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of text that is not body, and the rule that says so."""

    rule: str
    text: str

    @property
    def kind(self) -> str:
        """The rule without its evidence, which is given in brackets and differs from article to article."""
        return self.rule.partition(" (")[0]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a field's value comes from; `conflicts` are (rule, raw) pairs that say something else."""

    raw: str
    rule: str
    conflicts: list[tuple[str, str]] | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class Record:
    """One article as exported: the fields, their order and their meaning are a contract (`newscrawl schema`).

    `published_at` is ISO 8601 cut at its precision; unknown values are None or empty lists, never "".
    `removed` and `provenance` are present where evidence was asked for.
    """

    schema: Literal["newscrawl.article/1"]
    id: str
    version: int
    url: str | None
    canonical_url: str | None
    site: str | None
    fetched_at: str | None
    kind: Literal["article"]
    title: str | None
    kicker: str | None
    subtitle: str | None
    published_at: str | None
    published_precision: Literal["day", "minute", "second"] | None
    published_basis: (
        Literal["visible", "meta", "jsonld", "script", "hidden", "url", "dateline", "list"] | None
    )
    modified_at: str | None
    source: Source | None
    source_chain: list[Source]
    reporters: list[Credit]
    editors: list[Credit]
    dateline: Dateline | None
    regions: list[Region]
    channel: list[str]
    keywords: list[str]
    body: str | None
    blocks: list[Part]
    images: list[Image]
    attachments: list[Attachment]
    page_urls: list[str]
    language: str | None
    characters: int
    story: str | None
    reprint_of: str | None
    content_hash: str
    extractor: str
    status: Literal["live", "changed", "withdrawn"] = "live"
    removed: list[Removed] | UnsetType = UNSET
    provenance: dict[str, Provenance] | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class Reject:
    """A page that yielded no record, kept with its reason so that somebody can look and retry."""

    url: str | None
    site: str | None
    code: str
    message: str
    fetched_at: str | None
    body: bytes = b""
