"""archive: every response of a WARC, whatever its codings; damage is said, never passed over."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest

from newscrawl import archive
from newscrawl.errors import UnreadableInput

BODY = "<p>江州今日有雨。</p>".encode() * 50


def record(url: str, body: bytes, *headers: str, status: str = "200 OK", kind: str = "response") -> bytes:
    """One WARC record that holds an HTTP response."""
    lines = (f"HTTP/1.1 {status}", "Content-Type: text/html", *headers, "", "")
    block = "\r\n".join(lines).encode() + body
    head = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2024-10-08T12:00:00Z",
        "WARC-Record-ID: <urn:uuid:f6a59c07-999b-43c6-b588-2d77ec59c5ae>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
        "",
        "",
    )
    return "\r\n".join(head).encode() + block + b"\r\n\r\n"


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


CODED = {
    "plain": (BODY, ()),
    "gzip": (gzip.compress(BODY), ("Content-Encoding: gzip",)),
    "deflate": (zlib.compress(BODY), ("Content-Encoding: deflate",)),
    "bare deflate": (zlib.compress(BODY)[2:-4], ("Content-Encoding: deflate",)),
    "brotli": (brotli.compress(BODY), ("Content-Encoding: br",)),
    "chunked": (chunked(BODY), ("Transfer-Encoding: chunked",)),
    "chunked gzip": (chunked(gzip.compress(BODY)), ("Transfer-Encoding: chunked", "Content-Encoding: gzip")),
    "twice": (brotli.compress(gzip.compress(BODY)), ("Content-Encoding: gzip, br",)),
    "not gzip at all": (BODY, ("Content-Encoding: gzip",)),
    "not chunked at all": (BODY, ("Transfer-Encoding: chunked",)),
    "unheard of": (BODY, ("Content-Encoding: rot13",)),
}


@pytest.fixture
def write(tmp_path: Path):
    def _write(data: bytes, name: str = "a.warc.gz") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return _write


def zipped(*records: bytes) -> bytes:
    return b"".join(gzip.compress(each) for each in records)


@pytest.mark.parametrize("coding", CODED)
def test_body_is_decoded_whatever_the_headers_say(write, coding):
    raw, headers = CODED[coding]
    (found,) = archive.responses(write(zipped(record("http://a.example/1", raw, *headers))))
    assert found.body == BODY


def test_response_becomes_fetched_with_the_date_of_the_archive(write):
    (found,) = archive.responses(write(record("http://a.example/1", BODY, status="404 Not Found")))
    fetched = found.fetched()
    assert (fetched.url, fetched.status, fetched.content_type) == ("http://a.example/1", 404, "text/html")
    assert fetched.fetched_at == datetime(2024, 10, 8, 12, tzinfo=UTC)


def test_only_responses_are_given_out(write):
    path = write(
        record("http://a.example/1", BODY, kind="request")
        + record("http://a.example/2", BODY)
        + record("http://a.example/3", BODY, kind="metadata")
    )
    assert [found.url for found in archive.responses(path)] == ["http://a.example/2"]


def test_index_reads_by_url_and_the_last_response_counts(write):
    path = write(
        zipped(
            record("http://a.example/1", b"<p>old</p>"),
            record("http://a.example/2", BODY),
            record("http://a.example/1", b"<p>new</p>"),
        )
    )
    index = archive.Index([path])
    assert len(index) == 2
    newest = index.get("http://a.example/1")
    assert newest is not None
    assert newest.body == b"<p>new</p>"
    assert index.get("http://a.example/none") is None


def test_index_spans_files(write):
    one = write(record("http://a.example/1", b"1"), "1.warc")
    two = write(zipped(record("http://a.example/2", b"2")), "2.warc.gz")
    index = archive.Index([one, two])
    assert [index.get(f"http://a.example/{n}").body for n in "12"] == [b"1", b"2"]  # type: ignore[union-attr]


def test_a_bomb_is_cut_where_a_reader_sees_that_it_is_too_large(write, monkeypatch):
    monkeypatch.setattr(archive.read, "MAX_BODY", 10_000)
    bomb = record("http://a.example/1", gzip.compress(b"0" * 1_000_000), "Content-Encoding: gzip")
    big = record("http://a.example/2", b"0" * 1_000_000)
    small = record("http://a.example/3", b"0")
    sizes = [len(found.body) for found in archive.responses(write(zipped(bomb, big, small)))]
    assert sizes == [10_001, 10_001, 1]


RECORDS = (record("http://a.example/1", BODY), record("http://a.example/2", BODY))
FIRST, SECOND = (gzip.compress(each) for each in RECORDS)
BROKEN = {
    "empty": (b"", 0),
    "a page": (b"<html><p>no archive</p></html>", 0),
    "random bytes": (bytes(range(256)) * 40, 0),
    "torn in the body": (b"".join(RECORDS)[:-300], 1),
    "torn in the http head": (RECORDS[0] + RECORDS[1][:300], 1),
    "torn in the warc head": (RECORDS[0] + RECORDS[1][:100], 1),
    "gzip torn": (FIRST + SECOND[:-60], 1),
    "gzip torn in the first bytes": (FIRST + SECOND[:30], 1),
    "gzip damaged": (FIRST + b"X" * 40 + SECOND[40:], 1),
}


@pytest.mark.parametrize("damage", BROKEN)
def test_damage_is_said_after_what_is_whole_has_been_given_out(write, damage):
    data, whole = BROKEN[damage]
    path = write(data)
    seen = []
    with pytest.raises(UnreadableInput, match=path.name):
        seen.extend(archive.responses(path))
    assert len(seen) == whole
    with pytest.raises(UnreadableInput, match=path.name):
        archive.Index([path])


def test_missing_file_and_folder_are_unreadable(tmp_path):
    for path in (tmp_path / "none.warc", tmp_path):
        with pytest.raises(UnreadableInput, match=str(path)):
            next(archive.responses(path))


def test_replay_refuses_an_archive_compressed_as_a_whole(write):
    path = write(gzip.compress(b"".join(RECORDS)))
    assert len(list(archive.responses(path))) == 2
    with pytest.raises(UnreadableInput, match="as a whole"):
        archive.Index([path])
