"""Page → Layout: blocks of text and pictures in reading order, and the tree of elements they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.model import Block, Layout, Node, Page
from newscrawl.model.page import BlockType, absolute

_BLOCK, _LINK, _STRONG, _BREAK, _PICTURE, _VIDEO, _SKIPPED = range(7)
_KINDS: dict[str, int] = {
    **dict.fromkeys(
        "html body div p section article main header footer nav aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd"
        " table tbody thead tfoot tr td th caption blockquote pre form fieldset legend figure figcaption"
        " address center hr hgroup details summary founder-content frameset marquee textarea".split(),
        _BLOCK,
    ),
    **dict.fromkeys(
        "head script style noscript template svg canvas select button iframe object embed audio map"
        " math".split(),
        _SKIPPED,
    ),
    "a": _LINK,
    "b": _STRONG,
    "strong": _STRONG,
    "br": _BREAK,
    "img": _PICTURE,
    "video": _VIDEO,
}
_COUNTED = frozenset(("a", "b", "strong"))
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
_INLINE = ("data:", "javascript:")
_INVISIBLE = {ord(c): None for c in "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"}
_HAS_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f]")
_NO_DISPLAY = re.compile(r"display\s*:\s*none", re.I)
_SHORT_COMMENT = 60
_styled = cast("Callable[[Element], list[Element]]", etree.XPath("//*[@style or @hidden]"))


def lay_out(page: Page) -> Layout:
    """Read the tree once, from top to bottom, whatever its depth."""
    return _Walk(page).run()


class _Walk:
    """The state of one reading of a tree: the open node, the text run not yet ended, what came out so far."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.root
        self.base = page.base_url
        self.hidden = _hidden_elements(page)
        self.blocks: list[Block] = []
        self.marks: list[tuple[str, int]] = []
        self.node = Node(page.root, "html", None, "", False, 0, 0)
        self.nodes = [self.node]
        self.texts: list[str] = []
        self.linked = self.strong = self.in_link = self.in_strong = 0

    def run(self) -> Layout:
        walk = etree.iterwalk(self.root, events=("start", "end", "comment"))
        texts, kind_of, hidden = self.texts, _KINDS.get, self.hidden
        for event, element in walk:
            if event == "start":
                kind = kind_of(element.tag)
                if kind == _SKIPPED:
                    walk.skip_subtree()
                    continue
                if kind is not None or (hidden and element in hidden):
                    self._start(element, kind)
                if kind == _VIDEO:
                    # What stands inside is for browsers that cannot play it.
                    walk.skip_subtree()
                    continue
                text = element.text
            elif event == "end":
                if element is self.node.element or element.tag in _COUNTED:
                    self._end(element)
                text = element.tail
            else:
                self._comment(element)
                text = element.tail
            # Every text is one of these; white space between blocks is not worth keeping.
            if text and (texts or not text.isspace()):
                texts.append(text)
                if self.in_link or self.in_strong:
                    self._count(len(text.strip()))
        self._flush()
        self._fill()
        return Layout(tuple(self.blocks), tuple(self.nodes), tuple(self.marks), self._signature())

    def _start(self, element: Element, kind: int | None) -> None:
        if kind == _BLOCK or element in self.hidden:
            if self.texts:
                self._flush()
            self._open(element)
        elif kind == _LINK:
            self.in_link += 1
        elif kind == _STRONG:
            self.in_strong += 1
        elif kind == _BREAK:
            self._flush()
        elif kind == _PICTURE:
            self._media("image", picture_url(element))
        elif kind == _VIDEO:
            self._media("video", _video_url(element))

    def _end(self, element: Element) -> None:
        if element is self.node.element:
            if self.texts:
                self._flush()
            if self.node.parent is not None:
                self.node.last = len(self.blocks)
                self.node = self.node.parent
        elif element.tag == "a":
            self.in_link -= 1
        else:
            self.in_strong -= 1

    def _open(self, element: Element) -> None:
        parent, get = self.node, element.get
        name, identity = get("class"), get("id")
        label = f"{name or ''} {identity or ''}".lower() if name or identity else ""
        hidden = parent.hidden or (bool(self.hidden) and element in self.hidden)
        self.node = Node(element, element.tag, parent, label, hidden, parent.depth + 1, len(self.blocks))
        self.nodes.append(self.node)

    def _count(self, size: int) -> None:
        if self.in_link:
            self.linked += size
        if self.in_strong:
            self.strong += size

    def _flush(self) -> None:
        if not self.texts:
            return
        text = " ".join("".join(self.texts).split())
        self.texts.clear()
        linked, strong = self.linked, self.strong
        self.linked = self.strong = 0
        if _HAS_INVISIBLE.search(text):
            text = text.translate(_INVISIBLE).strip()
        if text:
            node = self.node
            kind: BlockType = "heading" if node.tag in _HEADINGS else "paragraph"
            linked = min(linked, len(text))
            self.blocks.append(Block(len(self.blocks), kind, text, node, linked, strong))
            node.chars += len(text)
            node.linked += linked

    def _fill(self) -> None:
        """Add the counts of every node to its parent; children come after parents in the list."""
        for node in reversed(self.nodes):
            if node.parent is not None:
                node.parent.chars += node.chars
                node.parent.linked += node.linked
        self.nodes[0].last = len(self.blocks)

    def _signature(self) -> str:
        labels = {node.label for node in self.nodes}
        marks = (text for text, _ in self.marks)
        return "\n".join(
            (*self.page.addresses, *self.page.meta, *labels, *marks, *self.page.comments)
        ).lower()

    def _comment(self, comment: Element) -> None:
        text = comment.text
        if text and len(text) < _SHORT_COMMENT:
            self._flush()
            self.marks.append((text.strip(), len(self.blocks)))

    def _media(self, kind: BlockType, src: str | None) -> None:
        url = absolute(self.base, src) if src else None
        if url and not url.startswith(_INLINE):
            self._flush()
            self.blocks.append(Block(len(self.blocks), kind, "", self.node, src=url))


def _hidden_elements(page: Page) -> set[Element]:
    """The elements that a browser would not show."""
    if "none" not in page.html and "hidden" not in page.html:
        return set()
    return {
        element
        for element in _styled(page.root)
        if element.get("hidden") is not None or _NO_DISPLAY.search(element.get("style", ""))
    }


def _video_url(element: Element) -> str | None:
    sources = (element, *element.iter("source"))
    return next((source.get("src") for source in sources if source.get("src")), None)


def picture_url(element: Element) -> str | None:
    """The address of the picture itself: the lazy-load attribute where `src` is a placeholder or absent."""
    src = (element.get("src") or "").strip()
    if not src or any(word in src for word in _PLACEHOLDER):
        for name in _LAZY:
            value = (element.get(name) or "").strip()
            if value:
                return value
    return src or None
