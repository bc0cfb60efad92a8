"""What is fetched and what it parses to: Fetched, Page and its Blocks."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from lxml.html import HtmlElement

BlockType = Literal["paragraph", "heading", "list", "table", "quote", "image", "video"]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the crawl knew before the page was read: the entry of the list that led here."""

    published: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """One HTTP response: bytes after content decoding, and the Content-Type header as sent."""

    body: bytes
    url: str | None = None
    content_type: str = ""
    fetched_at: datetime | None = None
    status: int = 200
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Charset:
    """How bytes became text. `replaced` counts characters that could not be decoded."""

    name: str
    rule: str
    declared: str | None = None
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page. The tree is shared by all stages and edited by none.

    `meta` maps lower-cased name, property or itemprop to content; `comments` holds the text of HTML
    comments (some content systems keep their facts there); `lenient` says that the second parser was used.
    """

    html: str
    root: HtmlElement
    charset: Charset
    url: str | None = None
    base_url: str | None = None
    fetched_at: datetime | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[str, ...] = ()
    lenient: bool = False
    hints: Hints = Hints()
    further: tuple[Page, ...] = ()

    def with_further(self, pages: Sequence[Page]) -> Page:
        """The first page of a story together with its further pages, in order."""
        return dataclasses.replace(self, further=tuple(pages))


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text (or a picture, table, list) in reading order, and where it stands in the tree.

    `text` has its white space collapsed; `linked` counts its characters inside links; `path` is the chain
    of ancestor elements, outermost first, ending with `element`; `rows` holds the cells of a table or the
    items of a list; `src` the absolute URL of a picture or video.
    """

    index: int
    type: BlockType
    text: str
    element: HtmlElement
    path: tuple[HtmlElement, ...]
    linked: int = 0
    strong: bool = False
    centred: bool = False
    hidden: bool = False
    src: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()
