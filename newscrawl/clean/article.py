"""Which element holds the story: the one whose running text most outweighs its links and template text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate

from newscrawl.model import Block, Layout, Node

_PUNCTUATION = re.compile(r"[，。！？；：、,!?;…]")
_ASIDE = re.compile(
    r"comment|pinglun|footer|foot_|copyright|sidebar|side-bar|related|relat|xiangguan|recommend|tuijian"
    r"|hot[-_]|rank|paihang|breadcrumb|friendlink|youqing|login|disclaim|copyr"
)
_ITEM_TAGS = frozenset(("li", "dl", "dd", "div", "tr", "td", "article", "section"))
_ENTRY_DATE = re.compile(r"(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?[\s\d:]*$")
_MIN_ITEMS = 3
_MIN_VERSE = 6
# Below this balance the best running text may be a footer, and the story may be verse.
_BRIEF = 80.0
_MIN_LINK = 4
_MAX_ITEM = 700
# What one line of template text, and one linked character, cost against one character of running text.
_LINE_COST = 8.0
_LINK_COST = 1.0


def find_article(layout: Layout, headline: Block | None) -> Node | None:
    """The node with the best balance of running text; None where the page has no running text at all."""
    sums = list(accumulate(_balance(layout, headline), initial=0.0))
    best: Node | None = None
    best_sum = 0.0
    for node in layout.nodes:
        total = sums[node.last] - sums[node.first]
        if total > best_sum or (best is not None and total == best_sum):
            best, best_sum = node, total
    verse = _find_verse(layout, headline) if best_sum < _BRIEF else None
    return verse or best


def _find_verse(layout: Layout, headline: Block | None) -> Node | None:
    """The node with the most lines below the headline, for a story without any punctuation."""
    if headline is None:
        return None
    lines = Counter(
        block.node.parent
        for block in layout.blocks[headline.index + 1 :]
        if block.text and block.node.tag == "p" and not block.linked and not block.hidden
    )
    node, count = lines.most_common(1)[0] if lines else (None, 0)
    return node if count >= _MIN_VERSE else None


def running_text(block: Block) -> int:
    """Characters of sentences outside links: what counts as prose."""
    if block.type != "paragraph" or block.hidden or 2 * block.linked > len(block.text):
        return 0
    return len(block.text) - block.linked if _PUNCTUATION.search(block.text) else 0


def _balance(layout: Layout, headline: Block | None) -> list[float]:
    items = list_items(layout)
    start = headline.index if headline is not None else 0
    values = []
    for block in layout.blocks:
        prose = running_text(block)
        if prose and (block.index < start or block.node in items or is_aside(block, layout)):
            values.append(-_LINE_COST)
        elif prose:
            values.append(prose - _LINK_COST * block.linked)
        elif block.type in ("image", "video") or block.hidden:
            values.append(0.0)
        else:
            values.append(-_LINE_COST - _LINK_COST * block.linked)
    return values


def is_aside(block: Block, layout: Layout) -> bool:
    """Whether the block stands in an element that calls itself comments, sidebar, footer or the like."""
    total = layout.nodes[0].chars
    return any(
        _ASIDE.search(node.label) and 2 * node.chars < total for node in block.node.ancestors() if node.label
    )


def list_items(layout: Layout) -> set[Node]:
    """Nodes in repeated siblings that each open with a link: entries of lists, not of the story."""
    shape = Counter((node.parent, node.tag, node.label) for node in layout.nodes)
    items: set[Node] = set()
    for node in layout.nodes:
        if node.parent in items or (
            node.tag in _ITEM_TAGS
            and node.chars <= _MAX_ITEM
            and shape[(node.parent, node.tag, node.label)] >= _MIN_ITEMS
            and (_opens_with_link(node, layout) or _heads_and_dates(node, layout))
        ):
            items.add(node)
    return items


def _opens_with_link(node: Node, layout: Layout) -> bool:
    if node.linked < _MIN_LINK:
        return False
    first = next((b for b in layout.blocks[node.first : node.last] if b.text), None)
    return first is not None and 2 * first.linked >= min(len(first.text), 40)


def _heads_and_dates(node: Node, layout: Layout) -> bool:
    """An entry written by script: a heading, a summary and a date, no link."""
    texts = [block for block in layout.blocks[node.first : node.last] if block.text]
    if len(texts) < 2 or not node.label.strip() or texts[0].type != "heading":
        return False
    return bool(_ENTRY_DATE.match(texts[-1].text))
