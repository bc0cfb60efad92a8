"""Stories of which a page shows the beginning only, and a button unfolds the rest: all of it is the story."""

from __future__ import annotations

import dataclasses
import re

import msgspec

from newscrawl.model import Block, Layout, Node

_BUTTON = re.compile(
    r"(?:展开|查看|阅读|显示|加载|浏览)(?:阅读)?(?:剩余|余下|更多|全文|全部|正文)|^(?:展开|全文)$|閱讀更多"
)
_SENTENCE = re.compile(r"[，。！？；：]")
_LONGEST_BUTTON = 24
_NEAR = 3
_FEWEST = 60
_NOTHING = 150
_STORY = 150


def open_folds(layout: Layout) -> Layout:
    """The layout with what such a button stands beside shown: it is hidden until somebody presses it."""
    folds = [node for node in layout.nodes if node.hidden and node.chars >= _FEWEST and _is_outermost(node)]
    unfolded = [fold for fold in folds if any(map(_unfolds, _beside(fold, layout)))]
    if not unfolded and sum(block.prose for block in layout.blocks) < _NOTHING:
        # Nothing is shown but a footer: a script shows the story when it is loaded.
        stories = [fold for fold in folds if fold.chars >= _STORY and 4 * fold.linked < fold.chars]
        unfolded = [max(stories, key=lambda fold: fold.chars)] if stories else []
    if not unfolded:
        return layout
    blocks = list(layout.blocks)
    for fold in unfolded:
        blocks[fold.first : fold.last] = map(_shown, blocks[fold.first : fold.last])
    return dataclasses.replace(layout, blocks=tuple(blocks))


def _is_outermost(node: Node) -> bool:
    return node.parent is None or not node.parent.hidden


def _beside(fold: Node, layout: Layout) -> tuple[Block, ...]:
    before = layout.blocks[max(0, fold.first - _NEAR) : fold.first]
    return before + layout.blocks[fold.last : fold.last + _NEAR]


def _unfolds(block: Block) -> bool:
    return not block.hidden and len(block.text) <= _LONGEST_BUTTON and bool(_BUTTON.search(block.text))


def _shown(block: Block) -> Block:
    size = len(block.text) - block.linked
    tells = block.type == "paragraph" and size >= block.linked and _SENTENCE.search(block.text)
    return msgspec.structs.replace(block, hidden=False, prose=size if tells else 0)
