"""Names in the slot of an author, without a role: behind time or source, in a label of origin."""

from __future__ import annotations

import re

from newscrawl.grammar.bylines.phrase import Reading
from newscrawl.grammar.bylines.signatures import read_signature
from newscrawl.grammar.names import is_name, is_pen_name
from newscrawl.grammar.organisations import is_org, org_name
from newscrawl.grammar.sources import is_outlet_name
from newscrawl.knowledge.not_names import ORDINARY_WORDS
from newscrawl.model import Credit

_LONGEST = 120
_ROLE = "作者"
_SLOT_LONGEST = 24
_SOURCE = re.compile(r"(?:来源|來源|稿源|出处)\s?[:：]\s?\S{2,20}(?=\s)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?=\s)")
_IN_FRONT = re.compile(
    r"(?:(?P<org>[^\s\d:：|｜]{2,12})\s[|｜·•]?\s?)?(?P<name>[一-鿿]{3})"
    r"(?![^\s·•|｜\d])\s?[·•|｜]?\s?(?:(?P<behind>[^\s\d:：|｜]{2,12})\s[|｜·•]?\s?)?"
    r"(?=(?:19|20)\d\d\s?[-年./]|\d{1,2}(?:-\d{1,2}|月\d{1,2}日)\s?\d{1,2}:\d\d)"
)
_BEHIND_DAY = re.compile(
    r"(?P<org>[^\s\d:：|｜]{2,12})[\s|｜·]{1,3}(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?[\s|｜·]{1,3}(?P<name>[一-鿿]{3})"
)
_BY = re.compile(r"(?<!\S)(?:由\s|[Bb]y(?:\s?[:：]\s?|\s))(?P<name>[一-鿿]{2,4})(?!\S)")
_ORIGIN = re.compile(r"原创\s?[:：]\s{0,3}(?P<name>\S{2,6}?)(?P<role>编译|整理|翻译)?\s{1,3}\S{3,20}")
_NOTE = re.compile(
    r"(?:编者按\s?[:：]\s?)?(?:本文|文章)(?:转载|来源|首发|来)?[自于源][^。]{2,60}?[，,；;｜|）)\s](?P<role>作者|文)\s?[:：|｜]\s?(?P<name>[^\s，,。；;|｜）)]{2,10})(?![^\s，,。；;|｜）)])"
)
_SIGNED = re.compile(
    r"(?P<name>[一-鿿]{2,4})(?:\s?[/／]\s?(?P<desk>[^/／\s，。、]{3,14})|[\s，]{1,3}(?P<org>[^\s，。、/／]{2,14}?)(?P<role>记者|記者|评论员|撰稿人|特派员|特派員))"
)
_AFTER_DESK = re.compile(r"(?P<desk>[^/／\s，。、：:]{3,14})\s?[/／]\s?(?P<name>[一-鿿]{2,4})")
_BARRED = re.compile(
    r"(?:来源|來源|稿源)\s?[:：]\s?[^\s|｜丨]{2,20}\s?[|｜丨]\s?(?P<name>[一-鿿]{2,4})(?=\s|$)"
)
_BULLETS = "■□●○◎◆▲"
_BULLETED_LONGEST = 16


def read_slot(text: str) -> list[Reading]:
    """Names that close a line of facts, behind the source or the time: 来源：某网 王五.

    Behind a bare time a word of two characters may as well be a channel, so it is no name there; in front of
    one a name of three counts, by itself or beside the outlet's: 某报 王小五 2019-01-02.
    """
    line = text[:_LONGEST]
    if (by := _BY.search(line)) and is_name(by["name"]):
        return [Reading(Credit(by["name"], _ROLE, None), "reporter", *by.span("name"), False)]
    if (barred := _BARRED.match(line)) and is_name(barred["name"]):
        return [Reading(Credit(barred["name"], _ROLE, None), "reporter", *barred.span("name"), False)]
    sources, clocks = list(_SOURCE.finditer(line)), list(_CLOCK.finditer(line))
    before = _IN_FRONT.match(line) if not sources else None
    if before and is_name(before["name"]) and all(map(is_outlet_name, filter(None, before.group(1, 3)))):
        return [Reading(Credit(before["name"], _ROLE, None), "reporter", *before.span("name"), False)]
    day = _BEHIND_DAY.fullmatch(line.strip()) if not (sources or clocks) else None
    if day and is_outlet_name(day["org"]) and is_name(day["name"]):
        return [Reading(Credit(day["name"], _ROLE, None), "reporter", *day.span("name"), False)]
    at = max((match.end() for match in sources + clocks), default=len(text))
    if not 2 < len(text) - at <= _SLOT_LONGEST:
        return []
    found = read_signature(text[at:])
    if not sources and len(found) == 1 and len(found[0].credit.name) < 3:
        return []
    return [Reading(r.credit, r.kind, r.start + at, r.end + at, r.vouched) for r in found]


def read_origin(text: str) -> list[Reading]:
    """The writer whom a reprint names: 原创： 某某编译 某某账号; 本文来自某号，作者：某某."""
    match = (_ORIGIN.fullmatch(text.strip()) or _NOTE.match(text)) if len(text) <= _LONGEST else None
    if match is None or not is_pen_name(match.group("name")):
        return []
    role = match.group("role") or _ROLE
    credit = Credit(match.group("name"), _ROLE if role == "文" else role, None)
    return [Reading(credit, "reporter", *match.span("name"), True)]


def read_bulleted(text: str) -> list[Reading]:
    """A line of names behind a bullet, as papers put it below the headline: ■王五 赵六."""
    line = text.strip()
    return read_signature(line) if line[:1] in tuple(_BULLETS) and len(line) <= _BULLETED_LONGEST else []


def read_signed(text: str) -> list[Reading]:
    """A name beside its outlet, and nothing else: 石佳/某某日报, 石佳 某某日报记者, 某某周刊/石佳."""
    line = text.strip().lstrip(_BULLETS + " \u3000")
    at = text.find(line)
    matches = (_SIGNED.fullmatch(line), _AFTER_DESK.fullmatch(line))
    match = next((m for m in matches if m and is_name(m["name"]) and m["name"] not in ORDINARY_WORDS), None)
    if match is None:
        return []
    parts = match.groupdict()
    org = parts["desk"] or parts["org"]
    sent = (parts.get("role") or "").startswith("特派")
    if not (sent or is_org(org) or is_outlet_name(org)):
        return []
    # 山城特派员: a place, and no outlet.
    credit = Credit(match["name"], parts.get("role") or _ROLE, None if sent else org_name(org))
    return [Reading(credit, "reporter", at + match.start("name"), at + match.end("name"), True)]
