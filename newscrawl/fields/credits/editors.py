"""The editors and proofreaders whom a page names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from newscrawl.fields.credits.lines import Line, hidden_lines
from newscrawl.grammar.bylines import Reading, is_byline, read_editors, split_byline_tail
from newscrawl.model import Cleaned, Credit, Found

_WORDS = (
    ("编編", r"\s{0,3}[辑輯审]"), ("责責总總主", r"\s{0,3}[编編]"), ("校", r"\s{0,3}[对對审]"),
    ("监", r"\s{0,3}制"), ("監", "製"), ("审審", r"\s{0,3}[核校读稿签]"), ("一二三初复终", r"\s{0,3}[审校]"),
    ("选组", "稿"), ("签", "发"), ("编", "[委务|｜丨：/]"),
)  # fmt: skip
# Where each alternative begins with a plain character, a search runs over all others at once.
_EDITS = re.compile("|".join(first + rest for firsts, rest in _WORDS for first in firsts))
_PLAIN = re.compile(r"(?:责任编辑|責任編輯|责\s{0,3}编|編輯|编\s{0,3}辑)\s{0,2}[:：|｜丨]")
_MASTHEAD = re.compile("版权所有|备案|ICP|许可证|地址[:：]|电话[:：]|邮箱|邮编|热线[:：]|法律顾问")
"""The staff of the whole site, not of this story."""
_OWN_ADDRESS = re.compile(r"[（(【\[]?(?:责任?编辑?|責任編輯|编辑)\s?[:：][^:：]{2,12}邮箱[:：][^:：]{6,40}$")
_LONGEST = 200
_FALLBACK_LONGEST = 90


def find_editors(cleaned: Cleaned, lines: Sequence[Line]) -> tuple[Found[Credit], ...]:
    """One entry a person and role, in reading order: from the lines around the story, else from afar."""
    found = list(_in_lines(lines))
    found = found or list(_by_rules(cleaned)) or list(_in_lines(_distant(cleaned)))
    return tuple({(f.value.name, f.value.role): f for f in reversed(found)}.values())[::-1]


def _in_lines(lines: Iterable[Line]) -> Iterator[Found[Credit]]:
    for line in lines:
        end = line.text[-_LONGEST:]
        if not _EDITS.search(end) or (_MASTHEAD.search(end) and not _OWN_ADDRESS.match(end)):
            continue
        for reading in _read(line):
            yield Found(reading.credit, line.text[-_LONGEST:], f"editor:{line.place}")


def _read(line: Line) -> list[Reading]:
    """Lines beside the story are read whole; paragraphs only where they are a credit, and at their end."""
    if line.place in ("head", "foot", "byline") or is_byline(line.text):
        return read_editors(line.text)
    tail = split_byline_tail(line.text)[1]
    return read_editors(tail) if tail else []


def _by_rules(cleaned: Cleaned) -> Iterator[Found[Credit]]:
    for rules in cleaned.rules:
        for rule in rules.editor:
            for raw in rule.read(cleaned.page):
                for reading in read_editors(raw) or read_editors(f"编辑：{raw}"):
                    yield Found(reading.credit, raw, rule.name)


def _distant(cleaned: Cleaned) -> Iterator[Line]:
    """Short lines anywhere behind the headline that begin with the label of an editor."""
    start = cleaned.headline.index if cleaned.headline else 0
    for block in cleaned.blocks:
        if block.index > start and len(block.text) <= _FALLBACK_LONGEST and _PLAIN.search(block.text):
            yield Line(block.text, "foot", block.index)
    yield from (line for line in hidden_lines(cleaned) if _PLAIN.search(line.text))
