"""Where the bytes of a part go: compressed if asked for, counted and hashed on the way to the disk."""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, Literal, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Compression = Literal["none", "gzip", "zstd"]

ENDINGS: dict[Compression, str] = {"none": "", "gzip": ".gz", "zstd": ".zst"}
"""What a compression adds to the name of a file."""

BLOCK = 1 << 18
"""Bytes that are compressed, hashed and written at a time."""

LONGEST = 1 << 27
"""Bytes of a line at most; a record of the longest text that is stored has a quarter of them."""

AHEAD = 4
"""Blocks that may wait for that."""


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


class _Plain:
    def compress(self, data: bytes, /) -> bytes:
        return data

    def flush(self) -> bytes:
        return b""


def _compressor(compression: Compression) -> _Compressor:
    """Neither of them writes a time or a name: equal text gives equal bytes."""
    if compression == "gzip":
        return zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return zstd.ZstdCompressor(level=3) if compression == "zstd" else _Plain()


class Sink:
    """A file being written. `bytes` and `sha256` are those of the file; both are complete after `finish`."""

    def __init__(self, file: IO[bytes], compression: Compression) -> None:
        self.bytes = 0
        self.raw = 0
        self._file = file
        self._hash = hashlib.sha256()
        self._compressor = _compressor(compression)
        self._block: list[bytes] = []
        self._waiting = 0
        # Packing, hashing and writing leave Python's lock: they go on beside the making of lines.
        self._beside = ThreadPoolExecutor(1)
        self._under_way: deque[Future[None]] = deque()

    @property
    def sha256(self) -> str:
        """Of what has been written so far, in hex."""
        return self._hash.hexdigest()

    def write(self, data: bytes) -> None:
        """Take `data`. Raises OSError where the disk refuses."""
        self._block.append(data)
        self._waiting += len(data)
        if self._waiting >= BLOCK:
            self._empty()

    @property
    def size(self) -> int:
        """Bytes taken so far, before compression."""
        return self.raw + self._waiting

    def finish(self) -> None:
        """Write what is left. Raises OSError."""
        self._empty()
        self._wait(0)
        self._put(self._compressor.flush())
        self.close()

    def close(self) -> None:
        """Leave it as it is; nothing is written any more."""
        self._beside.shutdown(cancel_futures=True)

    def _empty(self) -> None:
        self.raw += self._waiting
        self._under_way.append(self._beside.submit(self._pack, b"".join(self._block)))
        self._block.clear()
        self._waiting = 0
        self._wait(AHEAD)

    def _wait(self, left: int) -> None:
        """Wait until no more than `left` blocks are under way; raise what went wrong with the others."""
        while len(self._under_way) > left:
            self._under_way.popleft().result()

    def _pack(self, block: bytes) -> None:
        self._put(self._compressor.compress(block))

    def _put(self, data: bytes) -> None:
        self.bytes += len(data)
        self._hash.update(data)
        self._file.write(data)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def blocks(path: Path, compression: Compression) -> Iterator[bytes]:
    """The text of a file that a Sink wrote, a block at a time.

    Raises OSError, or EOFError where the file ends within; ValueError where it is no such file.
    """
    with path.open("rb") as file:
        if compression == "none":
            yield from iter(lambda: file.read(BLOCK), b"")
            return
        unpacker = (
            zlib.decompressobj(16 + zlib.MAX_WBITS) if compression == "gzip" else zstd.ZstdDecompressor()
        )
        try:
            for packed in iter(lambda: file.read(BLOCK), b""):
                if unpacker.eof:
                    raise ValueError("something follows the compressed text")
                yield from _unpacked(unpacker, packed)
        except (zlib.error, zstd.ZstdError) as error:
            raise ValueError(f"not {compression}: {error}") from error
        if not unpacker.eof:
            raise EOFError("it ends within the compressed text")


def _unpacked(unpacker: Any, packed: bytes) -> Iterator[bytes]:
    """What packed bytes hold, BLOCK at a time: a few of them may stand for gigabytes."""
    while True:
        block = unpacker.decompress(packed, BLOCK)
        yield block
        # zlib gives back what it has not looked at; zstd keeps it.
        packed = getattr(unpacker, "unconsumed_tail", b"")
        if unpacker.eof or (len(block) < BLOCK and not packed):
            return


def lines(path: Path, compression: Compression) -> Iterator[bytes]:
    """The lines of a file that a Sink wrote, each with its line end where it has one.

    Raises as `blocks`; ValueError for a line beyond LONGEST.
    """
    rest = bytearray()
    for block in blocks(path, compression):
        *whole, last = block.split(b"\n")
        for line in whole:
            yield bytes(rest) + line + b"\n"
            rest.clear()
        rest += last
        if len(rest) > LONGEST:
            raise ValueError(f"a line is longer than {LONGEST >> 20} MB")
    if rest:
        yield bytes(rest)
