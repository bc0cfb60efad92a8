"""A story on several pages as one: its parts in order, or the page that shows it whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import msgspec

from newscrawl.model import Cleaned, Verdict

# A cut at the end of a page and a line of paging make parts and whole differ by so much at most.
_SAME = 0.9


def join(first: Cleaned, others: Sequence[Cleaned], missing: Sequence[str] = ()) -> Cleaned:
    """The story of several pages: facts of the head from the first page, of the foot from the last.

    A page that shows the whole story stands for all, unless the parts are longer. What a part repeats of
    earlier ones before it goes on is told once; a part that only repeats is left out. `missing` are the
    addresses of parts that cannot be had.
    """
    if not others and not missing:
        return first
    text = _text(first)
    whole = max((other for other in others if _covers(other, text)), key=_size, default=None)
    parts = _new_parts(first, [other for other in others if other is not whole])
    if whole is not None and _size(whole) >= _SAME * sum(map(_size, parts)):
        return dataclasses.replace(
            first, page=first.page.with_further([whole.page]), story=whole.story, foot=whole.foot
        )
    return dataclasses.replace(
        first,
        page=first.page.with_further([part.page for part in parts[1:]], missing),
        story=tuple(verdict for part in parts for verdict in part.story),
        foot=parts[-1].foot,
    )


def _new_parts(first: Cleaned, others: Sequence[Cleaned]) -> list[Cleaned]:
    parts = [first]
    told = {verdict.text for verdict in first.body}
    shown = {verdict.block.src for verdict in first.story if verdict.role == "image"}
    for other in others:
        part = dataclasses.replace(other, story=_continued(other, told))
        pictures = {verdict.block.src for verdict in part.story if verdict.role == "image"}
        if part.body or pictures - shown:
            parts.append(part)
        told |= {verdict.text for verdict in part.body}
        shown |= pictures
    return parts


def _continued(part: Cleaned, told: set[str]) -> tuple[Verdict, ...]:
    """The verdicts of a part, without the lines at its head that have been told before."""
    begin = next((v.block.index for v in part.body if v.text not in told), len(part.blocks))
    return tuple(
        msgspec.structs.replace(verdict, role="removed", rule="told-before")
        if verdict.role in ("body", "heading") and verdict.block.index < begin
        else verdict
        for verdict in part.story
    )


def _covers(other: Cleaned, text: Sequence[str]) -> bool:
    """Whether a page has nearly all lines of `text`, and more than that."""
    size = sum(map(len, text))
    whole = "\n".join(_text(other))
    return 0 < size < _size(other) and sum(len(line) for line in text if line in whole) >= _SAME * size


def _text(cleaned: Cleaned) -> list[str]:
    return [verdict.text for verdict in cleaned.body]


def _size(cleaned: Cleaned) -> int:
    return sum(len(verdict.text) for verdict in cleaned.body)
