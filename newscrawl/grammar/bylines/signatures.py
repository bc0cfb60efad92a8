"""Signatures: names that stand alone, with an organisation at most, and what is said of them behind."""

from __future__ import annotations

import re

from newscrawl.grammar.bylines.frame import unbracketed
from newscrawl.grammar.bylines.people import people
from newscrawl.grammar.bylines.phrase import Reading
from newscrawl.grammar.bylines.tokens import tokens
from newscrawl.grammar.names import is_name
from newscrawl.grammar.organisations import is_org, org_name
from newscrawl.knowledge.not_names import ORDINARY_WORDS
from newscrawl.model import Credit

_LONGEST = 40
_LONGEST_LINE = 160
_ROLE = "作者"
_SIGNED = re.compile(
    r"(?P<names>[^（(]{2,30})[（(](?:本文)?作者(?:分别|均|们)?(?:系|为|是|单位)[^（(）)]{2,90}[）)]?"
)
AGENCIES = re.compile(r"\s?[（(][^（()）]{1,14}(?:社|等|[电電][台臺]|[综綜]合[报報][导道導])[)）]$")
"""Whose reports the writers used: 王五/赵六（德新社等）."""
# Where a county's correspondent is from: （石门镇 王小五）.
_TOWN = re.compile(r"[一-鿿]{2,6}(?:[镇乡村县区]|街道|社区)")
# 英国《某报》 某某: the country is no part of the outlet's name.
_PAPER = re.compile(r"^\s{0,3}(?:([一-鿿]{2})(?=《))?《[^《》]{2,12}》")
SENT = re.compile(r"\s发自[一-鿿]{2,6}$")
"""Where the writers are."""
_ABOUT = re.compile(r"(?:本文)?作者(?:系|为|是|单位)[^。！？]{2,60}")


def read_signature(text: str) -> list[Reading]:
    """Names without a role: 石佳/某报, 某局 王五, 王五 赵六（作者系…）. The role 作者 is ours.

    Nothing but its shape speaks for such a name, so a word of everyday language is none.
    """
    if len(text) > _LONGEST_LINE:
        return []
    if "《" in text:
        text = _PAPER.sub(lambda m: m[0].replace(m[1] or "", " " * len(m[1] or "")), text)
    line, at = unbracketed(SENT.sub("", AGENCIES.sub("", text)))
    if match := _SIGNED.fullmatch(line):
        line = match.group("names")
    parts = tokens(line) if len(line) <= _LONGEST else []
    if any(part.kind != "chunk" for part in parts):
        return []
    persons = people(parts, is_name).persons
    if any(person.name in ORDINARY_WORDS for person in persons):
        return []
    others = [t.word for t in parts if not any(p.start <= t.start < p.end for p in persons)]
    if not all(is_org(word) or _TOWN.fullmatch(word) for word in others):
        return []
    org = org_name(" ".join(others)) if others else None
    return [Reading(Credit(p.name, _ROLE, org), "reporter", at + p.start, at + p.end, False) for p in persons]


def is_biography(line: str) -> bool:
    """作者系某大学教授: what is said of a writer, with or without the name in front."""
    return bool(_ABOUT.fullmatch(line) or _SIGNED.fullmatch(line))
