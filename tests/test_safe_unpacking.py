"""Answers that unpack to more than they are worth: refused soon, and within bounds of memory."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest

from newscrawl.middlewares.unpack import MAX_CODINGS, MAX_PARTS, Unpacking, unpack
from tests.crawling import Answer, WebServer
from tests.visiting import visit

LIMIT = 1 << 20
SIZE = 128 << 20
PAGE = "<p>江州港今日开港，首批货轮靠泊。</p>".encode() * 20


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=1),
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("coding", PACKERS)
@given(data=st.binary(max_size=3000))
def test_what_was_packed_comes_out(coding: str, data: bytes):
    assert unpack(PACKERS[coding](data), coding, LIMIT) == data


@pytest.mark.parametrize("coding", PACKERS)
@given(data=st.binary(min_size=1, max_size=300))
def test_rubbish_gives_an_error_that_is_expected_or_something_small(coding: str, data: bytes):
    try:
        found = Unpacking._decode(data, coding.encode(), LIMIT)
    except (IgnoreRequest, DownloadCancelledError):
        return
    assert len(found) <= LIMIT


def test_bare_deflate_is_read():
    assert unpack(raw_deflate(PAGE), "deflate", LIMIT) == PAGE


def test_pages_in_several_parts_are_read():
    assert unpack(gzip.compress(PAGE) + gzip.compress(PAGE), "gzip", LIMIT) == PAGE * 2
    assert unpack(zstd.compress(PAGE) + zstd.compress(PAGE), "zstd", LIMIT) == PAGE * 2


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd", "br"])
def test_what_is_cut_short_gives_what_there_is(coding: str):
    data = bytes(range(256)) * 200
    found = unpack(PACKERS[coding](data)[:-12], coding, LIMIT)
    assert data.startswith(found)


def test_a_wrong_checksum_and_rubbish_behind_the_end_do_no_harm():
    packed = gzip.compress(PAGE)
    assert unpack(packed[:-8] + b"12345678", "gzip", LIMIT) == PAGE
    assert unpack(packed + b"\n<!-- cached -->", "gzip", LIMIT) == PAGE


def bomb(coding: str) -> bytes:
    packed = io.BytesIO()
    if coding in ("gzip", "deflate"):
        packer = zlib.compressobj(wbits=31 if coding == "gzip" else 15)
        for _ in range(SIZE >> 20):
            packed.write(packer.compress(bytes(1 << 20)))
        packed.write(packer.flush())
        return packed.getvalue()
    return PACKERS[coding](bytes(SIZE))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_bombs_are_refused_at_the_limit(coding: str):
    packed = bomb(coding)
    tracemalloc.start()
    with pytest.raises(DownloadCancelledError, match="DOWNLOAD_MAXSIZE"):
        unpack(packed, coding, LIMIT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * LIMIT


@pytest.mark.parametrize(
    ("coding", "part"),
    [
        ("gzip", gzip.compress(b"")),
        ("zstd", zstd.compress(b"")),
        ("zstd", b"\x50\x2a\x4d\x18\x00\x00\x00\x00"),
    ],
    ids=["gzip", "zstd", "zstd, skippable"],
)
def test_no_end_of_empty_parts_keeps_us_busy(coding: str, part: bytes):
    with pytest.raises(DownloadCancelledError, match=str(MAX_PARTS)):
        unpack(part * ((16 << 20) // len(part)), coding, LIMIT)


def test_a_stream_that_needs_much_memory_to_be_read_is_refused():
    parameter = zstd.CompressionParameter
    wide = zstd.compress(bytes(64 << 20), options={parameter.window_log: 27})
    with pytest.raises((zstd.ZstdError, DownloadCancelledError)):
        unpack(wide, "zstd", 128 << 20)


def test_packed_again_and_again_is_refused():
    assert len(Unpacking._split_encodings([b"gzip, br"])[0]) == MAX_CODINGS
    with pytest.raises(DownloadCancelledError):
        Unpacking._split_encodings([b"gzip, gzip", b"gzip"])


def test_bombs_over_the_network_cost_little_and_are_no_retries():
    bombs = {f"/{coding}": Answer(bomb(coding), headers={"Content-Encoding": coding}) for coding in PACKERS}
    twice = Answer(gzip.compress(gzip.compress(PAGE)), headers={"Content-Encoding": "gzip, gzip"})
    with WebServer({**bombs, "/twice": twice, "/endless": Answer(bytes(17 << 20))}) as server:
        urls = [f"http://jia.example{path}" for path in (*bombs, "/twice", "/endless")]
        seen = visit(urls, {"jia.example": server.address}, CONCURRENT_REQUESTS=1)
    outcomes = {url.rpartition("/")[2]: outcome for url, outcome in seen.found.items()}
    assert outcomes == {**dict.fromkeys((*PACKERS, "endless"), "DownloadCancelledError"), "twice": 200}
    assert len(server.asked) == len(urls) + 1
    assert seen.peak_mb < 200
