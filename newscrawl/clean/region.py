"""Where the story stands in the layout: by the rules of the site or content system, else by its text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from newscrawl.clean.article import find_article
from newscrawl.clean.selectors import SelectorIndex
from newscrawl.clean.structure import Structure
from newscrawl.model import Block, Layout, Node, RuleSet

# A rule's element counts only while it holds a fair part of the text that is there.
_SHARE = 0.4
_MIN_RULED = 20

Span = tuple[int, int]


def find_region(
    layout: Layout, structure: Structure, rules: Sequence[RuleSet], headline: Block | None
) -> tuple[Span, str] | None:
    """First and last+1 block of the story, and the rule that says so; None where there is no running text."""
    generic = find_article(layout, structure, headline)
    wanted = max(_MIN_RULED, _SHARE * _plain_text(layout, generic)) if generic else _MIN_RULED
    for rule_set in rules:
        for name, span in _ruled(layout, rule_set):
            if _plain_text(layout, span) >= wanted:
                return span, name
    return (generic, "text-balance") if generic else None


def dropped_nodes(layout: Layout, rules: tuple[RuleSet, ...]) -> dict[Node, str]:
    """The nodes that `drop` rules name, with the rule."""
    return {node: rule for node, _, rule in _drops(rules).matches(layout)}


def _ruled(layout: Layout, rule_set: RuleSet) -> list[tuple[str, Span]]:
    spans = []
    for opening, closing in rule_set.between:
        spans += [(f"{rule_set.name}:between({opening})", span) for span in _marked(layout, opening, closing)]
    largest: dict[str, Node] = {}
    for node, selector, _ in _bodies(rule_set).matches(layout) if rule_set.body else ():
        if selector.text not in largest or node.chars > largest[selector.text].chars:
            largest[selector.text] = node
    named = ((text, largest[text]) for text in rule_set.body if text in largest)
    return spans + [(f"{rule_set.name}:body({text})", (node.first, node.last)) for text, node in named]


@cache
def _drops(rules: tuple[RuleSet, ...]) -> SelectorIndex:
    return SelectorIndex(
        (text, f"{rule_set.name}:drop({text})") for rule_set in rules for text in rule_set.drop
    )


@cache
def _bodies(rule_set: RuleSet) -> SelectorIndex:
    return SelectorIndex((text, "") for text in rule_set.body)


def _marked(layout: Layout, opening: str, closing: str) -> list[Span]:
    start = next((index for text, index in layout.marks if text == opening), None)
    if start is None:
        return []
    end = next((index for text, index in layout.marks if text == closing and index > start), None)
    return [(start, end)] if end is not None else []


def _plain_text(layout: Layout, span: Span) -> int:
    """Characters outside links."""
    return sum(len(block.text) - block.linked for block in layout.blocks[span[0] : span[1]])
