"""Who wrote, photographed and edited the story."""

from __future__ import annotations

from newscrawl.fields.credits.editors import find_editors
from newscrawl.fields.credits.reporters import find_reporters

__all__ = ["find_editors", "find_reporters"]
