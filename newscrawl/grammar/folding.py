"""Text → the same text in one spelling, character for character: for comparing and finding, never for show.

Full-width letters and digits are the narrow ones, capitals are small, traditional characters simplified.
The text keeps its length, so that what is found in the folded text stands at the same place in the text.
"""

from __future__ import annotations

import re
import unicodedata

from newscrawl.knowledge.simplify import SIMPLE


def fold(text: str) -> str:
    """`text` in one spelling; each character stands where it stood."""
    # Not `translate`, which looks up every character: few of a text stand in the table.
    return _OTHER.sub(_simple, text)


def _table() -> dict[str, str]:
    table = dict(SIMPLE)
    for code in (*range(0x80), *range(0xC0, 0x590), *range(0xFF01, 0xFFEF), 0x3000):
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        if plain != chr(code) and len(plain) == 1:
            table[chr(code)] = plain
    return table


_TABLE = _table()
_OTHER = re.compile(f"[{''.join(map(re.escape, sorted(_TABLE)))}]")


def _simple(found: re.Match[str]) -> str:
    return _TABLE[found[0]]
