"""Text → one lxml tree, with BeautifulSoup as the lenient second try where text was lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.errors import NotHtml

if TYPE_CHECKING:
    from bs4 import Tag

# Deeper trees are flattened in the lenient try: below this level position tells nothing about a story.
_MAX_DEPTH = 200
_MOST_ATTRIBUTES = 2000
_STRIDE = 4096
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_MARKUP = re.compile(r"<(script|style)\b[^>]*+(?:>.*?</\1\s*>|.*)|<!--(?:.*?-->|.*)|<[^>]*+>?", re.I | re.S)
_FIRST_END = re.compile(rb"</[hH][tT][mM][lL]|</[bB][oO][dD][yY]")
_TEXT = re.compile(rb">[^<>]*[^\s<>][^<>]*<|<(?:p|div|span|td|a)\b", re.I)
_END_TAGS = re.compile(rb"</(?:html|body)\s*>", re.I)
_ATTRIBUTE = re.compile(r"\s[A-Za-z_][\w:.-]*(?=[\s=]|$)")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def parse_tree(html: str, source: bytes | None = None) -> tuple[Element, bool]:
    """The tree, and whether it is the lenient one. Raises NotHtml where neither parser finds an element.

    `source`: the same page as UTF-8, where it is at hand.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    # libxml2 ends the document at the first </html>; on Chinese pages the story often goes on behind it.
    data = _without_end_tags(html.encode("utf-8", errors="replace") if source is None else source)
    try:
        root = etree.fromstring(data, parser)
    except etree.ParserError:
        root = None
    if root is not None and not (_stopped_early(parser) and _lost_text(root, html)):
        return root, False
    return lenient_tree(html), True


def _without_end_tags(data: bytes) -> bytes:
    first = _FIRST_END.search(data)
    if first is None or not _TEXT.search(data, first.end()):
        return data
    return _END_TAGS.sub(b"", data)


def has_swollen_tag(html: str) -> bool:
    """Whether one tag has thousands of attributes: libxml2 compares each of them with all others."""
    at = 0
    while at < len(html):
        # A stretch without a bracket is text, or lies inside a swollen tag; all others end here.
        end = at + _STRIDE
        if html.find("<", at, end) >= 0 or html.find(">", at, end) >= 0:
            at = end
            continue
        before = max(0, at - _STRIDE)
        opened = html.rfind("<", before, at)
        in_tag = opened > html.rfind(">", before, at)
        stop = html.find(">" if in_tag else "<", end)
        at = stop if stop >= 0 else len(html)
        if (
            in_tag
            and html[opened + 1].isalpha()
            and len(_ATTRIBUTE.findall(html, opened, at)) > _MOST_ATTRIBUTES
        ):
            return True
    return False


def lenient_tree(html: str) -> Element:
    """The same page read by BeautifulSoup, as an lxml tree of bounded depth."""
    # Here: it takes long to import, and hardly a page needs it.
    from bs4 import BeautifulSoup, Comment, NavigableString, Tag
    from bs4.element import Declaration, Doctype, ProcessingInstruction

    no_text = (Comment, Declaration, Doctype, ProcessingInstruction)
    soup = BeautifulSoup(html, "html.parser")
    root = etree.fromstring(b"<html><body></body></html>", etree.HTMLParser())
    if soup.find(True) is None:
        raise NotHtml("the body holds no markup")
    stack: list[tuple[Tag, Element]] = [(soup, root[0])]
    for node in soup.descendants:
        while len(stack) > 1 and node.parent is not stack[-1][0]:
            stack.pop()
        parent, holder = stack[-1][1], stack[min(len(stack), _MAX_DEPTH) - 1][1]
        if isinstance(node, Tag):
            stack.append((node, _append(holder, node)))
        elif isinstance(node, NavigableString) and not isinstance(node, no_text):
            # Behind a child that was flattened into the holder, text goes there too: the order stays.
            _add_text(parent if parent is holder or holder[-1] is parent else holder, str(node))
    return root


def _append(parent: Element, tag: Tag) -> Element:
    name = tag.name.lower() if _NAME.fullmatch(tag.name.lower()) else "span"
    element = etree.SubElement(parent, name)
    for key, value in tag.attrs.items():
        if _NAME.fullmatch(key):
            element.set(key, _xml_text(" ".join(value) if isinstance(value, list) else str(value)))
    return element


def _add_text(parent: Element, text: str) -> None:
    text = _xml_text(text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _xml_text(text: str) -> str:
    return "".join(c for c in text if c >= " " or c in "\t\n\r")


def _stopped_early(parser: etree.HTMLParser) -> bool:
    return any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log)


def _lost_text(root: Element, html: str) -> bool:
    """Whether the tree holds clearly less Chinese text than the source."""
    there = len(_CHINESE.findall("".join(str(text) for text in root.itertext())))
    wanted = len(_CHINESE.findall(_MARKUP.sub("", html)))
    return there < 0.98 * wanted
