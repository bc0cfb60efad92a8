"""Lines that are a credit and nothing else, and whom they credit."""

from __future__ import annotations

import re

from newscrawl.grammar.bylines.frame import OPEN, placed, unbracketed
from newscrawl.grammar.bylines.lexer import may_credit
from newscrawl.grammar.bylines.phrase import Reading, read_phrase
from newscrawl.grammar.bylines.signatures import AGENCIES, SENT, is_biography, read_signature
from newscrawl.grammar.bylines.slots import read_bulleted, read_signed

_LONGEST = 120
_CLAUSE = "，。；"
# A writer and who has edited him, by pen names: 某某/某某（德新社等）.
_DESK = re.compile(r"[一-鿿]{2,4}(?:/[一-鿿]{2,4}){1,2}")


def read_credits(text: str, *, org: str | None = None) -> list[Reading]:
    """The reporters and photographers whom a line or phrase credits, in its order.

    A text that is no byline gives nobody, unless a label with a colon (作者：) names someone in it. `org` is
    the outlet that speaks of itself as 本报 or leaves itself out.
    """
    if not may_credit(text):
        return []
    line, at = unbracketed(text)
    phrase = read_phrase(line)
    found = [r for r in phrase.readings if r.kind == "reporter" and (phrase.complete or r.vouched)]
    return [placed(r, at, org) for r in found]


def is_byline(text: str) -> bool:
    """True if the whole line is a credit and nothing else: (记者 X 通讯员 Y), 责编：X, 文/图 X, （X）, ■X."""
    if len(text) > _LONGEST:
        return False
    if read_bulleted(text) or read_signed(text):
        return True
    line, at = unbracketed(text)
    if "/" in line and AGENCIES.search(line) and _DESK.fullmatch(AGENCIES.sub("", line)):
        return True
    if may_credit(line):
        phrase = read_phrase(line)
        # A phrase that names nobody (通讯员 摄) is a credit still, but never one with clauses.
        named = bool(phrase.readings) or not any(mark in line for mark in _CLAUSE)
        return (phrase.complete and named) or is_biography(line)
    enclosed = at > 0 and text.lstrip()[:1] in OPEN
    apart = enclosed or AGENCIES.search(line) is not None or SENT.search(line) is not None
    return apart and bool(read_signature(line))
