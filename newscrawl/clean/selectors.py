"""The few CSS selectors that rules need, matched on nodes: tag, #id, .class, their compounds, descendants.

An XPath over the tree for each of dozens of selectors costs more than the parse; here a selector whose name
no node has costs one look-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from newscrawl.model import Layout, Node

_COMPOUND = re.compile(r"(?P<tag>[\w-]+)?(?P<marks>(?:[.#][\w-]+)*)")
_MARK = re.compile(r"([.#])([\w-]+)")


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str | None
    marks: tuple[tuple[str, str], ...]

    def matches(self, node: Node) -> bool:
        if self.tag and node.tag != self.tag:
            return False
        return all(_carries(node, kind, name) for kind, name in self.marks)


@dataclass(frozen=True, slots=True)
class Selector:
    """A parsed selector; `key` is the label or tag that every matching node has."""

    text: str
    parts: tuple[_Compound, ...]
    key: str

    def matches(self, node: Node) -> bool:
        """Whether the node, below the ancestors that the selector names, is meant."""
        if not self.parts[-1].matches(node):
            return False
        wanted = list(self.parts[:-1])
        above = node.parent
        while wanted and above is not None:
            if wanted[-1].matches(above):
                wanted.pop()
            above = above.parent
        return not wanted


@cache
def parse_selector(text: str) -> Selector:
    """Raises ValueError for a selector outside the supported kind."""
    parts = []
    for word in text.split():
        match = _COMPOUND.fullmatch(word)
        if match is None or not word:
            raise ValueError(f"unsupported selector: {text!r}")
        marks = tuple((kind, name.lower()) for kind, name in _MARK.findall(match["marks"]))
        parts.append(_Compound(match["tag"], marks))
    if not parts:
        raise ValueError("empty selector")
    last = parts[-1]
    return Selector(text, tuple(parts), last.marks[0][1] if last.marks else last.tag or "")


class SelectorIndex:
    """Many selectors asked at once; each comes with whatever the caller wants to know of a match."""

    def __init__(self, selectors: Iterable[tuple[str, str]]) -> None:
        parsed = [(parse_selector(text), value) for text, value in selectors]
        self.named = [pair for pair in parsed if pair[0].parts[-1].marks]
        self.tagged = [pair for pair in parsed if not pair[0].parts[-1].marks]

    def matches(self, layout: Layout) -> Iterator[tuple[Node, Selector, str]]:
        """Every (node, selector, value) that fits, selector by selector."""
        for selector, value in self.named:
            for node in layout.named.get(selector.key, ()):
                if selector.matches(node):
                    yield node, selector, value
        for selector, value in self.tagged:
            for node in layout.nodes:
                if node.tag == selector.key and selector.matches(node):
                    yield node, selector, value


def _carries(node: Node, kind: str, name: str) -> bool:
    if name not in node.label:
        return False
    value = node.element.get("id" if kind == "#" else "class") or ""
    return name in value.lower().split()
