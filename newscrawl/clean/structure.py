"""What the elements of a page say without their sentences: which parts of it are apart from the story."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.clean.entries import list_items
from newscrawl.clean.prose import is_template, running_text
from newscrawl.knowledge.phrases import section_phrase
from newscrawl.model import Block, Layout, Node

_ASIDE = re.compile(
    r"comment|pinglun|(?<![a-z])cmt|liuyan|footer|foot_|copyright|sidebar|side-bar|related|relat|xiangguan|recommend|tuijian"
    r"|hot[-_]|rank|paihang|breadcrumb|friendlink|youqing|(?<![a-z])login|disclaim|copyr|(?<![\w-])bottom(?![\w-])"
)
_NO_STORY = re.compile(
    r"comment|pinglun|(?<![a-z])cmt|liuyan|foot|copyr|disclaim|sidebar|side-bar|rank|hot[-_]"
)
_FRAMES = frozenset(("table", "ul", "ol", "dl"))
_LABELS = 4096
_HEADING = 24
# Sentences of less than this outside of a large aside are no story.
_MIN_STORY = 40
# The linked characters of a list of at least one entry; a button has fewer.
_ENTRY = 8
# How many characters of prose speak against one linked one where a heading and what follows share an element.
_LINK_WEIGHT = 3


class Structure:
    """`items`: nodes of lists of links, wherever they stand; `telling`: the blocks with running text outside
    of them that is no template's; `asides`: nodes within an element that calls
    itself comments, sidebar, footer or the like, while there is a story outside of it; `plain`: nodes within
    a table or list without any link."""

    def __init__(self, layout: Layout, headline: Block | None) -> None:
        self.layout = layout
        self.start = headline.index if headline is not None else 0
        self.items = list_items(layout)
        self.telling = tuple(
            block
            for block in layout.blocks
            if running_text(block) and block.node not in self.items and not is_template(block)
        )
        self.asides = self._aside_nodes()
        self.plain = self._plain_nodes()

    def is_apart(self, node: Node) -> bool:
        """Whether text of the node cannot be the story's."""
        return node in self.items or node in self.asides

    def _aside_nodes(self) -> set[Node]:
        nodes = self.layout.nodes
        half = nodes[0].chars / 2
        asides: set[Node] = set()
        large: set[Node] = set()
        boxes = self._titled_boxes()
        at = 0
        while at < len(nodes):
            node = nodes[at]
            if (node.label and _names_aside(node.label)) or node in boxes:
                (asides if node.chars < half else large).update(nodes[at : node.end])
                at = node.end
            else:
                at += 1
        # Comments can be longer than the story; but some pages call themselves a comment as a whole.
        if large and self._has_story(outside=asides | large):
            return asides | large
        return asides if not asides or self._has_story(outside=asides) else self._misnamed(asides, boxes)

    def _misnamed(self, asides: set[Node], boxes: set[Node]) -> set[Node]:
        """The asides of a page that tells nothing outside of them, without the one that must be its story."""
        roots = [node for node in asides if node.parent not in asides and node not in boxes]
        below = [node for node in roots if self.start < node.first and not _NO_STORY.search(node.label)]
        prose = {root: self._prose_in(root) for root in below}
        story = max(below, key=prose.__getitem__, default=None)
        if story is None or prose[story] < _MIN_STORY:
            return asides
        return {node for node in asides if not story.first <= node.first < node.last <= story.last}

    def _prose_in(self, node: Node) -> int:
        return self._prose_between(node.first, node.last)

    def _prose_between(self, first: int, last: int) -> int:
        return sum(block.prose for block in self.telling if first <= block.index < last)

    def _titled_boxes(self) -> set[Node]:
        """The largest nodes whose first text is the heading of a list of other stories or of comments."""
        boxes: set[Node] = set()
        before = -1
        for block in self.layout.blocks:
            if not block.text:
                continue
            if len(block.text) <= _HEADING and section_phrase(block.text) and not self._tells(block.node):
                box = self._box(block, before)
                if box.last > block.index + 1:
                    boxes.add(box)
            before = block.index
        return boxes

    def _box(self, heading: Block, before: int) -> Node:
        """The largest node that begins with the heading, and does not hold the headline."""
        box = heading.node
        while box.parent is not None and box.parent.first > before and box.parent.depth > 1:
            if box.parent.first <= self.start < box.parent.last or self._opens_story(box, box.parent):
                break
            box = box.parent
        return box

    def _tells(self, node: Node) -> bool:
        """Whether the element of such a heading goes on as a story, in lines broken off in it."""
        return node.last - node.first > 1 and self._prose_in(node) > _MIN_STORY + _LINK_WEIGHT * node.linked

    def _opens_story(self, box: Node, parent: Node) -> bool:
        """Whether a list stands complete in the box, and running text goes on behind it."""
        if box.linked < _ENTRY:
            return False
        return self._prose_between(box.last, parent.last) >= _MIN_STORY

    def _plain_nodes(self) -> set[Node]:
        plain: set[Node] = set()
        for at, node in enumerate(self.layout.nodes):
            if node.tag in _FRAMES and node.chars and not self._frames_page(node):
                plain.update(self.layout.nodes[at : node.end])
        return plain

    def _frames_page(self, node: Node) -> bool:
        """Whether a table or list holds links, or the headline: then it lays out the page."""
        return node.linked > 0 or node.first <= self.start < node.last

    def _has_story(self, outside: set[Node]) -> bool:
        told = (b.prose for b in self.telling if b.index >= self.start and b.node not in outside)
        return sum(told) >= _MIN_STORY


@lru_cache(maxsize=_LABELS)
def _names_aside(label: str) -> bool:
    return _ASIDE.search(label) is not None
