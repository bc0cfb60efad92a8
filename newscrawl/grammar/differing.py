"""Two wordings → what was taken out and what came in, sentence by sentence, down to the character. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]

LONGEST = 2000
"""Characters of a sentence that are compared one by one: the time grows with the square."""

MOST = 5000
"""Sentences of a text that are aligned; longer texts are compared as wholes."""

LIKE = 0.4
"""Likeness from which on a sentence is the former one, edited."""

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?\n]+[”’」』)）]*|$)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that stayed the `same`, is `gone`, or is `new`."""

    kind: Kind
    text: str


def differing(old: str, new: str) -> tuple[Stretch, ...]:
    """Both texts as one: `same` and `gone` are the old one, `same` and `new` the new one."""
    before, after = _sentences(old), _sentences(new)
    if len(before) > MOST or len(after) > MOST:
        before, after = [old], [new]
    return tuple(_joined(_aligned(before, after)))


def _sentences(text: str) -> list[str]:
    return [found for found in _SENTENCE.findall(text) if found]


def _aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[Stretch]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Stretch("same", "".join(before[a:b]))
            continue
        paired = min(b - a, d - c)
        for one, other in zip(before[a : a + paired], after[c : c + paired], strict=True):
            yield from _edited(one, other)
        yield Stretch("gone", "".join(before[a + paired : b]))
        yield Stretch("new", "".join(after[c + paired : d]))


def _edited(one: str, other: str) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if max(len(one), len(other)) > LONGEST or matcher.quick_ratio() < LIKE or matcher.ratio() < LIKE:
        yield from (Stretch("gone", one), Stretch("new", other))
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Stretch("same", one[a:b])
        else:
            yield from (Stretch("gone", one[a:b]), Stretch("new", other[c:d]))


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one kind as one; empty ones left out."""
    held: Stretch | None = None
    for one in stretches:
        if not one.text:
            continue
        if held is not None and held.kind == one.kind:
            held = Stretch(one.kind, held.text + one.text)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held
