"""Two wordings of an article → what was added and taken out, down to the character."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "added", "gone"]
Piece = tuple[Kind, str]

# Paragraphs longer than this are compared as wholes: the time for characters grows with the square.
_LONGEST = 4000
_LIKE = 0.4


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs, paragraph by paragraph, each in pieces."""

    field: str
    paragraphs: list[list[Piece]]


def compare(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    """The fields in which two wordings differ, in the order of `new`."""
    return [
        Change(name, list(_paragraphs(old.get(name, ""), text)))
        for name, text in new.items()
        if text != old.get(name, "")
    ]


def _paragraphs(old: str, new: str) -> Iterator[list[Piece]]:
    """All paragraphs of both; one that has a like one in its place is compared with it."""
    before, after = old.split("\n\n") if old else [], new.split("\n\n") if new else []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from _whole("same", after[c:d])
            continue
        shared = min(b - a, d - c)
        for left, right in zip(before[a : a + shared], after[c : c + shared], strict=True):
            yield from _pair(left, right)
        yield from _whole("gone", before[a + shared : b])
        yield from _whole("added", after[c + shared : d])


def _whole(kind: Kind, texts: Sequence[str]) -> Iterator[list[Piece]]:
    return ([(kind, text)] for text in texts)


def _pair(left: str, right: str) -> Iterator[list[Piece]]:
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    if max(len(left), len(right)) > _LONGEST or matcher.quick_ratio() < _LIKE or matcher.ratio() < _LIKE:
        yield [("gone", left)]
        yield [("added", right)]
        return
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(("same", left[a:b]))
        if tag in ("delete", "replace"):
            pieces.append(("gone", left[a:b]))
        if tag in ("insert", "replace"):
            pieces.append(("added", right[c:d]))
    yield pieces
