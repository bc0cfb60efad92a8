"""Which element holds the story: the one whose running text most outweighs its links and template text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from newscrawl.clean.prose import is_template, running_text
from newscrawl.clean.structure import Structure
from newscrawl.knowledge.phrases import cut_inline, line_phrase, section_phrase
from newscrawl.model import Block, Layout, Node

_MIN_VERSE = 6
# Below this balance the best running text may be a footer, and the story may be verse.
_BRIEF = 80.0
# What one line of template text, and one linked character, cost against one character of running text.
_LINE_COST = 8.0
_LINK_COST = 1.0
# Blocks, and links among them, that may stand between two parts of one story.
_GAP = 8
_LINKS = 2


def find_article(layout: Layout, structure: Structure, headline: Block | None) -> tuple[int, int] | None:
    """First and last+1 block of the node with the best balance of running text, and of the nodes of its
    shape beside it that go on with the story; None where the page has no running text at all."""
    prose = _prose(layout, structure, headline.index if headline is not None else 0)
    sums = list(accumulate(_balance(layout, structure, prose), initial=0.0))
    best: Node | None = None
    best_sum = 0.0
    for node in layout.nodes:
        total = sums[node.last] - sums[node.first]
        if total > best_sum or (best is not None and total == best_sum):
            best, best_sum = node, total
    verse = _find_verse(layout, structure, headline) if best_sum < _BRIEF else None
    if verse is not None:
        return verse.first, verse.last
    return _with_siblings(layout, best, prose) if best is not None else None


def _with_siblings(layout: Layout, best: Node, prose: Sequence[int]) -> tuple[int, int]:
    """The span of the node and of its like before and behind it: an advertisement may part a short story
    so that no element of all of it pays."""
    best = _outermost(best)
    first, last = best.first, best.last
    parent = best.parent
    is_line = last - first == 1
    if parent is None or not (is_line or best.label):
        return first, last
    shape = (best.tag, best.label)
    alike = [n for n in layout.nodes if n.parent is parent and (n.tag, n.label) == shape]
    alike = [n for n in alike if any(prose[n.first : n.last]) and is_line == (n.last - n.first == 1)]
    for node in alike:
        if last <= node.first <= last + _GAP and not _leads_on(layout, last, node.first):
            last = node.last
    for node in reversed(alike):
        if first - _GAP <= node.last <= first and not _leads_on(layout, node.last, first):
            first = node.first
    return first, last


def _outermost(node: Node) -> Node:
    """The element around the node, and around that, as long as they hold nothing else."""
    while node.parent is not None and node.parent.last - node.parent.first == node.last - node.first:
        node = node.parent
    return node


def _leads_on(layout: Layout, first: int, last: int) -> bool:
    """Whether several links or the heading of a list stand between: then other stories follow."""
    between = layout.blocks[first:last]
    links = sum(2 * block.linked > len(block.text) > 0 for block in between)
    return links > _LINKS or any(section_phrase(block.text) for block in between if block.text)


def _find_verse(layout: Layout, structure: Structure, headline: Block | None) -> Node | None:
    """The node with the most lines below the headline, for a story without any punctuation."""
    if headline is None:
        return None
    lines: Counter[Node | None] = Counter()
    for block in layout.blocks[headline.index + 1 :]:
        node = block.node
        if not block.text or node.tag not in ("p", "div") or block.linked or block.hidden:
            continue
        if structure.is_apart(node) or is_template(block):
            continue
        # Lines are elements inside one, or broken off in it.
        lines[_outermost(node).parent if node.last - node.first == 1 else node] += 1
    most, count = lines.most_common(1)[0] if lines else (None, 0)
    return most if count >= _MIN_VERSE else None


def _balance(layout: Layout, structure: Structure, prose: Sequence[int]) -> list[float]:
    shapes = {_shape(block) for block in structure.telling if prose[block.index]}
    values = []
    for block, size in zip(layout.blocks, prose, strict=True):
        linked = block.linked
        if size:
            values.append(size - _LINK_COST * linked)
        elif block.hidden or not block.text:
            values.append(0.0)
        elif linked:
            values.append(-_LINE_COST - _LINK_COST * linked)
        else:
            # A line among the paragraphs, a cell of a table: no sentence, but nothing speaks against it.
            harmless = block.node in structure.plain or _shape(block) in shapes
            values.append(0.0 if harmless else -_LINE_COST)
    return values


def _prose(layout: Layout, structure: Structure, start: int) -> list[int]:
    """For each block the characters of running text that can be the story's: behind the start of it."""
    sizes = [0] * len(layout.blocks)
    for block in structure.telling:
        if block.index >= start and not structure.is_apart(block.node) and not _is_boilerplate(block.text):
            sizes[block.index] = running_text(block)
    return sizes


def _is_boilerplate(text: str) -> bool:
    if line_phrase(text) is None:
        return False
    # A sentence with a tip line inside it is no tip line.
    rest, _ = cut_inline(text)
    return not rest or line_phrase(rest) is not None


def _shape(block: Block) -> tuple[Node | None, str, str]:
    return block.node.parent, block.node.tag, block.node.label
