"""Page → Layout: blocks of text and pictures in reading order, and the tree of elements they stand in."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.model import INVISIBLE, Block, Layout, Node, Page
from newscrawl.model.page import BlockType, absolute

# What an element is to the layout: of the first four the text is read, the others are done with at once.
_INLINE, _LINK, _STRONG, _BLOCK, _BREAK, _PICTURE, _VIDEO, _COMMENT, _SKIPPED = range(9)
_KINDS: dict[object, int] = {
    **dict.fromkeys(
        "html body div p section article main header footer nav aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd"
        " table tbody thead tfoot tr td th caption blockquote pre form fieldset legend figure figcaption"
        " address center hr hgroup details summary founder-content frameset marquee textarea".split(),
        _BLOCK,
    ),
    **dict.fromkeys(
        "head script style noscript template svg canvas select button input iframe object embed audio map"
        " math".split(),
        _SKIPPED,
    ),
    "a": _LINK,
    "b": _STRONG,
    "strong": _STRONG,
    "br": _BREAK,
    "img": _PICTURE,
    "video": _VIDEO,
    etree.Comment: _COMMENT,
}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-url",
    "data-echo",
    "_src",
    "original",
    "zoomfile",
)
_PLACEHOLDER = ("data:", "blank.", "loading", "grey.gif", "placeholder", "spacer", "pixel.gif", "lazy")
_NO_ADDRESS = ("data:", "javascript:")
# Nodes below are siblings: where a text stands is asked by going up, for each of perhaps 100,000 texts.
_DEEPEST = 64
_NO_DISPLAY = re.compile(r"display\s*:\s*none", re.I)
_PUNCTUATION = re.compile(r"[，。！？；：、,!?;…]")
_SHORT_COMMENT = 60
_END = etree.Element("end")


def lay_out(page: Page) -> Layout:
    """Read the tree once, from top to bottom, whatever its depth."""
    return _Walk(page).run()


class _Walk:
    """The state of one reading of a tree: the open node, the text run not yet ended, what came out so far."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.base = page.base_url
        self.blocks: list[Block] = []
        self.marks: list[tuple[str, int]] = []
        self.node = Node(page.root, "html", None, "", False, 0, 0)
        self.nodes = [self.node]
        self.too_deep: list[Node] = []
        self.labelled: defaultdict[str, list[Node]] = defaultdict(list)
        # The texts of the run, and those of them that stand in links and in bold type.
        self.texts: list[str] = []
        self.linked: list[str] = []
        self.strong: list[str] = []

    def run(self) -> Layout:
        """Visit every element once, however deep: one ends where an element with another parent follows."""
        texts, linked, strong, kind_of = self.texts, self.linked, self.strong, _KINDS.get
        above: list[tuple[Any, int]] = []
        last: Any = None
        kind = in_link = in_strong = _INLINE
        for element in chain(self.page.root.iter(), (_END,)):
            parent = element.getparent()
            while last is not parent:
                if kind == _BLOCK:
                    self._close()
                elif kind == _LINK:
                    in_link -= 1
                elif kind == _STRONG:
                    in_strong -= 1
                text = last.tail
                last, kind = above.pop()
                # White space between blocks is not worth keeping.
                if text and (texts or not text.isspace()) and kind <= _BLOCK:
                    texts.append(text)
                    if in_link:
                        linked.append(text)
                    if in_strong:
                        strong.append(text)
            above.append((last, kind))
            last = element
            if kind > _BLOCK:
                continue
            kind = kind_of(element.tag, _INLINE)
            if kind == _BLOCK or (kind < _BLOCK and _is_hidden(element)):
                kind = _BLOCK
                self._open(element)
            elif kind == _LINK:
                in_link += 1
            elif kind == _STRONG:
                in_strong += 1
            elif kind > _BLOCK:
                if kind != _SKIPPED:
                    self._take(element, kind)
                continue
            text = element.text
            if text and (texts or not text.isspace()):
                texts.append(text)
                if in_link:
                    linked.append(text)
                if in_strong:
                    strong.append(text)
        return self._laid_out()

    def _laid_out(self) -> Layout:
        self.nodes[0].last, self.nodes[0].end = len(self.blocks), len(self.nodes)
        return Layout(
            tuple(self.blocks), tuple(self.nodes), tuple(self.marks), self._signature(), self._named()
        )

    def _take(self, element: Element, kind: int) -> None:
        """An element whose inside is no text of the page."""
        if kind == _COMMENT:
            self._comment(element)
        elif kind == _BREAK:
            if self.texts:
                self._flush()
        elif not _is_hidden(element):
            self._media(element, kind)

    def _open(self, element: Element) -> None:
        if self.texts:
            self._flush()
        parent = self.node
        if parent.depth >= _DEEPEST and parent.parent is not None:
            self.too_deep.append(parent)
            parent.end = parent.end or len(self.nodes)
            parent = parent.parent
        hidden = self.node.hidden
        name = identity = ""
        attributes: Any = element.items()
        for key, value in attributes:
            if key == "class":
                name = value
            elif key == "id":
                identity = value
            elif key == "hidden" or (key == "style" and _hides(value)):
                hidden = True
        label = f"{name} {identity}".lower() if name or identity else ""
        node = Node(element, element.tag, parent, label, hidden, parent.depth + 1, len(self.blocks))
        self.node = node
        self.nodes.append(node)
        if label:
            self.labelled[label].append(node)

    def _close(self) -> None:
        if self.texts:
            self._flush()
        node = self.node
        node.last = len(self.blocks)
        node.end = node.end or len(self.nodes)
        parent = node.parent
        if parent is not None:
            parent.chars += node.chars
            parent.linked += node.linked
            self.node = self.too_deep.pop() if self.too_deep else parent

    def _flush(self) -> None:
        """End the text run: what it says becomes a block of the open node."""
        node, blocks, texts = self.node, self.blocks, self.texts
        alone = len(texts) == 1
        text = " ".join((texts[0] if alone else "".join(texts)).split())
        texts.clear()
        if not text.isprintable():
            text = text.translate(INVISIBLE).strip()
        size = linked = len(text)
        if not self.linked:
            linked = 0
        elif alone:
            # The run's only text is a link: most lines of a page are.
            self.linked.clear()
        else:
            linked = min(_size(self.linked), size)
        strong = _size(self.strong) if self.strong else 0
        if text:
            kind: BlockType = "heading" if node.tag in _HEADINGS else "paragraph"
            # Most lines of a page are links: they are told first.
            may_tell = 2 * linked <= size and kind == "paragraph" and not node.hidden
            prose = size - linked if may_tell and _PUNCTUATION.search(text) else 0
            blocks.append(Block(len(blocks), kind, text, node, node.hidden, linked, strong, prose))
            node.chars += size
            node.linked += linked

    def _signature(self) -> str:
        page = self.page
        written = (*page.addresses, *(text for text, _ in self.marks), *page.comments)
        # Piece by piece: most are ASCII, and lower case of ASCII is ten times as fast; so is a search in it.
        signs = "\n".join(dict.fromkeys((*map(str.lower, written), *page.meta, *self.labelled)))
        return signs.encode("ascii", "replace").decode("ascii")

    def _named(self) -> dict[str, list[Node]]:
        named: dict[str, list[Node]] = {}
        for label, nodes in self.labelled.items():
            for name in label.split():
                named.setdefault(name, []).extend(nodes)
        return named

    def _comment(self, comment: Element) -> None:
        text = comment.text
        if text and len(text) < _SHORT_COMMENT:
            if self.texts:
                self._flush()
            self.marks.append((text.strip(), len(self.blocks)))

    def _media(self, element: Element, kind: int) -> None:
        src = picture_url(element) if kind == _PICTURE else _video_url(element)
        url = absolute(self.base, src) if src and not src.startswith(_NO_ADDRESS) else None
        if url:
            if self.texts:
                self._flush()
            shown: BlockType = "image" if kind == _PICTURE else "video"
            self.blocks.append(Block(len(self.blocks), shown, "", self.node, self.node.hidden, src=url))


def _is_hidden(element: Element) -> bool:
    """Whether a browser would not show the element."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _hides(style))


def _hides(style: str) -> bool:
    # Few styles name a display at all.
    return "isplay" in style.lower() and _NO_DISPLAY.search(style) is not None


def _size(texts: list[str]) -> int:
    """The characters of the texts, which are taken out of the list."""
    size = sum(map(len, map(str.strip, texts)))
    texts.clear()
    return size


def _video_url(element: Element) -> str | None:
    sources = (element, *element.iter("source"))
    return next((source.get("src") for source in sources if source.get("src")), None)


def picture_url(element: Element) -> str | None:
    """The address of the picture itself: the lazy-load attribute where `src` is a placeholder or absent."""
    src = (element.get("src") or "").strip()
    if src and not any(map(src.__contains__, _PLACEHOLDER)):
        return src
    lazy = ((element.get(name) or "").strip() for name in _LAZY)
    return next(filter(None, lazy), src or None)
