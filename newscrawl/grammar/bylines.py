"""Bylines: which lines are nothing but a credit, and whom a line, a lead or an end of a story credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from newscrawl.grammar.credit_phrase import Reading, read_phrase
from newscrawl.grammar.credit_tokens import tokens
from newscrawl.grammar.names import is_name
from newscrawl.grammar.organisations import is_org, org_name
from newscrawl.grammar.people import people
from newscrawl.grammar.photo_credits import split_photo_credit
from newscrawl.model import Credit

__all__ = [
    "Reading", "is_byline", "opening_org", "read_credits", "read_lead", "read_signature", "read_slot",
    "read_tail", "split_byline_tail", "split_photo_credit",
]  # fmt: skip

_OPEN, _CLOSE = "（(〔【[［", "）)〕】]］"
_BULLETS = " \u3000■□●○◎◆◇▲△▼★☆※*·•—-–|｜丨>"
_BRACKETED = re.compile(rf"[{re.escape(_OPEN)}]([^{re.escape(_OPEN + _CLOSE)}]{{2,90}})[{re.escape(_CLOSE)}]")
_TAIL = re.compile(rf"{_BRACKETED.pattern}[ \u3000]*\d{{0,8}}$")
_SENTENCE_ENDS = "。！？!?”」』…；"
_TAIL_LONGEST = 120
_LINE_LONGEST = 120
_LEAD_LONGEST = 140
_SIGNATURE_LONGEST = 40
_BIOGRAPHY = re.compile(r"(?P<names>[^（(]{2,30})[（(](?:本文)?作者(?:分别|均|们)?(?:系|为|是|单位)[^（(）)]{2,90}[）)]?")
_ABOUT_AUTHOR = re.compile(r"(?:本文)?作者(?:系|为|是|单位)[^。！？]{2,60}")
_OPENING = re.compile(
    r"(?!记者|記者)[^\d（(，。：:、／/\s]{1,12}?(?:通讯社|社|网|報|报|新闻|新聞|電視台|电视台|在线|之声)(?:新闻)?网?(?:客户端)?"
)
_CLAUSE = re.compile(r"[^。！？，,：:（(]{4,80}+(?=[。！？，,：:（(])")
_REPORTED = re.compile(r"(?:报道|報導|報道|报导|专电|專電|电|電|讯)(?=[ \u3000]|$)")
_LEAD_WORD = re.compile("记者|記者|通[讯訊]员|通訊員|[摄攝]影|作者|[编編][译譯辑輯]|文/|图/|[采採][写寫]|实习生|供稿|总编|[报報][道導]")
_GAP = re.compile(r"[ \u3000]")
_SOURCE_VALUE = re.compile(r"(?:来源|來源|稿源|出处)\s?[:：]\s?\S{2,20}|\d{1,2}:\d{2}(?::\d{2})?")


def read_credits(text: str, *, org: str | None = None) -> list[Reading]:
    """The reporters and photographers whom a line or phrase credits, in its order.

    A text that is no byline gives nobody, unless a label with a colon (作者：) names someone in it. `org` is
    the outlet that speaks of itself as 本报 or leaves itself out.
    """
    line, at = unbracketed(text)
    phrase = read_phrase(line)
    found = [r for r in phrase.readings if r.kind == "reporter" and (phrase.complete or r.vouched)]
    return [_placed(r, at, org) for r in found]


def is_byline(text: str) -> bool:
    """True if the whole line is a credit and nothing else: (记者 X 通讯员 Y), 责编：X, 文/图 X."""
    if len(text) > _LINE_LONGEST:
        return False
    line, at = unbracketed(text)
    if read_phrase(line).complete or _BIOGRAPHY.fullmatch(line):
        return True
    if _ABOUT_AUTHOR.fullmatch(line):
        return True
    return at > 0 and text.lstrip()[:1] in _OPEN and bool(read_signature(line))


def split_byline_tail(text: str) -> tuple[str, str | None]:
    """Cut the credit off the end of a paragraph: in brackets, or glued behind the last sentence."""
    tails = tails_of(text)
    if not tails:
        return text, None
    return text[: tails[0][0]].rstrip(), " ".join(tail for _, tail in tails)


def read_tail(text: str) -> list[Reading]:
    """The reporters whom the end of a paragraph credits, with or without a role: …。（王五）."""
    found: list[Reading] = []
    for at, tail in tails_of(text):
        found += [_placed(r, at, None) for r in read_credits(tail) or read_signature(tail)]
    return found


def read_lead(text: str) -> list[Reading]:
    """The reporters in the opening of a story: …日电（记者X）, 东方网记者X5月1日报道：, 本报讯 记者X."""
    opening = text[:_LEAD_LONGEST]
    if not _LEAD_WORD.search(opening):
        return []
    org = opening_org(opening)
    for match in _BRACKETED.finditer(opening):
        if match.start() > 60 or _SENTENCE_ENDS[0] in opening[: match.start()]:
            break
        phrase = read_phrase(match.group(1))
        if phrase.complete and phrase.readings:
            return [_placed(r, match.start(1), org) for r in _of_lead(phrase.readings)]
    return _plain_lead(opening, org)


def _of_lead(readings: Sequence[Reading]) -> list[Reading]:
    """Who is credited in a dateline has written the story, be it the editor: 某某网讯（总编/王五）."""
    reporters = [r for r in readings if r.kind == "reporter"]
    return reporters or [replace(r, kind="reporter") for r in readings if r.kind == "editor"]


def read_signature(text: str) -> list[Reading]:
    """Names that stand alone, with or without an organisation: 石佳/某报, 某局 王五. Role 作者 is ours."""
    line, at = unbracketed(text)
    if match := _BIOGRAPHY.fullmatch(line):
        line = match.group("names")
    if len(line) > _SIGNATURE_LONGEST:
        return []
    parts = tokens(line)
    if not parts or any(t.kind != "chunk" for t in parts):
        return []
    found = people(parts, is_name)
    named = {p.start for p in found.persons}
    within = {t.start for t in parts for p in found.persons if p.start <= t.start < p.end}
    others = [t.word for t in parts if t.start not in named | within]
    if not all(is_org(word) for word in others):
        return []
    org = org_name(" ".join(others)) if others else None
    return [Reading(Credit(p.name, "作者", org), "reporter", at + p.start, at + p.end, False) for p in found.persons]


def read_slot(text: str) -> list[Reading]:
    """Names that close a line of facts, behind the time or the source: 来源：某网 王五."""
    last = None
    for match in _SOURCE_VALUE.finditer(text[:_LINE_LONGEST]):
        last = match
    if last is None or not text[last.end() : last.end() + 1].isspace():
        return []
    rest = text[last.end() :]
    return [_placed(r, last.end(), None) for r in read_signature(rest)] if len(rest) <= 20 else []


def opening_org(text: str) -> str | None:
    """The outlet that opens a dateline: 某某网 of 某某网5月1日讯."""
    match = _OPENING.match(text.lstrip(_BULLETS + _OPEN))
    return org_name(match.group()) if match else None


def _plain_lead(opening: str, org: str | None) -> list[Reading]:
    """A lead without brackets: up to its 报道：, or as far as the byline reaches before the first sentence."""
    if opening.startswith(("据", "據")):
        return []
    clause = _CLAUSE.match(opening)
    ends = [m.end() for m in _REPORTED.finditer(clause.group())] if clause else []
    ends += [m.start() for m in islice(_GAP.finditer(opening, 0, 60), 8)]
    best: list[Reading] = []
    for end in sorted(ends):
        phrase = read_phrase(opening[:end])
        if phrase.complete and phrase.readings:
            best = [_placed(r, 0, org) for r in phrase.readings if r.kind == "reporter"]
    return best


def tails_of(text: str) -> list[tuple[int, str]]:
    """The credits at the end of `text` and where they begin, in reading order."""
    end = len(text.rstrip())
    tails: list[tuple[int, str]] = []
    while len(tails) < 3 and (start := _tail_start(text[:end])) is not None:
        tail = text[start:end]
        tails.insert(0, (start + len(tail) - len(tail.lstrip()), tail.strip()))
        end = len(text[:start].rstrip())
    return tails


def _tail_start(text: str) -> int | None:
    """Where the credit at the end of `text` begins."""
    window = max(0, len(text) - _TAIL_LONGEST)
    tail = text[window:]
    if match := _TAIL.search(tail):
        closed = tail[: match.start()].rstrip().endswith(tuple(_SENTENCE_ENDS))
        if is_byline(match.group(1)) or (closed and read_signature(match.group(1))):
            return window + match.start()
    at = max(tail.rfind(mark) for mark in _SENTENCE_ENDS)
    if at < 0 or not tail[at + 1 :].strip():
        return None
    phrase = read_phrase(tail[at + 1 :].strip())
    return window + at + 1 if phrase.complete and phrase.readings else None


def unbracketed(text: str) -> tuple[str, int]:
    """The line without bullets and outer brackets, and where it begins in `text`."""
    start, end = 0, len(text)
    while start < end and (text[start] in _BULLETS or text[start].isspace()):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and text[start] in _OPEN:
        close = end
        while close > start and text[close - 1].isdigit():
            close -= 1
        if text[close - 1] in _CLOSE and not any(c in _OPEN + _CLOSE for c in text[start + 1 : close - 1]):
            start, end = start + 1, close - 1
    return text[start:end], start


def _placed(reading: Reading, at: int, org: str | None) -> Reading:
    credit = reading.credit
    if credit.org is None and org and any(credit.role.endswith(title) for title in ("记者", "评论员")):
        credit = Credit(credit.name, credit.role, org)
    return Reading(credit, reading.kind, reading.start + at, reading.end + at, reading.vouched)
