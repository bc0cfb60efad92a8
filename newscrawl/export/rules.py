"""Which rules this newscrawl extracts with, as one digest: two installations that agree in it read alike."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_PARTS = ("page", "clean", "furniture", "fields", "normalize", "grammar", "knowledge", "cms", "sites")
_ENDINGS = {".py", ".toml", ".tsv", ".txt"}


@cache
def rules_digest() -> str:
    """The first 16 hex digits of SHA-256 over names and contents of all files that hold rules."""
    root = Path(__file__).parents[1]
    found = hashlib.sha256()
    for part in _PARTS:
        for path in sorted((root / part).rglob("*")):
            if path.suffix in _ENDINGS:
                found.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]
