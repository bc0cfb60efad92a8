"""Names in the slot of an author, without a role: behind time or source, in a label of origin."""

from __future__ import annotations

import re

from newscrawl.grammar.bylines.phrase import Reading
from newscrawl.grammar.bylines.signatures import read_signature
from newscrawl.grammar.names import is_pen_name
from newscrawl.model import Credit

_LONGEST = 120
_SLOT_LONGEST = 24
_SOURCE = re.compile(r"(?:来源|來源|稿源|出处)\s?[:：]\s?\S{2,20}(?=\s)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?=\s)")
_ORIGIN = re.compile(r"原创\s?[:：]\s{0,3}(?P<name>\S{2,6}?)(?P<role>编译|整理|翻译)?\s{1,3}\S{3,20}")
_BULLETS = "■□●○◎◆▲"
_BULLETED_LONGEST = 16


def read_slot(text: str) -> list[Reading]:
    """Names that close a line of facts, behind the source or the time: 来源：某网 王五.

    Behind a bare time a word of two characters may as well be a channel, so it is no name there.
    """
    line = text[:_LONGEST]
    sources, clocks = list(_SOURCE.finditer(line)), list(_CLOCK.finditer(line))
    at = max((match.end() for match in sources + clocks), default=len(text))
    if not 2 < len(text) - at <= _SLOT_LONGEST:
        return []
    found = read_signature(text[at:])
    if not sources and len(found) == 1 and len(found[0].credit.name) < 3:
        return []
    return [Reading(r.credit, r.kind, r.start + at, r.end + at, r.vouched) for r in found]


def read_origin(text: str) -> list[Reading]:
    """The writer in the label of a reprinted account's story: 原创： 某某编译 某某账号."""
    match = _ORIGIN.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None or not is_pen_name(match.group("name")):
        return []
    credit = Credit(match.group("name"), match.group("role") or "作者", None)
    return [Reading(credit, "reporter", *match.span("name"), True)]


def read_bulleted(text: str) -> list[Reading]:
    """A line of names behind a bullet, as papers put it below the headline: ■王五 赵六."""
    line = text.strip()
    return read_signature(line) if line[:1] in tuple(_BULLETS) and len(line) <= _BULLETED_LONGEST else []
