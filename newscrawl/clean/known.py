"""What is known to be furniture of the site is no story, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from newscrawl.model import Block, Verdict

Condemn = Callable[[Block], str | None]
"""Gives the rule under which a block is furniture of its site, or None."""

_KEPT = frozenset(("body", "heading", "image", "caption"))


def without_furniture(story: Sequence[Verdict], condemn: Condemn) -> tuple[Verdict, ...]:
    """The verdicts, with furniture removed; the caption of a picture goes with it."""
    judged: list[Verdict] = []
    rule: str | None = None
    for verdict in story:
        if verdict.role not in _KEPT:
            judged.append(verdict)
            continue
        goes_along = rule if verdict.role == "caption" and judged[-1].block.type == "image" else None
        rule = condemn(verdict.block) or goes_along
        judged.append(_removed(verdict, rule) if rule else verdict)
    return tuple(judged)


def _removed(verdict: Verdict, rule: str) -> Verdict:
    block = verdict.block
    return replace(verdict, role="removed", rule=rule, text=block.text or block.src or "", cut=())
