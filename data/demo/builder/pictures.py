"""Tiny pictures of our own: a striped PNG whose colours follow from its name."""

from __future__ import annotations

import hashlib
import struct
import zlib
from pathlib import Path

WIDTH, HEIGHT = 48, 32


def png(name: str) -> bytes:
    """A PNG of 48 × 32 pixels. The deflate stream is stored, not packed: packers differ between machines."""
    seed = hashlib.sha256(name.encode()).digest()
    palette = seed[:24]
    rows = b"".join(b"\0" + _row(seed, y) for y in range(HEIGHT))
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows
    data = stored + struct.pack(">I", zlib.adler32(rows))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    parts = (b"IHDR", head), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png(path.name))


def _row(seed: bytes, y: int) -> bytes:
    pixels = [(x // 8 + y // (4 + seed[24] % 5) + seed[25] * (x > y) % 3) % 8 for x in range(WIDTH)]
    return bytes(left << 4 | right for left, right in zip(pixels[::2], pixels[1::2], strict=True))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
