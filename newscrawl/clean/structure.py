"""What the elements of a page say without their sentences: entries of lists, and parts that are apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from newscrawl.clean.prose import is_template, running_text
from newscrawl.knowledge.phrases import section_phrase
from newscrawl.model import Block, Layout, Node

_ASIDE = re.compile(
    r"comment|pinglun|footer|foot_|copyright|sidebar|side-bar|related|relat|xiangguan|recommend|tuijian"
    r"|hot[-_]|rank|paihang|breadcrumb|friendlink|youqing|login|disclaim|copyr"
)
_ITEM_TAGS = frozenset(("li", "dl", "dd", "div", "tr", "td", "article", "section"))
_ENTRY_DATE = re.compile(r"(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?[\s\d:]*$")
_FRAMES = frozenset(("table", "ul", "ol", "dl"))
_MIN_ITEMS = 3
_MIN_LINK = 4
_MAX_ITEM = 700
_LABELS = 4096
_HEADING = 24
# Sentences of less than this outside of a large aside are no story.
_MIN_STORY = 40


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


class Structure:
    """`items`: nodes of lists of links, wherever they stand; `asides`: nodes within an element that calls
    itself comments, sidebar, footer or the like, while there is a story outside of it; `plain`: nodes within
    a table or list without any link."""

    def __init__(self, layout: Layout, headline: Block | None) -> None:
        self.layout = layout
        self.start = headline.index if headline is not None else 0
        self.items = self._list_items()
        self.asides = self._aside_nodes()
        self.plain = self._plain_nodes()

    def is_apart(self, node: Node) -> bool:
        """Whether text of the node cannot be the story's."""
        return node in self.items or node in self.asides

    def _aside_nodes(self) -> set[Node]:
        half = self.layout.nodes[0].chars / 2
        asides: set[Node] = set()
        large: set[Node] = set()
        boxes = self._titled_boxes()
        for node in self.layout.nodes:
            if node.parent in asides:
                asides.add(node)
            elif node.parent in large:
                large.add(node)
            elif (node.label and _names_aside(node.label)) or node in boxes:
                (asides if node.chars < half else large).add(node)
        # Comments can be longer than the story; but some pages call themselves a comment as a whole.
        return asides | large if large and self._has_story(outside=asides | large) else asides

    def _titled_boxes(self) -> set[Node]:
        """The largest nodes whose first text is the heading of a list of other stories or of comments."""
        boxes: set[Node] = set()
        before = -1
        for block in self.layout.blocks:
            if not block.text:
                continue
            if len(block.text) <= _HEADING and section_phrase(block.text):
                box = self._box(block, before)
                if box.last > block.index + 1:
                    boxes.add(box)
            before = block.index
        return boxes

    def _box(self, heading: Block, before: int) -> Node:
        """The largest node that begins with the heading, and does not hold the headline."""
        box = heading.node
        while box.parent is not None and box.parent.first > before and box.parent.depth > 1:
            if box.parent.first <= self.start < box.parent.last:
                break
            box = box.parent
        return box

    def _plain_nodes(self) -> set[Node]:
        plain: set[Node] = set()
        for node in self.layout.nodes:
            if node.parent in plain or (node.tag in _FRAMES and node.chars and not node.linked):
                plain.add(node)
        return plain

    def _has_story(self, outside: set[Node]) -> bool:
        apart = outside | self.items
        blocks = self.layout.blocks[self.start :]
        prose = (running_text(b) for b in blocks if b.node not in apart and not is_template(b))
        return sum(prose) >= _MIN_STORY

    def _list_items(self) -> set[Node]:
        """Nodes in repeated siblings that each open with a link: entries of lists, not of the story."""
        nodes = self.layout.nodes
        shape = Counter((node.parent, node.tag, node.label) for node in nodes if node.tag in _ITEM_TAGS)
        lists = self._link_and_summary_lists()
        items: set[Node] = set()
        for node in nodes:
            repeated = shape[(node.parent, node.tag, node.label)] >= _MIN_ITEMS
            if node.parent in items or node.parent in lists or (repeated and self._is_entry(node)):
                items.add(node)
        return items

    def _is_entry(self, node: Node) -> bool:
        return node.chars <= _MAX_ITEM and (self._opens_with_link(node) or self._heads_and_dates(node))

    def _link_and_summary_lists(self) -> set[Node]:
        """Nodes whose children are by turns a link and a text, each of one shape."""
        turns: dict[Node, _Turns] = {}
        for node in self.layout.nodes:
            if node.parent is not None and node.chars:
                turns.setdefault(node.parent, _Turns()).add(node)
        return {node for node, found in turns.items() if found.pairs >= _MIN_ITEMS and not found.broken}

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
