"""Editors' credits: 责编：X, 【编辑 X】, 编辑|X 校对|Y, with the codes that systems add to names."""

from __future__ import annotations

from newscrawl.grammar.bylines.frame import placed, unbracketed
from newscrawl.grammar.bylines.phrase import LONGEST, Reading, read_phrase
from newscrawl.grammar.bylines.tails import tails_of


def read_editors(text: str) -> list[Reading]:
    """Editors, proofreaders and supervisors whom a line or the end of a paragraph names.

    A name is what remains without staff codes (王五_NF0000); a code alone, a system account or a desk is
    nobody. Layout (排版) and design are no editors.
    """
    found: list[Reading] = []
    for at, line in [(0, text)] if len(text) <= LONGEST else tails_of(text):
        bare, start = unbracketed(line)
        phrase = read_phrase(bare)
        found += [
            placed(r, at + start)
            for r in phrase.readings
            if r.kind == "editor" and (phrase.complete or r.vouched)
        ]
    return found
