"""Compressed answers, unpacked within bounds: of size, of memory, and of time."""

from __future__ import annotations

import sys
import zlib
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
        return _within(brotli.Decompressor().process(body, output_buffer_limit=limit + 1), limit)
    if coding == "zstd":
        return _parts(_zstd, body, limit)
    if coding == "deflate":
        return _within(_inflate(body, limit), limit)
    return _gunzip(body, limit)


def _gunzip(body: bytes, limit: int) -> bytes:
    try:
        return _parts(lambda: zlib.decompressobj(wbits=31), body, limit)
    except zlib.error:
        # A wrong checksum, or rubbish after the end: browsers show such pages.
        unpacker = zlib.decompressobj(wbits=31)
        found = unpacker.decompress(body[:-_TRAILER], limit + 1)
        if not found:
            raise
        return _within(found, limit)


def _inflate(body: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, limit + 1)
    except zlib.error:
        # Some servers send the bare stream without its two bytes of header.
        return zlib.decompressobj(wbits=-15).decompress(body, limit + 1)


def _zstd() -> zstd.ZstdDecompressor:
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG})


def _parts(new: Any, body: bytes, limit: int) -> bytes:
    """All parts of `body` one after the other, each with a `new` unpacker of the form of zlib's."""
    found = bytearray()
    for _ in range(MAX_PARTS):
        unpacker = new()
        found += unpacker.decompress(body, limit + 1 - len(found))
        _within(found, limit)
        body = unpacker.unused_data if unpacker.eof else b""
        if not body:
            return bytes(found)
    raise DownloadCancelledError(f"packed in more than {MAX_PARTS} parts")


def _within(found: bytes | bytearray, limit: int) -> bytes:
    if len(found) > limit:
        raise DownloadCancelledError(f"unpacks to more than DOWNLOAD_MAXSIZE ({limit} bytes)")
    return bytes(found)
