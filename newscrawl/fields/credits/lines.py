"""The lines of a page that may credit somebody, each with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from newscrawl.grammar.lines import is_time_stamp
from newscrawl.grammar.names import is_name
from newscrawl.knowledge.phrases import line_phrase, section_phrase
from newscrawl.model import Block, Cleaned, Verdict
from newscrawl.model.page import spaced

Place = Literal["head", "opening", "body", "caption", "byline", "foot"]

_OPENING = 4
_ENDING = 2
_FOOT = 12
_UNREADABLE_RULES = frozenset(
    ("links", "link-list", "aside", "hidden", "headline", "pager", "phrase:related")
)
_FACTS_LONGEST = 200
AUTHOR = re.compile(r"author|writer|byline|reporter|zuozhe")
"""Class or id of an element that holds the writer."""
_LABEL_LONGEST = 30
_VALUE_LONGEST = 20
_SUMMARY = ("摘要", "导读", "內容提要", "内容提要", "核心提示", "内容摘要", "[摘要]", "【摘要】")


# Made by the dozen a page, as the lines of dates are: see Node.
class Line(msgspec.Struct, frozen=True, gc=False):
    """A text and its place. `index`: its block's; `label`: class and id of its element; `closes`: it is one
    of the last paragraphs of the story; `under_headline`: it stands between headline and story, unlinked.
    """

    text: str
    place: Place
    index: int
    label: str = ""
    closes: bool = False
    under_headline: bool = False


def credit_lines(cleaned: Cleaned) -> list[Line]:
    """The lines around and in the story, each once, in reading order."""
    told = {verdict.block.index: verdict for verdict in cleaned.story}
    lines = [line for line in _head(cleaned) if line.index not in told]
    lines += _story(cleaned)
    lines += [line for line in _foot(cleaned) if line.index not in told]
    return list(_joined(lines))


def hidden_lines(cleaned: Cleaned) -> Iterator[Line]:
    """What only search engines see."""
    for block in cleaned.blocks:
        if block.hidden and block.text:
            yield _line(block, "foot")


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Put a label that has an element of its own (责任编辑：) in front of the value in the next."""
    label: Line | None = None
    for line in lines:
        if label and len(line.text) <= _VALUE_LONGEST and line_phrase(line.text) is None:
            line = replace(line, text=f"{label.text} {line.text}", place=label.place)
        elif label:
            yield label
        label = line if line.text.endswith((":", "：")) and len(line.text) <= _LABEL_LONGEST else None
        if not label:
            yield line
    if label:
        yield label


def _head(cleaned: Cleaned) -> Iterator[Line]:
    for block in cleaned.head:
        if block is not cleaned.headline and (_is_readable(block) or _is_linked_name(cleaned, block)):
            under = cleaned.headline is not None and block.index > cleaned.headline.index
            yield Line(spaced(block), "head", block.index, block.node.label, under_headline=under)
            yield from (Line(name, "head", block.index, "author") for name in _named_inside(block))


def _story(cleaned: Cleaned) -> Iterator[Line]:
    body = [verdict.block.index for verdict in cleaned.story if verdict.role == "body"]
    opening, ending, first = body[:_OPENING], body[-_ENDING:], body[0] if body else 0
    for verdict in cleaned.story:
        place = _place(verdict, opening, first)
        text = verdict.text or verdict.block.text
        if place and text and not text.startswith(_SUMMARY):
            block = verdict.block
            yield Line(text, place, block.index, block.node.label, closes=block.index in ending)


def _place(verdict: Verdict, opening: Sequence[int], first: int) -> Place | None:
    index = verdict.block.index
    if verdict.role == "removed":
        if verdict.rule in _UNREADABLE_RULES or not _is_readable(verdict.block):
            return None
        return "head" if index < first else "foot"
    if verdict.role in ("caption", "image"):
        return "caption"
    if verdict.role == "byline":
        return "byline"
    return "opening" if index in opening else "body"


def _foot(cleaned: Cleaned) -> Iterator[Line]:
    seen = 0
    for block in cleaned.foot:
        if section_phrase(block.text) or seen >= _FOOT:
            return
        if _is_readable(block):
            seen += 1
            yield _line(block, "foot")


def _named_inside(block: Block) -> Iterator[str]:
    """Names that are the whole of an element inside a line of facts, which its class calls the author."""
    if block.node.chars > _FACTS_LONGEST or len(block.element) == 0:
        return
    for element in block.element.iter("span", "a", "em", "i", "b"):
        if AUTHOR.search(element.get("class") or ""):
            text = "".join(map(str, element.itertext())).strip()
            yield from (text,) if is_name(text) else ()


def _is_linked_name(cleaned: Cleaned, block: Block) -> bool:
    """A name that leads to its bearer's stories, beside the time."""
    if block.hidden or not block.linked or not is_name(block.text):
        return False
    beside = cleaned.blocks[max(0, block.index - 1) : block.index + 2]
    return any(is_time_stamp(other.text) for other in beside)


def _is_readable(block: Block) -> bool:
    return bool(block.text) and not block.hidden and 2 * block.linked <= len(block.text)


def _line(block: Block, place: Place) -> Line:
    return Line(block.text, place, block.index, block.node.label)
