"""Text → MinHash signature → the keys under which articles that may be its copies are found.

64 hashes of all runs of six characters, in 32 bands of two: copies that share a third of all their runs
meet in a band with probability .98, those that share a half with .9999, strangers (1 run in 1,000) once in
30,000 pairs.
"""

from __future__ import annotations

import struct
from operator import eq

from rensa import RMinHash

SHINGLE = 6
"""Characters of a run."""

HASHES = 64
ROWS = 2
BANDS = HASHES // ROWS
SHORTEST = 24
"""Characters below which a text has no signature: it could be anybody's."""

_SEED = 6
_LAYOUT = struct.Struct(f"<{HASHES}I")
_PAIRS = struct.Struct(f"<{BANDS}Q")
_SPREAD = 0x9E3779B97F4A7C15
_APART = 0xD6E8FEB86659FD93
_KEYS = (1 << 63) - 1


def signature(plain: str) -> bytes | None:
    """64 hashes of 4 bytes for a text as `plain` gives it; None where it is too short to be recognized."""
    if len(plain) < SHORTEST:
        return None
    hashes = RMinHash(num_perm=HASHES, seed=_SEED)
    hashes.update([plain[at : at + SHINGLE] for at in range(len(plain) - SHINGLE + 1)])
    return _LAYOUT.pack(*hashes.digest())


def agreement(one: bytes, other: bytes) -> int:
    """How many of the 64 hashes agree: an estimate of what the texts share of all their runs."""
    return sum(map(eq, _LAYOUT.unpack(one), _LAYOUT.unpack(other)))


def band_keys(signature: bytes) -> list[int]:
    """One key a band, below 2**63: two articles with one key in common may be copies."""
    pairs = _PAIRS.unpack(signature)
    return [((pair ^ (pair >> 29)) * _SPREAD + band * _APART) & _KEYS for band, pair in enumerate(pairs)]
