"""Entries of lists of links, told by their shape: they stand in rows, and each opens with its link."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from newscrawl.model import Layout, Node

_ITEM_TAGS = frozenset(("li", "dl", "dd", "div", "tr", "td", "article", "section"))
_ENTRY_DATE = re.compile(r"(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?[\s\d:]*$")
_ANSWER = re.compile(
    r"(?=.{0,8}(?:回\s?[复覆]|举报|赞|顶|踩|支持))(?:回\s?[复覆]|举报|赞|顶|踩|支持|反对|[\s\d()（）\[\]|·])+$"
)
_MIN_ITEMS = 3
# One of many siblings may open with a link and still be the story.
_MIN_ENTRIES = 2
_MIN_LINK = 4
_TITLE = 45
# What a story has at least, and how many times as much as buttons and lists beside it.
_STORY = 200
_LARGER = 4
_MAX_ITEM = 700
_BUTTONS = 24
_DEPTH = 4


def list_items(layout: Layout) -> set[Node]:
    """The nodes in entries of lists, which are not the story's wherever they stand."""
    items: set[Node] = set()
    at, nodes = 0, layout.nodes
    while at < len(nodes):
        node = nodes[at]
        at += 1
        if node in items:
            items.update(nodes[at : node.end])
            at = node.end
        elif node.end - at >= _MIN_ITEMS:
            children = list(_children(nodes, at, node.end))
            if len(children) == _MIN_ENTRIES and node.linked >= 2 * _MIN_LINK:
                items.update(children if _are_two_cards(children[0], children[1], layout) else ())
            elif len(children) >= _MIN_ITEMS:
                items.update(children if _are_link_and_summary(children) else _entries(children, layout))
    return items


def _children(nodes: Sequence[Node], first: int, last: int) -> Iterator[Node]:
    """The outermost of nodes[first:last]."""
    while first < last:
        node = nodes[first]
        yield node
        first = node.end


def _entries(siblings: Sequence[Node], layout: Layout) -> Iterator[Node]:
    """Repeated siblings that open with a link, or all of which are a link and a text in one line."""
    shapes: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in siblings:
        if node.tag in _ITEM_TAGS:
            shapes[node.tag, node.label].append(node)
    for alike in shapes.values():
        if len(alike) < _MIN_ITEMS:
            continue
        short = [n for n in alike if n.chars <= _MAX_ITEM]
        openers = [n for n in short if _opens_with_link(n, layout) or _heads_and_dates(n, layout)]
        openers = _alike_in_size(openers) or [n for n in short if _can_be_answered(n, layout)]
        if len(openers) >= _MIN_ENTRIES:
            yield from openers
        if len(openers) < len(short) == len(alike) and all(map(_is_link_and_text, short)):
            yield from short


def _alike_in_size(entries: list[Node]) -> list[Node]:
    """The entries without one that holds far more than any other: it is a story that opens with a link."""
    sizes = sorted(node.chars for node in entries)[-2:] if len(entries) > 1 else []
    if not sizes or sizes[1] < max(_STORY, _LARGER * sizes[0]):
        return entries
    return [node for node in entries if node.chars < sizes[1]]


def _are_two_cards(one: Node, other: Node, layout: Layout) -> bool:
    """Whether two boxes of one name each hold the title of a story, which is a link, and a summary."""
    alike = bool(one.label.strip()) and (one.tag, one.label) == (other.tag, other.label)
    return alike and all(
        node.last - node.first >= _MIN_ENTRIES and node.chars <= _MAX_ITEM and _opens_with_link(node, layout)
        for node in (one, other)
    )


def _are_link_and_summary(siblings: Sequence[Node]) -> bool:
    """Whether they are by turns a link and a text, each of one shape."""
    shapes: dict[bool, tuple[str, str]] = {}
    pairs = 0
    after_link = False
    if len(siblings) < 2 * _MIN_ITEMS:
        return False
    for node in siblings:
        if not node.chars:
            continue
        is_link = 2 * node.linked >= node.chars
        shape = (node.tag, node.label)
        follows = is_link or after_link
        if node.chars > _MAX_ITEM or not follows or shapes.setdefault(is_link, shape) != shape:
            return False
        pairs += not is_link
        after_link = is_link
    return pairs >= _MIN_ITEMS


def _opens_with_link(node: Node, layout: Layout) -> bool:
    if node.linked < _MIN_LINK:
        return False
    for block in layout.blocks[node.first : node.last]:
        if block.text:
            return 2 * block.linked >= min(len(block.text), 40)
    return False


def _heads_and_dates(node: Node, layout: Layout) -> bool:
    """An entry written by script, without any link: a heading, or in a named element a short line; a date."""
    if node.last - node.first < 2:
        return False
    texts = [block for block in layout.blocks[node.first : node.last] if block.text]
    if len(texts) < 2 or not _ENTRY_DATE.match(texts[-1].text):
        return False
    title = texts[0].text
    short = bool(node.label) and len(texts) > 2 and len(title) <= _TITLE and not title.endswith("。")
    return texts[0].type == "heading" or short


def _can_be_answered(node: Node, layout: Layout) -> bool:
    """A comment: a button to answer it, or to vote on it, ends it."""
    if node.last - node.first < _MIN_ENTRIES:
        return False
    text = layout.blocks[node.last - 1].text
    return 0 < len(text) <= _BUTTONS and _ANSWER.match(text) is not None


def _is_link_and_text(node: Node) -> bool:
    """A line that begins with a link."""
    if not node.linked or node.last - node.first != 1:
        return False
    element = node.element
    for _ in range(_DEPTH):
        if element.tag == "a":
            return True
        child = next((c for c in element if isinstance(c.tag, str)), None)
        if child is None or (element.text or "").strip():
            return False
        element = child
    return False
