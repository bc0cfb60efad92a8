"""`python -m tests.torture bombs`: answers that unpack to 1 GB, and one without an end."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator

import brotli
from backports import zstd

from tests.crawling import Answer, WebServer
from tests.visiting import visit

SIZE = 1 << 30
SECONDS, MEGABYTES = 5.0, 200
_BLOCK = bytes(1 << 20)


def _zlib(wbits: int) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=wbits)
    for _ in range(SIZE // len(_BLOCK)):
        yield packer.compress(_BLOCK)
    yield packer.flush()


def _brotli() -> Iterator[bytes]:
    packer = brotli.Compressor(quality=1)
    for _ in range(SIZE // len(_BLOCK)):
        yield packer.process(_BLOCK)
    yield packer.finish()


def _zstd() -> Iterator[bytes]:
    packer = zstd.ZstdCompressor()
    for _ in range(SIZE // len(_BLOCK)):
        yield packer.compress(_BLOCK)
    yield packer.flush()


class Endless(WebServer):
    """Sends `/endless` as more bytes than anybody takes."""

    def _answer(self, host: str, path: str) -> Answer:
        return Answer(bytes(256 << 20)) if path == "/endless" else super()._answer(host, path)


def main() -> int:
    """One crawl for each; 0 if every one was refused within the bounds."""
    bombs = {"gzip": _zlib(31), "deflate": _zlib(15), "br": _brotli(), "zstd": _zstd()}
    site = {
        f"/{coding}": Answer(b"".join(pieces), headers={"Content-Encoding": coding})
        for coding, pieces in bombs.items()
    }
    failed = 0
    with Endless({**site, "/nothing": Answer("")}) as server:
        for path in ("/nothing", *site, "/endless"):
            began = time.monotonic()
            seen = visit([f"http://jia.example{path}"], {"jia.example": server.address})
            (outcome,) = seen.found.values()
            seconds = time.monotonic() - began
            expected = 200 if path == "/nothing" else "DownloadCancelledError"
            held = outcome == expected and seconds <= SECONDS and seen.peak_mb <= MEGABYTES
            failed += not held
            print(
                f"{path}: {outcome} in {seconds:.1f} s with start, {seen.peak_mb} MB, {'held' if held else 'FAILED'}"
            )
    return 1 if failed else 0
