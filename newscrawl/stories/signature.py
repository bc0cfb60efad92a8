"""Text → MinHash signature → the keys under which articles that may be its copies are found.

64 hashes of runs of six characters, of which 40 make 20 bands of two: copies that share half of all their
runs meet in a band with probability .997, those that share two fifths with .97, strangers (1 run in 1,000)
once in 50,000 pairs. Of all runs those are taken that begin with one of a third of the characters: that is
the same choice in every copy.
"""

from __future__ import annotations

import re
import struct
from functools import cache

SHINGLE = 6
"""Characters of a run."""

HASHES = 64
ROWS = 2
BANDS = 20
SAMPLED = 3
"""One character of so many begins a run that is taken."""

FEW = 8
"""Runs below which all are taken: the text is a sentence."""

SHORTEST = 24
"""Characters below which a text has no signature: it could be anybody's."""

_SEED = 6
_OTHERS = "0369behknqtwz"
_LAYOUT = struct.Struct(f"<{HASHES}I")
_PAIRS = struct.Struct(f"<{BANDS}Q")
_BANDED = _PAIRS.size
_SPREAD = 0x9E3779B97F4A7C15
_APART = 0xD6E8FEB86659FD93
_KEYS = (1 << 63) - 1
_HIGHEST = int.from_bytes(b"\0\0\0\x80" * HASHES, "little")
_LOWER = int.from_bytes(b"\xff\xff\xff\x7f" * HASHES, "little")


def signature(plain: str) -> bytes | None:
    """64 hashes of 4 bytes for a text as `plain` gives it; None where it is too short to be recognized."""
    if len(plain) < SHORTEST:
        return None
    # Here, for it reserves a gigabyte of addresses: processes that read pages have no more, and need none.
    from rensa import RMinHash

    hashes = RMinHash(num_perm=HASHES, seed=_SEED)
    hashes.update(sampled(plain, SHINGLE, FEW))
    return _LAYOUT.pack(*hashes.digest())


def sampled(plain: str, length: int, few: int) -> list[str]:
    """The runs of so many characters that begin with one of a third of the characters, in order; all runs
    where those are fewer than `few`. A shorter text is one run."""
    runs = _begun(length).findall(plain)
    return runs if len(runs) >= few else every(plain, length)


def every(plain: str, length: int) -> list[str]:
    """All runs of so many characters, in order; a shorter text is one run."""
    return [plain[at : at + length] for at in range(max(1, len(plain) - length + 1))]


@cache
def _begun(length: int) -> re.Pattern[str]:
    # Ranges of eight, for a list of seven thousand takes five times as long to compile.
    ideographs = "".join(f"{chr(code)}-{chr(code + 7)}" for code in range(0x4E00, 0xA000, 8 * SAMPLED))
    return re.compile(f"(?=([{ideographs}{_OTHERS}].{{{length - 1}}}))")


def agreement(one: bytes, other: bytes) -> int:
    """How many of the 64 hashes agree: an estimate of what the texts share of all their runs."""
    # All at once: the highest bit of the sum of a hash's lower bits and as many ones tells if one is set.
    apart = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
    return HASHES - ((((apart & _LOWER) + _LOWER) | apart) & _HIGHEST).bit_count()


def band_keys(signature: bytes) -> list[int]:
    """One key a band, below 2**63: two articles with one key in common may be copies."""
    pairs = _PAIRS.unpack(signature[:_BANDED])
    return [((pair ^ (pair >> 29)) * _SPREAD + band * _APART) & _KEYS for band, pair in enumerate(pairs)]
