"""Where the story stands in the layout: by the rules of the site or content system, else by its text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from lxml.cssselect import CSSSelector

from newscrawl.clean.article import find_article, running_text
from newscrawl.model import Block, Layout, Node, Page, RuleSet

# A rule's element counts only while it holds a fair part of the running text that is there.
_SHARE = 0.4
_MIN_RULED = 20

Span = tuple[int, int]


def find_region(
    page: Page, layout: Layout, rules: Sequence[RuleSet], headline: Block | None
) -> tuple[Span, str] | None:
    """First and last+1 block of the story, and the rule that says so; None where there is no running text."""
    best = find_article(layout, headline)
    generic = (best.first, best.last) if best is not None else None
    wanted = _SHARE * _prose(layout, generic) if generic else 0.0
    for rule_set in rules:
        for name, span in _ruled(page, layout, rule_set):
            if _prose(layout, span) >= wanted and _plain_text(layout, span) >= _MIN_RULED:
                return span, name
    return (generic, "text-balance") if generic else None


def dropped_nodes(page: Page, layout: Layout, rules: Sequence[RuleSet]) -> dict[Node, str]:
    """The nodes that `drop` rules name, with the rule."""
    wanted = {
        element: f"{rule_set.name}:drop({selector})"
        for rule_set in rules
        for selector in rule_set.drop
        for element in _compiled(selector)(page.root)
    }
    if not wanted:
        return {}
    return {node: wanted[node.element] for node in layout.nodes if node.element in wanted}


def _ruled(page: Page, layout: Layout, rule_set: RuleSet) -> list[tuple[str, Span]]:
    spans = [
        (f"{rule_set.name}:between({a})", span) for a, b in rule_set.between for span in _marked(layout, a, b)
    ]
    for selector in rule_set.body:
        elements = set(_compiled(selector)(page.root))
        nodes = [node for node in layout.nodes if node.element in elements] if elements else []
        if nodes:
            largest = max(nodes, key=lambda node: node.chars)
            spans.append((f"{rule_set.name}:body({selector})", (largest.first, largest.last)))
    return spans


def _marked(layout: Layout, opening: str, closing: str) -> list[Span]:
    start = next((index for text, index in layout.marks if text == opening), None)
    if start is None:
        return []
    end = next((index for text, index in layout.marks if text == closing and index > start), None)
    return [(start, end)] if end is not None else []


def _plain_text(layout: Layout, span: Span) -> int:
    return sum(len(block.text) - block.linked for block in layout.blocks[span[0] : span[1]])


def _prose(layout: Layout, span: Span) -> int:
    return sum(running_text(block) for block in layout.blocks[span[0] : span[1]])


@cache
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")
