"""Compressed answers, unpacked within bounds: of size, of memory, and of time."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

import brotli
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# A server applies one coding; a proxy may add one.
MAX_CODINGS: Final = 2
# Parts that are packed by themselves and put together. Each costs time however little is in it: 16 MB of
# empty ones keep Scrapy's own loop busy for close to a minute.
MAX_PARTS: Final = 64
# RFC 9659: a zstd stream sent over HTTP needs no more than 8 MB to unpack.
ZSTD_WINDOW_LOG: Final = 23
_TRAILER = 8
_PIECE = 1 << 20


class Unpacking(HttpCompressionMiddleware):
    """Scrapy's middleware with decoders that a server cannot keep busy."""

    @staticmethod
    def _split_encodings(content_encoding: list[bytes]) -> tuple[list[bytes], list[bytes]]:
        to_decode, to_keep = HttpCompressionMiddleware._split_encodings(content_encoding)
        if len(to_decode) > MAX_CODINGS:
            raise DownloadCancelledError(f"packed {len(to_decode)} times over")
        return to_decode, to_keep

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        try:
            return unpack(body, encoding.decode("ascii"), max_size)
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise IgnoreRequest(f"cannot be unpacked: {error}") from error


def unpack(body: bytes, coding: str, limit: int) -> bytes:
    """The bytes that `body` holds in a coding of HTTP; raises DownloadCancelledError beyond `limit` bytes.

    What is cut short gives what there is. Raises zlib.error, brotli.error or ZstdError for what is none.
    """
    if coding == "br":
        return _within(limit, _unbrotli(body))
    if coding == "zstd":
        return _within(limit, _parts(_zstd, body))
    if coding == "deflate":
        return _inflate(body, limit)
    return _gunzip(body, limit)


def _gunzip(body: bytes, limit: int) -> bytes:
    try:
        return _within(limit, _parts(_gzip, body))
    except zlib.error:
        # A wrong checksum, or rubbish after the end: browsers show such pages.
        found = _within(limit, _pieces(_gzip(), body[:-_TRAILER]))
        if not found:
            raise
        return found


def _inflate(body: bytes, limit: int) -> bytes:
    try:
        return _within(limit, _pieces(zlib.decompressobj(), body))
    except zlib.error:
        # Some servers send the bare stream without its two bytes of header.
        return _within(limit, _pieces(zlib.decompressobj(wbits=-15), body))


def _unbrotli(body: bytes) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    while piece := unpacker.process(body, output_buffer_limit=_PIECE):
        yield piece
        body = b""


def _gzip() -> Any:
    return zlib.decompressobj(wbits=31)


def _zstd() -> Any:
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG})


def _parts(new: Callable[[], Any], body: bytes) -> Iterator[bytes]:
    """The pieces of all parts of `body`, one part after the other, each with a `new` unpacker."""
    for _ in range(MAX_PARTS):
        unpacker = new()
        yield from _pieces(unpacker, body)
        body = unpacker.unused_data if unpacker.eof else b""
        if not body:
            return
    raise DownloadCancelledError(f"packed in more than {MAX_PARTS} parts")


def _pieces(unpacker: Any, body: bytes) -> Iterator[bytes]:
    """What an unpacker of the form of zlib's gives, in pieces: no more is held than was asked for."""
    while True:
        piece = unpacker.decompress(body, _PIECE)
        yield piece
        body = getattr(unpacker, "unconsumed_tail", b"")  # zstd keeps it to itself
        if unpacker.eof or (not body and len(piece) < _PIECE):
            return


def _within(limit: int, pieces: Iterator[bytes]) -> bytes:
    found: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            found.clear()  # the error outlives this call, and with it whatever stands here
            raise DownloadCancelledError(f"unpacks to more than DOWNLOAD_MAXSIZE ({limit} bytes)")
        found.append(piece)
    return b"".join(found)
