"""What is fetched and what it parses to: Fetched, Page and its Blocks."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml.etree import _Element as Element

BlockType = Literal["paragraph", "heading", "image", "video"]

_SHORT = 120


@dataclass(frozen=True, slots=True)
class Hints:
    """What the crawl knew before the page was read: the entry of the list that led here.

    `channel`: where the list says that the article stands, such as the edition of an e-paper.
    """

    published: str | None = None
    title: str | None = None
    channel: tuple[str, ...] = ()


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
    comments (some content systems keep their facts there); `addresses` are those of scripts and style
    sheets as written; `title` is the text of the title element, None without one; `lenient` says that the
    second parser was used. `further`: the other pages of the story, in order; `missing`: addresses of those
    that are linked and could not be had.
    """

    html: str
    root: Element
    charset: Charset
    url: str | None = None
    base_url: str | None = None
    canonical: str | None = None
    fetched_at: datetime | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    title: str | None = None
    lenient: bool = False
    hints: Hints = Hints()
    further: tuple[Page, ...] = ()
    missing: tuple[str, ...] = ()

    def with_further(self, pages: Sequence[Page], missing: Sequence[str] = ()) -> Page:
        """The first page of a story together with its further pages, in order, and addresses of lost ones."""
        return dataclasses.replace(self, further=tuple(pages), missing=tuple(missing))


# A plain address that joining would not change, found out at a tenth of the cost of joining.
_COMPLETE = re.compile(r"https?://[a-z0-9.-]+/[\w./!,~@%&=:+-]*(?:\?[\w./!,~@%&=:+?-]*[\w=])?", re.ASCII)


# The same for paths from the root, where no part begins with a dot.
_FROM_ROOT = re.compile(r"(?:/[\w~@%=+-][\w.~@%=+-]*)+", re.ASCII)
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?=/|$)", re.ASCII)


def absolute(base: str | None, address: str) -> str | None:
    """`address` resolved against `base`; None where it cannot be an address."""
    if _COMPLETE.fullmatch(address):
        return address
    origin = _ORIGIN.match(base) if base and _FROM_ROOT.fullmatch(address) else None
    if origin:
        return origin[0] + address
    try:
        if base:
            return urljoin(base, address)
        urlsplit(address)
        return address
    except ValueError:
        return None


INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
INVISIBLE |= dict.fromkeys(code for code in (*range(32), *range(127, 160)) if not chr(code).isspace())
"""What nobody sees, for `str.translate`; control characters among it would steer the terminal of a reader."""


def visible(text: str) -> str:
    """`text` without what is INVISIBLE."""
    return text if text.isprintable() else text.translate(INVISIBLE)


def text_of(element: Element) -> str:
    """All text below `element` that is visible, white space collapsed."""
    return visible(" ".join("".join(str(text) for text in element.itertext()).split()))


def spaced(block: Block) -> str:
    """The text of a line of facts with spaces between its elements, which style sheets set apart.

    As it is where the block is long, or only a part of its element.
    """
    if block.node.chars > _SHORT or len(block.element) == 0:
        return block.text
    pieces = " ".join(" ".join(map(str, block.element.itertext())).split())
    return pieces if pieces.replace(" ", "") == block.text.replace(" ", "") else block.text


# The next two are made by the hundred a page: a Struct is made in C, ten times as fast as a frozen dataclass.
# They point upwards only, so there are no circles for the garbage collector to look for.
class Node(msgspec.Struct, eq=False, gc=False):
    """A block-level element with what stands below it. Filled while the page is laid out, then only read.

    `label`: class and id in lower case; `first` and `last`: its blocks are blocks[first:last]; `end`: what is
    below it are the nodes behind it up to nodes[end]; `chars` counts the characters of its text, `linked`
    those inside links.
    """

    element: Element
    tag: str
    parent: Node | None
    label: str
    hidden: bool
    depth: int
    first: int
    last: int = 0
    end: int = 0
    chars: int = 0
    linked: int = 0

    def ancestors(self) -> Iterator[Node]:
        """This node, its parent, and so on up to the root."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


class Nearest:
    """The nearest of a node and its ancestors that fulfils a condition; no node is asked twice."""

    __slots__ = ("fits", "known")

    def __init__(self, fits: Callable[[Node], bool]) -> None:
        self.fits = fits
        self.known: dict[Node, Node | None] = {}

    def __call__(self, node: Node | None) -> Node | None:
        known = self.known
        if node in known:
            return known[node]
        passed = []
        while node is not None and node not in known:
            if self.fits(node):
                known[node] = node
                break
            passed.append(node)
            node = node.parent
        found = known[node] if node is not None else None
        for other in passed:
            known[other] = found
        return found


class Block(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A run of text (or a picture) in reading order, and the node that it stands in.

    `text` has its white space collapsed; `hidden`: a browser would not show it; `linked` counts its
    characters inside links, `strong` those in bold type, `prose` those of sentences outside links; `src` is
    the absolute URL of a picture or video.
    """

    index: int
    type: BlockType
    text: str
    node: Node
    hidden: bool
    linked: int = 0
    strong: int = 0
    prose: int = 0
    src: str | None = None

    @property
    def element(self) -> Element:
        return self.node.element


@dataclass(frozen=True, slots=True)
class Layout:
    """A page as blocks in reading order.

    `nodes`: every block-level element, parents first; `marks`: short comments with the index of the block
    that follows; `signature`: what tells a content system, in ASCII and lower case: addresses of scripts and
    style sheets, names of META, classes and ids, comments; `named`: the nodes by each class and id, in lower
    case.
    """

    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...]
    marks: tuple[tuple[str, int], ...]
    signature: str
    named: Mapping[str, Sequence[Node]]
