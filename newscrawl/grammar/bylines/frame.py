"""What stands around a byline: bullets in front, brackets on both sides."""

from __future__ import annotations

import re

from newscrawl.grammar.bylines.phrase import Reading
from newscrawl.model import Credit

OPEN, CLOSE = "（(〔【[［", "）)〕】]］"
BULLETS = " \u3000⊙■□●○◎◆◇▲△▼★☆※*·•—-–|｜丨>"
BRACKETED = re.compile(rf"[{re.escape(OPEN)}]([^{re.escape(OPEN + CLOSE)}]{{2,90}})[{re.escape(CLOSE)}]")
SENTENCE_ENDS = "。！？!?”」』…；"

_OWN_STAFF = ("记者", "评论员", "摄影报道")


def unbracketed(text: str) -> tuple[str, int]:
    """The line without bullets, outer brackets and the figures behind them, and where it begins in `text`."""
    start, end = 0, len(text.rstrip())
    while start < end and (text[start] in BULLETS or text[start].isspace()):
        start += 1
    if start == end or text[start] not in OPEN:
        return text[start:end], start
    close = end
    while text[close - 1].isdigit():
        close -= 1
    inner = text[start + 1 : close - 1]
    if text[close - 1] not in CLOSE or any(bracket in inner for bracket in OPEN + CLOSE):
        return text[start:end], start
    return inner, start + 1


def placed(reading: Reading, at: int, org: str | None = None) -> Reading:
    """The reading of a piece as one of the whole text that holds the piece from `at` on.

    `org` is the outlet of staff who are credited without one.
    """
    credit = reading.credit
    if credit.org is None and org and credit.role.endswith(_OWN_STAFF):
        credit = Credit(credit.name, credit.role, org)
    return Reading(credit, reading.kind, reading.start + at, reading.end + at, reading.vouched)
