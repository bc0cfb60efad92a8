"""Page → Layout: blocks of text and pictures in reading order, and the tree of elements they stand in."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from newscrawl.model import Block, Layout, Node, Page
from newscrawl.model.page import BlockType

_BLOCK_TAGS = frozenset(
    [
        "html",
        "body",
        "div",
        "p",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "blockquote",
        "pre",
        "form",
        "fieldset",
        "legend",
        "figure",
        "figcaption",
        "address",
        "center",
        "hr",
        "hgroup",
        "details",
        "summary",
        "founder-content",
        "frameset",
        "marquee",
        "textarea",
    ]
)
_SKIPPED_TAGS = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "canvas",
        "select",
        "button",
        "iframe",
        "object",
        "embed",
        "audio",
        "map",
        "math",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_STRONG = frozenset(("b", "strong"))
_LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-url",
    "data-echo",
    "_src",
    "original",
    "zoomfile",
    "file",
)
_PLACEHOLDER = ("data:", "blank.", "loading", "grey.gif", "placeholder", "spacer", "pixel.gif", "lazy")
_INVISIBLE = {ord(c): None for c in "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"}
_SHORT_COMMENT = 60
_hidden = etree.XPath(
    "//*[@hidden or contains(translate(@style,' DISPLAYNONE','displaynone'),'display:none')]"
)


def lay_out(page: Page) -> Layout:
    """Read the tree once, from top to bottom, whatever its depth."""
    return _Walk(page).run()


class _Walk:
    """The state of one reading of a tree: the open node, the text run not yet ended, what came out so far."""

    def __init__(self, page: Page) -> None:
        self.root = page.root
        self.base = page.base_url
        self.blocks: list[Block] = []
        self.marks: list[tuple[str, int]] = []
        self.hidden: set[HtmlElement] = set(_hidden(page.root))  # type: ignore[arg-type]
        self.node = Node(page.root, "html", None, "", False, 0, 0)
        self.nodes = [self.node]
        self.run_text: list[str] = []
        self.linked = self.strong = 0
        self.in_link = self.in_strong = 0

    def run(self) -> Layout:
        walk = etree.iterwalk(self.root, events=("start", "end", "comment"))
        skipped: HtmlElement | None = None
        for event, element in walk:
            if event == "start":
                if element.tag in _SKIPPED_TAGS:
                    walk.skip_subtree()
                    skipped = element
                else:
                    self._start(element)
            elif event == "comment":
                self._comment(element)
            else:
                if element is skipped:
                    skipped = None
                else:
                    self._end(element)
                if element.tail and element is not self.root:
                    self._text(element.tail)
        self._flush()
        self.nodes[0].last = len(self.blocks)
        return Layout(tuple(self.blocks), tuple(self.nodes), tuple(self.marks))

    def _start(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCK_TAGS or element in self.hidden:
            self._flush()
            self._open(element, tag)
        elif tag == "a":
            self.in_link += 1
        elif tag in _STRONG:
            self.in_strong += 1
        elif tag == "br":
            self._flush()
        elif tag == "img":
            self._picture(element)
        elif tag == "video":
            self._video(element)
        if element.text:
            self._text(element.text)

    def _end(self, element: HtmlElement) -> None:
        if element is self.node.element and self.node.parent is not None:
            self._flush()
            self._close()
        elif element.tag == "a":
            self.in_link -= 1
        elif element.tag in _STRONG:
            self.in_strong -= 1

    def _open(self, element: HtmlElement, tag: str) -> None:
        attributes = element.attrib
        label = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower() if attributes else ""
        hidden = self.node.hidden or element in self.hidden
        self.node = Node(element, tag, self.node, label, hidden, self.node.depth + 1, len(self.blocks))
        self.nodes.append(self.node)

    def _close(self) -> None:
        node, parent = self.node, self.node.parent
        if parent is None:
            return
        node.last = len(self.blocks)
        parent.chars += node.chars
        parent.linked += node.linked
        self.node = parent

    def _text(self, text: str) -> None:
        self.run_text.append(text)
        if self.in_link or self.in_strong:
            size = len(text.strip())
            self.linked += size if self.in_link else 0
            self.strong += size if self.in_strong else 0

    def _flush(self) -> None:
        if not self.run_text:
            return
        text = " ".join("".join(self.run_text).split())
        linked, strong = self.linked, self.strong
        self.run_text.clear()
        self.linked = self.strong = 0
        if not text.isascii():
            text = text.translate(_INVISIBLE).strip()
        if not text:
            return
        kind: BlockType = "heading" if self.node.tag in _HEADINGS else "paragraph"
        self.blocks.append(Block(len(self.blocks), kind, text, self.node, min(linked, len(text)), strong))
        self.node.chars += len(text)
        self.node.linked += min(linked, len(text))

    def _comment(self, comment: HtmlElement) -> None:
        text = comment.text
        if text and len(text) < _SHORT_COMMENT:
            self._flush()
            self.marks.append((text.strip(), len(self.blocks)))
        if comment.tail:
            self._text(comment.tail)

    def _picture(self, element: HtmlElement) -> None:
        src = picture_url(element)
        if src:
            self._media("image", src)

    def _video(self, element: HtmlElement) -> None:
        src = element.get("src") or next((s.get("src") for s in element.iter("source") if s.get("src")), None)
        if src:
            self._media("video", src)

    def _media(self, kind: BlockType, src: str) -> None:
        self._flush()
        url = _absolute(src, self.base)
        if url:
            self.blocks.append(Block(len(self.blocks), kind, "", self.node, src=url))


def picture_url(element: HtmlElement) -> str | None:
    """The address of the picture itself: the lazy-load attribute where `src` is a placeholder or absent."""
    src = (element.get("src") or "").strip()
    if not src or any(word in src for word in _PLACEHOLDER):
        for name in _LAZY:
            value = (element.get(name) or "").strip()
            if value:
                return value
    return src or None


def _absolute(src: str, base: str | None) -> str | None:
    try:
        url = urljoin(base, src) if base else src
    except ValueError:
        return None
    return None if url.startswith(("data:", "javascript:")) else url
