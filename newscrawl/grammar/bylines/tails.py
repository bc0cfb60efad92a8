"""Credits at the end of a paragraph, in brackets or glued behind the last sentence."""

from __future__ import annotations

import re

from newscrawl.grammar.bylines.frame import BRACKETED, SENTENCE_ENDS, placed
from newscrawl.grammar.bylines.lexer import may_credit
from newscrawl.grammar.bylines.lines import is_byline, read_credits
from newscrawl.grammar.bylines.phrase import Reading, read_phrase
from newscrawl.grammar.bylines.signatures import read_signature

_WINDOW = 120
_MOST = 3
_BRACKETS = re.compile(rf"{BRACKETED.pattern}[ \u3000]{{0,4}}\d{{0,8}}$")


def split_byline_tail(text: str) -> tuple[str, str | None]:
    """The paragraph without the credit at its end, and that credit: …户。记者 王五, …。（责编：王五）."""
    tails = tails_of(text)
    if not tails:
        return text, None
    return text[: tails[0][0]].rstrip(), " ".join(tail for _, tail in tails)


def read_tail(text: str) -> list[Reading]:
    """The reporters whom the end of a paragraph credits, with or without a role: …。（王五）."""
    found: list[Reading] = []
    for at, tail in tails_of(text):
        found += [placed(r, at) for r in read_credits(tail) or read_signature(tail)]
    return found


def tails_of(text: str) -> list[tuple[int, str]]:
    """The credits at the end of `text` and where they begin, in reading order."""
    end = len(text.rstrip())
    tails: list[tuple[int, str]] = []
    while len(tails) < _MOST and (start := _start(text, end)) is not None:
        tail = text[start:end]
        tails.insert(0, (start + len(tail) - len(tail.lstrip()), tail.strip()))
        end = len(text[:start].rstrip())
    return tails


def _start(text: str, end: int) -> int | None:
    """Where the last credit in front of `end` begins."""
    window = max(0, end - _WINDOW)
    tail = text[window:end]
    if match := _BRACKETS.search(tail):
        closed = tail[: match.start()].rstrip().endswith(tuple(SENTENCE_ENDS))
        if is_byline(match.group(1)) or (closed and read_signature(match.group(1))):
            return window + match.start()
    at = max(tail.rfind(mark) for mark in SENTENCE_ENDS)
    rest = tail[at + 1 :].strip()
    if at < 0 or not rest or not may_credit(rest):
        return None
    phrase = read_phrase(rest)
    return window + at + 1 if phrase.complete and phrase.readings else None
