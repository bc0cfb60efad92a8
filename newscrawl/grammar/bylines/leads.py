"""Credits in the opening of a story: in the brackets of its dateline, or in its first clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from newscrawl.grammar.bylines.frame import BRACKETED, BULLETS, OPEN, placed
from newscrawl.grammar.bylines.lexer import may_credit
from newscrawl.grammar.bylines.phrase import Reading, read_phrase
from newscrawl.grammar.bylines.signatures import read_signature
from newscrawl.grammar.names import is_name
from newscrawl.grammar.organisations import org_name
from newscrawl.model import Credit

_LONGEST = 140
_BRACKET_BY = 60
_GAPS = 8
_OUTLET = re.compile(
    r"(?!记者|記者)[^\d（(，。：:、／/\s]{1,12}?"
    r"(?:通讯社|社|网|報|报|新闻|新聞|電視台|电视台|在线|之声)(?:新闻)?网?(?:客户端)?"
)
_CLAUSE = re.compile(r"[^。！？，,：:（(]{4,80}+(?=[。！？，,：:（(])")
_REPORTED = re.compile(r"(?:报道|報導|報道|报导|专电|專電|电|電|讯)(?=[ \u3000]|$)")
_DATELINE = re.compile(r"(?:[电電讯訊]|消息)[ \u3000]{0,4}(?:$|(?=[（(]))")
# 本报讯（王五 记者赵六）: a name in front of the first role.
_LEADING_NAME = re.compile(r"([一-鿿]{2,3})[ \u3000、](?:[一-鿿]{0,4})(?:记者|通讯员|記者|通訊員)")
_ROLE = "作者"
_GAP = re.compile(r"[ \u3000]")


def read_lead(text: str) -> list[Reading]:
    """The reporters in a story's opening: …日电（记者X）, 某网记者X5月1日报道：, 本报讯 记者X …

    An outlet that opens the dateline is the organisation of reporters who have none of their own.
    """
    opening = text[:_LONGEST]
    if not (may_credit(opening) or _DATELINE.search(opening[:_BRACKET_BY])):
        return []
    org = _opening_outlet(opening)
    for match in BRACKETED.finditer(opening):
        before = opening[: match.start()]
        if len(before) > _BRACKET_BY or "。" in before:
            break
        if found := _in_brackets(match.group(1), before):
            return [placed(r, match.start(1), org) for r in found]
    return [placed(r, 0, org) for r in _in_clause(opening)]


def _in_brackets(inner: str, before: str) -> list[Reading]:
    phrase = read_phrase(inner)
    if phrase.complete and phrase.readings:
        first = _LEADING_NAME.match(inner)
        if first and is_name(first.group(1)) and first.start(1) not in {r.start for r in phrase.readings}:
            own = Reading(Credit(first.group(1), _ROLE), "reporter", *first.span(1), False)
            return [own, *_of_lead(phrase.readings)]
        return _of_lead(phrase.readings)
    return read_signature(inner) if _DATELINE.search(before) else []


def _of_lead(readings: Sequence[Reading]) -> list[Reading]:
    """Who is credited in a dateline has written the story, be it the editor: 某网讯（总编/王五）."""
    reporters = [r for r in readings if r.kind == "reporter"]
    return reporters or [replace(r, kind="reporter") for r in readings if r.kind == "editor"]


def _in_clause(opening: str) -> list[Reading]:
    """A lead without brackets: up to its 报道：, or as far as a byline reaches before the first sentence."""
    if opening.startswith(("据", "據")):
        return []
    clause = _CLAUSE.match(opening)
    ends = [m.end() for m in _REPORTED.finditer(clause.group())] if clause else []
    ends += [m.start() for m in islice(_GAP.finditer(opening, 0, _BRACKET_BY), _GAPS)]
    best: list[Reading] = []
    for end in sorted(ends):
        phrase = read_phrase(opening[:end])
        if phrase.complete and phrase.readings:
            best = [r for r in phrase.readings if r.kind == "reporter"]
    return best


def _opening_outlet(text: str) -> str | None:
    match = _OUTLET.match(text.lstrip(BULLETS + OPEN))
    return org_name(match.group()) if match else None
