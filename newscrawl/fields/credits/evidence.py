"""What each line says of its writers and photographers, read by the grammar that fits its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newscrawl.fields.credits.lines import AUTHOR, Line
from newscrawl.grammar.bylines import (
    Reading,
    is_byline,
    may_credit,
    read_bulleted,
    read_credits,
    read_lead,
    read_origin,
    read_signature,
    read_signed,
    read_slot,
    read_tail,
    split_photo_credit,
)
from newscrawl.model import Credit, Found

_PICTURE_END = re.compile(
    r"[摄攝图圖影][）)】\]。]?(?:\s?\d{2,4}年\d{1,2}月\d{1,2}日)?$|[（(【](?:摄影|攝影|图片?|圖片?)[^（(）)]{2,20}[）)】]$"
)
# A work and its author in a list of prizes.
_WORK = re.compile(r"《[^》]{1,40}》\s{0,2}作者\s?[:：]")
_TAIL = 90
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """A credit and where it was read. `weak`: names without a role, in the place of a byline."""

    found: Found[Credit]
    place: str
    sure: bool
    weak: bool = False


def evidence_in(line: Line) -> Iterator[Evidence]:
    """All credits of one line, best grammar first; the first grammar that finds somebody decides."""
    for rule, readings in _read(line):
        if not readings:
            continue
        for reading in readings:
            found = Found(reading.credit, line.text[:_LONGEST], f"credit:{rule}")
            yield Evidence(found, line.place, reading.vouched, weak=rule in ("slot", "element"))
        return


def _read(line: Line) -> Iterator[tuple[str, list[Reading]]]:
    if line.place == "head":
        yield from _read_head(line)
    elif line.place == "caption":
        yield "caption", _read_caption(line.text)
    elif line.place == "byline":
        yield "line", read_credits(line.text) or read_signed(line.text) or read_signature(line.text)
    elif line.place == "foot":
        yield "foot", _read_line(line.text) if may_credit(line.text) else []
        yield "signature", read_signature(line.text) if is_byline(line.text) else []
    else:
        yield from _read_story(line)


def _read_head(line: Line) -> Iterator[tuple[str, list[Reading]]]:
    if len(line.text) > _LONGEST:
        return
    if may_credit(line.text):
        yield "head", read_credits(line.text)
    yield "origin", read_origin(line.text)
    yield "slot", read_slot(line.text)
    yield "bullet", read_bulleted(line.text)
    yield "signed", read_signed(line.text)
    if AUTHOR.search(line.label) or "/" in line.text or "／" in line.text:
        yield "element", read_signature(line.text)
    if line.under_headline:
        yield "slot", [r for r in read_signature(line.text) if len(r.credit.name) > 2]


def _read_story(line: Line) -> Iterator[tuple[str, list[Reading]]]:
    text = line.text
    if text.startswith("《") and _WORK.match(text):
        return
    ends = may_credit(text[-_TAIL:])
    if line.place == "opening":
        yield "origin", read_origin(text)
        yield "bullet", read_bulleted(text)
        yield "signed", read_signed(text)
        yield "lead", read_lead(text) + (read_tail(text) if ends and len(text) > _TAIL else [])
    if ends and is_byline(text):
        yield "line", read_credits(text)
    if ends or line.closes:
        yield "tail", read_tail(text)
    if ends and _PICTURE_END.search(text[-30:]):
        yield "caption", _read_caption(text)


def _read_line(text: str) -> list[Reading]:
    return read_credits(text) or read_tail(text)


def _read_caption(text: str) -> list[Reading]:
    if not may_credit(text[-_TAIL:]):
        return []
    _, credit = split_photo_credit(text)
    if credit:
        return read_credits(credit)
    return read_credits(text) if is_byline(text) else []
