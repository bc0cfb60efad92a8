"""The lines of a page that may credit somebody, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from newscrawl.knowledge.phrases import section_phrase
from newscrawl.model import Block, Cleaned, Verdict

Place = Literal["head", "opening", "body", "ending", "caption", "byline", "foot"]

_OPENING = 4
_ENDING = 2
_FOOT = 12
_READABLE_RULES = frozenset(("fact-line", "outside-text", "text"))
_SUMMARY = ("摘要", "导读", "內容提要", "内容提要", "核心提示", "内容摘要", "[摘要]", "【摘要】")


@dataclass(frozen=True, slots=True)
class Line:
    """A text and its place. `label`: class and id of its element; `index`: its block's."""

    text: str
    place: Place
    index: int
    label: str = ""


def credit_lines(cleaned: Cleaned) -> list[Line]:
    """The lines around and in the story, each once, in reading order."""
    told = {verdict.block.index: verdict for verdict in cleaned.story}
    lines = [line for line in _head(cleaned) if line.index not in told]
    lines += _story(cleaned)
    lines += [line for line in _foot(cleaned) if line.index not in told]
    return lines


def hidden_lines(cleaned: Cleaned) -> Iterator[Line]:
    """What only search engines see."""
    for block in cleaned.blocks:
        if block.hidden and block.text:
            yield _line(block, "foot")


def _head(cleaned: Cleaned) -> Iterator[Line]:
    for block in cleaned.head:
        if block is not cleaned.headline and _is_readable(block):
            yield _line(block, "head")


def _story(cleaned: Cleaned) -> Iterator[Line]:
    body = [verdict.block.index for verdict in cleaned.story if verdict.role == "body"]
    opening, ending = frozenset(body[:_OPENING]), frozenset(body[-_ENDING:])
    first = body[0] if body else 0
    for verdict in cleaned.story:
        place = _place(verdict, opening, ending, first)
        text = verdict.text or verdict.block.text
        if place and text and not text.startswith(_SUMMARY):
            yield Line(text, place, verdict.block.index, verdict.block.node.label)


def _place(verdict: Verdict, opening: frozenset[int], ending: frozenset[int], first: int) -> Place | None:
    index = verdict.block.index
    if verdict.role == "removed":
        if verdict.rule not in _READABLE_RULES or not _is_readable(verdict.block):
            return None
        return "head" if index < first else "foot"
    if verdict.role in ("caption", "image"):
        return "caption"
    if verdict.role == "byline":
        return "byline"
    if index in opening:
        return "opening"
    return "ending" if index in ending else "body"


def _foot(cleaned: Cleaned) -> Iterator[Line]:
    seen = 0
    for block in cleaned.foot:
        if section_phrase(block.text) or seen >= _FOOT:
            return
        if _is_readable(block):
            seen += 1
            yield _line(block, "foot")


def _is_readable(block: Block) -> bool:
    return bool(block.text) and not block.hidden and 2 * block.linked <= len(block.text)


def _line(block: Block, place: Place) -> Line:
    return Line(block.text, place, block.index, block.node.label)
