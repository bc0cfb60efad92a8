"""Where a page displays its time: the texts around the headline, behind the story, and in hidden blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from newscrawl.grammar.editions import EDITION
from newscrawl.model import Block, Cleaned, Verdict
from newscrawl.model.page import spaced

_LONGEST = 400
_LONGEST_JOINED = 80
_MOST_BLOCKS = 40
_EDGE = 12
_SHORTEST_TITLE = 6
_DAY = re.compile(r"(?:19|20)[0-9]{2}\s?[-年./]\s?[0-9]")
# `2019` / `09/07` / `19:02`, or a label and its time, in elements of their own.
_OPEN = re.compile(r"(?:[0-9０-９年月日号/:：.-]|时\s?间|日\s?期|[发更][布新表]于?)$")
_SPEAKS_OF_TIME = re.compile(r"[时時日][间間期]|[发發][布佈表]")
_DIGIT = re.compile(r"[0-9０-９一二三四五六七八九十]")
# 16:38 and 10.1w阅读 in elements without a gap.
_GLUED = re.compile(r"[0-9]:[0-5][0-9][0-9]")
_CLOCK = re.compile(r"[0-9]:[0-5][0-9]")
_GOES_ON = re.compile(r"[0-9０-９]|[年月日/:：.-]{1,2}$")
_SIGN_LAST = re.compile(r"[0-9][年月/:：.-]$")


class Line(msgspec.Struct, frozen=True, gc=False):
    """A text of a zone. `place` orders lines, nearest first; `linked` counts characters inside links.

    `above`: it stands above the headline, where sites show today's date and papers that of the issue.
    """

    text: str
    place: int
    linked: int = 0
    above: bool = False

    @property
    def is_link(self) -> bool:
        """Most of it is a link."""
        return 5 * self.linked > 4 * len(self.text)


def head_lines(cleaned: Cleaned) -> list[Line]:
    """The texts around the headline, without the headline itself, which may begin with a date of its own."""
    title = cleaned.headline
    blocks = list(_head_blocks(cleaned))
    if title is None:
        return _lines(blocks)
    lines = _lines(block for block in blocks if block.index < title.index)
    paper = any(_DAY.search(line.text) for line in lines) and _is_paper(cleaned.blocks[: title.index])
    lines += _lines(block for block in blocks if block.index > title.index)
    return [
        Line(
            _without(line.text, title.text),
            abs(line.place - title.index),
            line.linked,
            above=line.place < title.index and not paper,
        )
        for line in lines
    ]


def foot_lines(cleaned: Cleaned) -> list[Line]:
    """The texts right behind the story."""
    return _lines(_foot_blocks(cleaned))


def hidden_lines(cleaned: Cleaned) -> list[Line]:
    """The texts that only search engines see."""
    hidden = [block for block in cleaned.blocks if block.hidden]
    return _lines(hidden[:_MOST_BLOCKS])


def other_lines(cleaned: Cleaned) -> list[Line]:
    """The short texts of the page outside its story that speak of a time."""
    story = {verdict.block.index for verdict in cleaned.story}
    return _lines(
        block
        for block in cleaned.blocks
        if len(block.text) <= _LONGEST_JOINED
        and block.index not in story
        and not block.hidden
        and _SPEAKS_OF_TIME.search(block.text)
    )


def _head_blocks(cleaned: Cleaned) -> Iterator[Block]:
    """Blocks around the headline, and what stands before the running text at the top of the story."""
    head = cleaned.head[-_MOST_BLOCKS:]
    first = head[0].index if head else 0
    yield from (block for block in _under_headline(cleaned) if block.index < first and not block.hidden)
    yield from (block for block in head if not block.hidden)
    for verdict in cleaned.story[:_EDGE]:
        if _is_running(verdict):
            return
        if verdict.role in ("body", "byline", "removed") and not verdict.block.hidden:
            yield verdict.block


def _under_headline(cleaned: Cleaned) -> tuple[Block, ...]:
    """The next blocks behind the headline, wherever the story was found."""
    if cleaned.headline is None:
        return ()
    start = cleaned.headline.index + 1
    return cleaned.blocks[start : start + _EDGE]


def _foot_blocks(cleaned: Cleaned) -> Iterator[Block]:
    """What stands behind the running text at the end of the story, and the blocks behind it."""
    tail: list[Block] = []
    for verdict in reversed(cleaned.story[-_EDGE:]):
        if _is_running(verdict):
            break
        tail.append(verdict.block)
    yield from (block for block in reversed(tail) if not block.hidden)
    yield from (block for block in cleaned.foot[:_MOST_BLOCKS] if not block.hidden)


def _is_running(verdict: Verdict) -> bool:
    """Part of the text proper: body, unless it is a short line with a clock time, or a name or label."""
    text = verdict.text
    if verdict.role != "body" or len(text) > _LONGEST_JOINED:
        return verdict.role == "body"
    return not _CLOCK.search(text) and (verdict.block.prose > 0 or _DIGIT.search(text) is not None)


def _is_paper(above: Iterable[Block]) -> bool:
    """Whether a line above the headline names the editions of a paper's issue."""
    return any(len(block.text) <= _LONGEST_JOINED and EDITION.search(block.text) for block in above)


def _without(text: str, title: str) -> str:
    return text.replace(title, " ") if len(title) >= _SHORTEST_TITLE else text


def _lines(blocks: Iterable[Block]) -> list[Line]:
    """Blocks as lines, where a date spread over neighbours is one line; long texts are left out."""
    lines: list[Line] = []
    for block in blocks:
        text = spaced(block) if _GLUED.search(block.text) else block.text
        if not text or len(text) > _LONGEST:
            continue
        if lines and _continues(lines[-1].text, text):
            last = lines.pop()
            lines.append(Line(_join(last.text, text), last.place, last.linked))
        else:
            lines.append(Line(text, block.index, block.linked))
    return lines


def _join(text: str, more: str) -> str:
    """A new line between the two, unless one of them is the sign that parts them: 09 / 07."""
    return text + more if _SIGN_LAST.search(text) or not more[0].isdigit() else f"{text}\n{more}"


def _continues(text: str, more: str) -> bool:
    return (
        _GOES_ON.match(more) is not None
        and len(text) + len(more) <= _LONGEST_JOINED
        and _OPEN.search(text) is not None
    )
