"""Who wrote, photographed and edited the story."""

from __future__ import annotations

from newscrawl.fields.credits.editors import find_editors
from newscrawl.fields.credits.lines import credit_lines
from newscrawl.fields.credits.reporters import find_reporters
from newscrawl.model import Cleaned, Credit, Found

__all__ = ["find_credits"]

Credits = tuple[Found[Credit], ...]


def find_credits(cleaned: Cleaned) -> tuple[Credits, Credits]:
    """(reporters, editors), both in reading order, from one reading of the lines around and in the story."""
    lines = credit_lines(cleaned)
    editors = find_editors(cleaned, lines)
    return find_reporters(cleaned, lines, editors), editors
