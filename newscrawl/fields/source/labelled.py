"""Sources with a label: 来源：X above the story, （来源：X） at its end, labelled lines below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newscrawl.fields.source.credit import LINE, RELATED, SHORT, credits_in, lines_above
from newscrawl.grammar.sources import read_labels
from newscrawl.knowledge.source_words import BUTTONS, NEXT
from newscrawl.model import Block, Cleaned, Found, Source

_SENTENCE_END = re.compile(r"[。！？；]")
_FOOT_BLOCKS = 12
_TAIL = 90


def labelled_above(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """来源：X in the lines around the headline; a bracket behind other words is a caption's credit."""
    captions = {verdict.block.index for verdict in cleaned.story if verdict.role in ("caption", "image")}
    lines = [block for block in lines_above(cleaned) if block.index not in captions]
    for hidden in (False, True):
        for position, block in enumerate(lines):
            if block.hidden == hidden and len(block.text) <= LINE:
                rule = "hidden-label" if hidden else "label"
                yield from _labels(cleaned, block, lines[position + 1 : position + 2], rule)


def labelled_below(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """（来源：X） at the end of the last paragraphs, and labelled lines behind them."""
    for verdict in cleaned.body[-2:]:
        tail = verdict.text[-_TAIL:]
        for label in read_labels(tail):
            behind = tail[tail.rfind(label.raw) + len(label.raw) :]
            if not _SENTENCE_END.search(behind.rstrip("）)】]。 ")):
                yield from credits_in(cleaned, verdict.block, label.value, label.raw, "end-label")
    for position, block in enumerate(cleaned.foot[:_FOOT_BLOCKS]):
        if RELATED.match(block.text):
            return
        if len(block.text) <= LINE:
            yield from _labels(cleaned, block, cleaned.foot[position + 1 : position + 2], "foot-label")


def _labels(cleaned: Cleaned, block: Block, behind: Sequence[Block], rule: str) -> Iterator[Found[Source]]:
    for label in read_labels(block.text):
        if label.alone and label.value:
            yield from credits_in(cleaned, block, label.value, label.raw, rule)
        elif label.alone and label.dangling and behind and _may_be_value(behind[0]):
            text = behind[0].text
            yield from credits_in(cleaned, behind[0], text, f"{label.raw} {text}", rule)


def _may_be_value(block: Block) -> bool:
    """Whether a line may be the value of the label that ends the line before it."""
    text = block.text
    return len(text) <= SHORT and block.type == "paragraph" and not NEXT.match(text) and text not in BUTTONS
