"""Pictures between the headline and the story: e-papers set them there, outside the story's element."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newscrawl.clean.structure import Structure
from newscrawl.grammar.bylines import is_byline
from newscrawl.grammar.lines import is_label_line, is_time_stamp
from newscrawl.model import Block, Layout, Node, Verdict

_CAPTION = 200
_MAX_FRAME = 60
_FRAMES = ("table", "figure")
_FURNITURE = re.compile(r"share|icon|avatar|author|logo|qrcode|ewm|erweima")


def lead_pictures(
    structure: Structure, first: int, headline: Block | None, drops: Mapping[Node, str]
) -> tuple[Verdict, ...]:
    """Verdicts for the pictures right above blocks[first] and below the headline, with their captions.

    Any other text ends them: above it stand icons of authors and share buttons.
    """
    if headline is None or headline.index >= first:
        return ()
    verdicts: list[Verdict] = []
    for block in reversed(structure.layout.blocks[headline.index + 1 : first]):
        if block.hidden or block.node in structure.asides or _is_furniture(block, drops):
            break
        if block.type == "image":
            verdicts.append(Verdict(block, "image", "picture", ""))
        elif _is_caption(block, structure.layout):
            verdicts.append(Verdict(block, "caption", "caption", block.text))
        else:
            break
    # A line above the first picture is the caption of none.
    while verdicts and verdicts[-1].role == "caption":
        verdicts.pop()
    return tuple(reversed(verdicts))


def _is_furniture(block: Block, drops: Mapping[Node, str]) -> bool:
    return any(node in drops or _FURNITURE.search(node.label) for node in block.node.ancestors())


def _is_caption(block: Block, layout: Layout) -> bool:
    """A line in a table or figure that holds at least as many pictures as lines."""
    text = block.text
    if not text or block.linked or len(text) > _CAPTION:
        return False
    if is_label_line(text) or is_time_stamp(text) or is_byline(text):
        return False
    frame = next((node for node in block.node.ancestors() if node.tag in _FRAMES), None)
    if frame is None or frame.last - frame.first > _MAX_FRAME:
        return False
    inside = layout.blocks[frame.first : frame.last]
    return sum(b.type == "image" for b in inside) >= sum(bool(b.text) for b in inside)
