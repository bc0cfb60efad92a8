"""Entries of lists of links, told by their shape: they stand in rows, and each opens with its link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from newscrawl.model import Layout, Node

_ITEM_TAGS = frozenset(("li", "dl", "dd", "div", "tr", "td", "article", "section"))
_ENTRY_DATE = re.compile(r"(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?[\s\d:]*$")
_MIN_ITEMS = 3
# One of many siblings may open with a link and still be the story.
_MIN_ENTRIES = 2
_MIN_LINK = 4
_MAX_ITEM = 700
_DEPTH = 4

Shape = tuple[Node | None, str, str]


@dataclass(slots=True)
class _Turns:
    """How the children of one node follow each other: texts right behind a link, and what breaks the row."""

    pairs: int = 0
    broken: bool = False
    after_link: bool = False
    shapes: dict[bool, tuple[str, str]] = field(default_factory=dict)

    def add(self, node: Node) -> None:
        is_link = 2 * node.linked >= node.chars
        shape = (node.tag, node.label)
        self.broken = self.broken or (
            node.chars > _MAX_ITEM
            or self.shapes.setdefault(is_link, shape) != shape
            or not (is_link or self.after_link)
        )
        self.pairs += not is_link
        self.after_link = is_link


def list_items(layout: Layout) -> set[Node]:
    """The nodes in entries of lists, which are not the story's wherever they stand."""
    lists, entries = _link_and_summary_lists(layout), _entries(layout)
    items: set[Node] = set()
    for node in layout.nodes:
        if node.parent in items or node.parent in lists or node in entries:
            items.add(node)
    return items


def _entries(layout: Layout) -> set[Node]:
    """Repeated siblings that open with a link, or all of which are a link and a text in one line."""
    siblings = _shapes(node for node in layout.nodes if node.tag in _ITEM_TAGS)
    repeated = [n for n in layout.nodes if siblings[_shape(n)] >= _MIN_ITEMS and n.chars <= _MAX_ITEM]
    openers = [n for n in repeated if _opens_with_link(n, layout) or _heads_and_dates(n, layout)]
    openings = _shapes(openers)
    lines = [n for n in repeated if _is_link_and_text(n)]
    rows = _shapes(lines)
    return {
        *(node for node in openers if openings[_shape(node)] >= _MIN_ENTRIES),
        *(node for node in lines if rows[_shape(node)] == siblings[_shape(node)]),
    }


def _link_and_summary_lists(layout: Layout) -> set[Node]:
    """Nodes whose children are by turns a link and a text, each of one shape."""
    turns: dict[Node, _Turns] = {}
    for node in layout.nodes:
        if node.parent is not None and node.chars:
            turns.setdefault(node.parent, _Turns()).add(node)
    return {node for node, found in turns.items() if found.pairs >= _MIN_ITEMS and not found.broken}


def _opens_with_link(node: Node, layout: Layout) -> bool:
    if node.linked < _MIN_LINK:
        return False
    first = next((b for b in layout.blocks[node.first : node.last] if b.text), None)
    return first is not None and 2 * first.linked >= min(len(first.text), 40)


def _heads_and_dates(node: Node, layout: Layout) -> bool:
    """An entry written by script: a heading, a summary and a date, no link."""
    if not node.label or node.last - node.first < 2:
        return False
    texts = [block for block in layout.blocks[node.first : node.last] if block.text]
    if len(texts) < 2 or texts[0].type != "heading":
        return False
    return bool(_ENTRY_DATE.match(texts[-1].text))


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


def _shapes(nodes: Iterable[Node]) -> Counter[Shape]:
    return Counter(_shape(node) for node in nodes)


def _shape(node: Node) -> Shape:
    return node.parent, node.tag, node.label
