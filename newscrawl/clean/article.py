"""Which element holds the story: the one whose running text most outweighs its links and template text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from newscrawl.clean.prose import is_template, running_text
from newscrawl.clean.structure import Structure
from newscrawl.grammar.lines import is_label_line, is_time_stamp
from newscrawl.grammar.organisations import is_org
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
# What the cards of other stories hold at most, and the blocks that one has above its text.
_CARDS = 600.0
_CARD = 3
_TITLE = 4
# Blocks of facts below a headline.
_STACK = 2
_OFFICE = 24
_DAY = re.compile(r"(?:19|20)\d\d\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}\s?日?")


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
    if best is None:
        return None
    own = _under_facts(layout, headline, prose, best) if best_sum < _CARDS else None
    if own is not None:
        best = max(_below(own, best), key=lambda node: sums[node.last] - sums[node.first])
    return _with_signature(layout, *_with_siblings(layout, best, prose))


def _under_facts(layout: Layout, headline: Block | None, prose: Sequence[int], best: Node) -> Block | None:
    """The sentence right below headline and facts, where the best text is only cards of other stories."""
    if headline is None or best.first <= headline.index:
        return None
    stamped = False
    for block in layout.blocks[headline.index + 1 : headline.index + 2 + _STACK]:
        if prose[block.index]:
            cards = stamped and block.index < best.first and _are_cards(layout, prose, best)
            return block if cards else None
        if 2 * block.linked > len(block.text):
            return None
        stamped = stamped or is_time_stamp(block.text) or is_label_line(block.text)
    return None


def _are_cards(layout: Layout, prose: Sequence[int], node: Node) -> bool:
    """Whether a title that is a link stands right above each text of the element."""
    return all(_under_link(layout, at) for at in range(node.first, node.last) if prose[at])


def _under_link(layout: Layout, at: int) -> bool:
    above = next((block for block in reversed(layout.blocks[max(0, at - _CARD) : at]) if block.text), None)
    return above is not None and 2 * above.linked > len(above.text) >= _TITLE


def _below(block: Block, other: Node) -> list[Node]:
    """The elements around the block that do not hold the other one."""
    around = [block.node, *block.node.ancestors()]
    return [node for node in around if node.last <= other.first] or [block.node]


def _with_signature(layout: Layout, first: int, last: int) -> tuple[int, int]:
    """The span with the office and the day that sign a notice of one paragraph."""
    signed = layout.blocks[last : last + 2]
    parent = layout.blocks[last - 1].node.parent
    if len(signed) < 2 or any(block.linked or block.node.parent is not parent for block in signed):
        return first, last
    office, day = (block.text for block in signed)
    if len(office) <= _OFFICE and is_org(office) and _DAY.fullmatch(day):
        last += len(signed)
    return first, last


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
