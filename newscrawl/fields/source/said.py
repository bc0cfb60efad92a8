"""Sources that the page does not display as such: rules, META, the dateline, the headline, the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.fields.dateline import find_opening
from newscrawl.grammar.sources import is_outlet_name, read_labels, read_value, source_of
from newscrawl.knowledge.outlets import find_outlet, spot_outlets
from newscrawl.knowledge.source_words import NEXT, OWN, STAMP
from newscrawl.model import Cleaned, Found, Source

_TITLE_PREFIX = re.compile(r"([^：:|丨｜]{2,8})\s?[：:|丨｜]")
_CITED = re.compile(r"(?:记者|記者|发表|刊发|刊登|刊文|撰文|署名|报道|消息)")
_ATTRIBUTED = re.compile(
    r"据(?!据)(?P<named>[一-鿿A-Za-z]{3,12}?)(?:官方)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:报道|消息)"
    r"|《(?P<quoted>[一-鿿]{2,10}(?:报|周刊))》记者"
)
_DAY_BEFORE = re.compile(r"^(?:(?:\d{1,2}月)?\d{1,2}日|上)")
_STAFF = re.compile(
    r"([一-鿿]{2,10}?)(?:首席|见习|实习|全媒体)?(?:记者|記者)\s?[丨|｜/\s]?\s?[一-鿿]{2,4}[\s，,]"
)
_PRINT_NOTE = re.compile(r"[（(\s]{0,2}《([^》]{2,16})》\s?[（(]?\s?(?:19|20)\d\d[^。，]{4,16}版")
_META = ("contentsource", "source", "mediaid", "og:source", "article:source")
_LONGEST_RAW = 200
_OPENING = 800


def by_rules(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """What the rules of the site and its content system read."""
    for rule in (rule for rules in cleaned.rules for rule in rules.source):
        for raw in (text[:_LONGEST_RAW] for text in rule.read(cleaned.page)):
            labelled = next(read_labels(raw), None)
            value = labelled.value if labelled else NEXT.split(STAMP.sub(" ", raw).strip(), maxsplit=1)[0]
            for source in read_value(value):
                yield Found(source, raw.strip(), rule.name)


def by_meta(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """META fields for the source. og:site_name is the site, META author an editor: neither counts."""
    for name in _META:
        raw = cleaned.page.meta.get(name, "").strip()
        labelled = next(read_labels(raw), None)
        for source in read_value(labelled.value if labelled else raw):
            yield Found(source, raw, f"meta({name})")


def by_opening(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """The outlet of the dateline: 某某日报讯, 某某网消息, 新华社…电."""
    opening = find_opening(cleaned)
    if opening is not None and opening.outlet and not OWN.fullmatch(opening.outlet):
        yield Found(source_of(opening.outlet), opening.raw, "opening")
    first = next((verdict.text for verdict in cleaned.story if verdict.role == "body"), "")
    staff = _STAFF.match(first)
    if staff and find_outlet(staff.group(1)) is not None:
        yield Found(source_of(staff.group(1)), staff.group(0), "opening")
    for block in (*cleaned.head, *(verdict.block for verdict in cleaned.story if verdict.role == "removed")):
        if "版" in block.text and (note := _PRINT_NOTE.match(block.text)):
            yield Found(source_of(note.group(1)), block.text, "print-note")


def by_title(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """A registered account that opens the headline: 侠客岛：…"""
    prefix = _TITLE_PREFIX.match(cleaned.headline.text) if cleaned.headline else None
    if prefix and find_outlet(prefix.group(1)) is not None:
        yield Found(source_of(prefix.group(1)), prefix.group(0), "title-prefix")


def cited_in_text(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """An outlet whose reporters the first paragraphs speak of: 《某某日报》记者, 据某某网1月6日报道."""
    text = "\n".join(verdict.block.text for verdict in cleaned.body[:4])[:_OPENING]
    for spotted in spot_outlets(text):
        behind = text[spotted.end : spotted.end + 16].lstrip('》”"客户端 ')
        if _CITED.match(_DAY_BEFORE.sub("", behind)):
            name = text[spotted.start : spotted.end]
            yield Found(source_of(name), text[max(0, spotted.start - 4) : spotted.end + 8], "cited")
    for match in _ATTRIBUTED.finditer(text):
        name = match["quoted"] or match["named"]
        if is_outlet_name(name):
            yield Found(source_of(name), match.group(0), "attributed")
