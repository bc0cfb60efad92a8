"""The later half of the flow as types: Verdict, Cleaned, Found and Draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import msgspec

from newscrawl.model.page import Block, Page
from newscrawl.model.record import (
    Attachment,
    Credit,
    Dateline,
    Image,
    Part,
    Region,
    Removed,
    Source,
)
from newscrawl.model.rules import RuleSet, Site

T = TypeVar("T")

Role = Literal["body", "heading", "image", "caption", "byline", "removed"]


# One a block: see Node.
class Verdict(msgspec.Struct, frozen=True, gc=False):
    """What clean decided of one block of the story: its role, by which rule, and the text that remains.

    `cut` lists (rule, text) pairs removed from inside the block.
    """

    block: Block
    role: Role
    rule: str
    text: str
    cut: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value with its evidence: the rule that found it and the raw text that the rule read.

    `conflicts` lists (rule, raw) pairs of other rules that read something else.
    """

    value: T
    raw: str
    rule: str
    conflicts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication time: ISO 8601 text cut at `precision`, and what kind of evidence it stands on."""

    iso: str
    precision: Literal["day", "minute", "second"]
    basis: Literal["visible", "meta", "jsonld", "script", "hidden", "url", "dateline", "list"]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page whose story has been found: what the fields are read from.

    `blocks`: every block of the page in reading order. `story`: one verdict for each block between the
    headline and the end of the article. `head`: blocks around the headline, above the first body block
    (time, source, byline lines stand there). `foot`: blocks right behind the last body block (editor,
    source, byline lines). `headline`: the displayed headline's block, if any.
    `region_rule`: what found the article.
    """

    page: Page
    rules: tuple[RuleSet, ...]
    site: Site | None
    blocks: tuple[Block, ...]
    story: tuple[Verdict, ...]
    head: tuple[Block, ...]
    foot: tuple[Block, ...]
    headline: Block | None
    region_rule: str

    @property
    def body(self) -> tuple[Verdict, ...]:
        """The verdicts whose text is the body, in reading order."""
        return tuple(v for v in self.story if v.role in ("body", "heading"))


@dataclass(frozen=True, slots=True)
class Draft:
    """All facts of one article with their evidence, before normalization."""

    cleaned: Cleaned
    title: Found[str] | None
    kicker: Found[str] | None
    subtitle: Found[str] | None
    published: Found[Moment] | None
    modified: Found[Moment] | None
    sources: tuple[Found[Source], ...]
    reporters: tuple[Found[Credit], ...]
    editors: tuple[Found[Credit], ...]
    dateline: Found[Dateline] | None
    regions: tuple[Found[Region], ...]
    channel: Found[list[str]] | None
    keywords: Found[list[str]] | None
    parts: tuple[Part, ...]
    images: tuple[Image, ...]
    attachments: tuple[Attachment, ...]
    removed: tuple[Removed, ...]
