"""Where the words of a query stand in a text: the text in pieces, those that were hit marked as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.grammar.folding import fold
from newscrawl.grammar.terms import Word

BEFORE = 20
"""Characters of a snippet before the first hit."""

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text as the article has it; `hit`: it is what was looked for."""

    text: str
    hit: bool = False


def pattern(sought: Sequence[Word]) -> re.Pattern[str] | None:
    """What finds the words in a folded text; None where there is nothing to find."""
    forms = {r"[\W_]*".join(map(re.escape, word.runs)) for word in sought if not word.barred}
    return re.compile("|".join(sorted(forms, key=len, reverse=True))) if forms else None


def mark(text: str, sought: re.Pattern[str] | None) -> tuple[Piece, ...]:
    """The whole of `text` in pieces."""
    return _pieces(text, 0, len(text), sought)


def snippets(
    text: str, sought: re.Pattern[str] | None, length: int, most: int
) -> tuple[tuple[Piece, ...], ...]:
    """At most `most` passages of `length` characters around the hits in `text`, or its beginning."""
    found: list[tuple[Piece, ...]] = []
    end = 0
    for hit in sought.finditer(fold(text)) if sought else ():
        if hit.start() < end:
            continue
        start = max(end, hit.start() - BEFORE)
        end = min(len(text), max(start + length, hit.end()))
        found.append(_pieces(text, start, end, sought))
        if len(found) == most:
            break
    return tuple(found) or ((_pieces(text, 0, min(len(text), length), None),) if text else ())


def _pieces(text: str, start: int, end: int, sought: re.Pattern[str] | None) -> tuple[Piece, ...]:
    """The text from `start` to `end`, with dots where it is cut; white space is one space."""
    found = [Piece("…")] if start else []
    at = start
    for hit in sought.finditer(fold(text[start:end])) if sought else ():
        first, last = start + hit.start(), start + hit.end()
        found += [Piece(text[at:first]), Piece(text[first:last], True)]
        at = last
    found.append(Piece(text[at:end]))
    if end < len(text):
        found.append(Piece("…"))
    plain = (Piece(_SPACE.sub(" ", piece.text), piece.hit) for piece in found)
    return tuple(piece for piece in plain if piece.text)
