"""What each line says of its writers and photographers, read by the grammar that fits its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newscrawl.fields.credits.lines import Line
from newscrawl.grammar.bylines import (
    Reading,
    is_byline,
    read_credits,
    read_lead,
    read_signature,
    read_tail,
    split_photo_credit,
)
from newscrawl.grammar.bylines import read_bulleted, read_origin, read_slot
from newscrawl.model import Credit, Found

_CREDITS = re.compile(
    r"记者|記者|通[讯訊][员員]|作\s{0,3}者|[实實][习習]生|[评評][论論][员員]|撰[文稿]|[执執][笔筆]|[采採][写寫访訪]|[编編][译譯]|[摄攝]|供稿|投稿"
    r"|文[/／|｜丨︱字:：]|[图圖][/／|｜丨:：文片]|报道员|特派员|网评员|主笔|整理|[報报][導道导]|(?<![一-龥])文(?![一-龥])"
)
_PICTURE_END = re.compile(
    r"[摄攝图圖影][）)】\]。]?(?:\s?\d{2,4}年\d{1,2}月\d{1,2}日)?$|[（(【](?:摄影|攝影|图片?|圖片?)[^（(）)]{2,20}[）)】]$"
)
_AUTHOR_ELEMENT = re.compile(r"author|writer|byline|reporter|zuozhe")
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
        yield "line", read_credits(line.text) or read_signature(line.text)
    elif line.place == "foot":
        yield "foot", _read_line(line.text) if _CREDITS.search(line.text) else []
        yield "signature", read_signature(line.text) if is_byline(line.text) else []
    else:
        yield from _read_story(line)


def _read_head(line: Line) -> Iterator[tuple[str, list[Reading]]]:
    if len(line.text) > _LONGEST:
        return
    if _CREDITS.search(line.text):
        yield "head", read_credits(line.text)
    yield "origin", read_origin(line.text)
    yield "slot", read_slot(line.text)
    yield "bullet", read_bulleted(line.text)
    if _AUTHOR_ELEMENT.search(line.label) or "/" in line.text or "／" in line.text:
        yield "element", read_signature(line.text)


def _read_story(line: Line) -> Iterator[tuple[str, list[Reading]]]:
    text = line.text
    if line.place == "opening":
        yield "origin", read_origin(text)
        yield "bullet", read_bulleted(text)
        lead = read_lead(text)
        yield "lead", lead + (_read_end(line) if len(text) > _TAIL else [])
    if len(text) <= _LONGEST and _CREDITS.search(text) and is_byline(text):
        yield "line", read_credits(text)
    yield "tail", _read_end(line)
    if _PICTURE_END.search(text[-30:]):
        yield "caption", _read_caption(text)


def _read_end(line: Line) -> list[Reading]:
    end = line.text[-_TAIL:]
    if _CREDITS.search(end) or line.place == "ending":
        return read_tail(line.text)
    return []


def _read_line(text: str) -> list[Reading]:
    return read_credits(text) or read_tail(text)


def _read_caption(text: str) -> list[Reading]:
    if not _CREDITS.search(text[-_TAIL:]):
        return []
    caption, credit = split_photo_credit(text)
    if credit:
        return read_credits(credit)
    return read_credits(text) if is_byline(text) else []
