"""What the elements of a page say without their sentences: entries of lists, and parts that are apart."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from newscrawl.model import Layout, Node

_ASIDE = re.compile(
    r"comment|pinglun|footer|foot_|copyright|sidebar|side-bar|related|relat|xiangguan|recommend|tuijian"
    r"|hot[-_]|rank|paihang|breadcrumb|friendlink|youqing|login|disclaim|copyr"
)
_ITEM_TAGS = frozenset(("li", "dl", "dd", "div", "tr", "td", "article", "section"))
_ENTRY_DATE = re.compile(r"(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?[\s\d:]*$")
_MIN_ITEMS = 3
_MIN_LINK = 4
_MAX_ITEM = 700
_LABELS = 4096


class Structure:
    """`items`: nodes of lists of links, wherever they stand; `asides`: nodes within an element that calls
    itself comments, sidebar, footer or the like and that is not most of the page."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.items = self._list_items()
        self.asides = self._aside_nodes()

    def is_apart(self, node: Node) -> bool:
        """Whether text of the node cannot be the story's."""
        return node in self.items or node in self.asides

    def _aside_nodes(self) -> set[Node]:
        half = self.layout.nodes[0].chars / 2
        asides: set[Node] = set()
        for node in self.layout.nodes:
            if node.parent in asides or (node.label and node.chars < half and _names_aside(node.label)):
                asides.add(node)
        return asides

    def _list_items(self) -> set[Node]:
        """Nodes in repeated siblings that each open with a link: entries of lists, not of the story."""
        nodes = self.layout.nodes
        shape = Counter((node.parent, node.tag, node.label) for node in nodes if node.tag in _ITEM_TAGS)
        items: set[Node] = set()
        for node in nodes:
            if node.parent in items or (
                node.chars <= _MAX_ITEM
                and shape[(node.parent, node.tag, node.label)] >= _MIN_ITEMS
                and (self._opens_with_link(node) or self._heads_and_dates(node))
            ):
                items.add(node)
        return items

    def _opens_with_link(self, node: Node) -> bool:
        if node.linked < _MIN_LINK:
            return False
        first = next((b for b in self.layout.blocks[node.first : node.last] if b.text), None)
        return first is not None and 2 * first.linked >= min(len(first.text), 40)

    def _heads_and_dates(self, node: Node) -> bool:
        """An entry written by script: a heading, a summary and a date, no link."""
        if not node.label or node.last - node.first < 2:
            return False
        texts = [block for block in self.layout.blocks[node.first : node.last] if block.text]
        if len(texts) < 2 or texts[0].type != "heading":
            return False
        return bool(_ENTRY_DATE.match(texts[-1].text))


@lru_cache(maxsize=_LABELS)
def _names_aside(label: str) -> bool:
    return _ASIDE.search(label) is not None
