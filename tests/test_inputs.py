"""Files → pages: what each kind of file yields, and that each bad one yields its reason."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from samples import ARTICLE, URL, warc_response

from newscrawl.errors import NotAnArticle, NotHtml, Refused, UnreadableInput
from newscrawl.inputs import Input, read_inputs
from newscrawl.model import Fetched
from newscrawl.page import MAX_BYTES

NOON = datetime(2024, 3, 12, 12, tzinfo=UTC)


def read(path: Path, **options: object) -> list[Input]:
    return list(read_inputs([str(path)], {}, **options))


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_is_its_bytes_with_url_and_time_as_given(tmp_path: Path, packed: bool) -> None:
    name = str(write(tmp_path / "a.html", gzip.compress(ARTICLE) if packed else ARTICLE))
    assert list(read_inputs([name], {name: URL}, NOON)) == [
        Input(name, Fetched(ARTICLE, url=URL, fetched_at=NOON))
    ]


def test_without_url_and_time_both_are_unknown(tmp_path: Path) -> None:
    (page,) = read(write(tmp_path / "a.html", ARTICLE))
    assert page.content == Fetched(ARTICLE)


@pytest.mark.parametrize("suffix", [".warc", ".html"])
@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_is_told_by_its_bytes_and_yields_its_html_responses(
    tmp_path: Path, packed: bool, suffix: str
) -> None:
    records = [
        warc_response(URL, ARTICLE),
        warc_response("http://www.jiangzhou.example/a.png", b"\x89PNG", kind="image/png"),
        warc_response("http://www.jiangzhou.example/b", b"<p>b", kind="application/xhtml+xml; charset=utf-8"),
    ]
    path = write(
        tmp_path / f"site{suffix}", b"".join(map(gzip.compress, records)) if packed else b"".join(records)
    )
    first, second = read(path, fetched_at=NOON)
    when = datetime(2024, 3, 13, 8, tzinfo=UTC)
    assert first == Input(f"{path}#{URL}", Fetched(ARTICLE, URL, "text/html", when))
    assert second.name == f"{path}#http://www.jiangzhou.example/b"


def test_an_answer_that_is_no_page_is_refused_by_its_status(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc", warc_response(URL, ARTICLE, status="404 Not Found"))
    (page,) = read(path)
    assert isinstance(page.content, NotAnArticle)
    assert "404" in str(page.content)


def test_an_archive_without_a_page_says_so(tmp_path: Path) -> None:
    (page,) = read(write(tmp_path / "a.warc", warc_response(URL, b"{}", kind="application/json")))
    assert page.name == str(tmp_path / "a.warc")
    assert isinstance(page.content, NotHtml)


def test_an_archive_of_a_run_that_found_all_as_it_was_is_no_fault(tmp_path: Path) -> None:
    robots = warc_response("http://www.jzrb.example/robots.txt", b"User-agent: *", kind="text/plain")
    assert list(read(write(tmp_path / "a.warc", robots))) == []


def test_a_torn_archive_yields_what_is_whole_and_then_the_reason(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc", warc_response(URL, ARTICLE) + warc_response(f"{URL}?2", ARTICLE)[:-400])
    whole, torn = read(path)
    assert isinstance(whole.content, Fetched)
    assert torn.name == str(path)
    assert isinstance(torn.content, UnreadableInput)


@pytest.mark.parametrize("kind", ["missing", "folder", "torn gzip", "broken gzip"])
def test_what_cannot_be_read_yields_its_reason_and_the_others_are_read(tmp_path: Path, kind: str) -> None:
    bad = tmp_path / "bad.html.gz"
    match kind:
        case "folder":
            bad.mkdir()
        case "torn gzip":
            bad.write_bytes(gzip.compress(ARTICLE)[:-20])
        case "broken gzip":
            bad.write_bytes(b"\x1f\x8b" + ARTICLE)
    good = write(tmp_path / "good.html", ARTICLE)
    first, second = read_inputs([str(bad), str(good)], {})
    assert first.name == str(bad)
    assert isinstance(first.content, UnreadableInput)
    assert str(first.content)
    assert second.content == Fetched(ARTICLE)


def test_a_gzip_bomb_is_read_one_byte_beyond_the_bound(tmp_path: Path) -> None:
    (page,) = read(write(tmp_path / "a.html.gz", gzip.compress(bytes(MAX_BYTES * 2))))
    assert not isinstance(page.content, Refused)
    assert len(page.content.body) == MAX_BYTES + 1


def test_files_are_opened_one_by_one(tmp_path: Path) -> None:
    later = tmp_path / "later.html"
    pages = read_inputs([str(write(tmp_path / "a.html", ARTICLE)), str(later)], {})
    next(pages)
    write(later, ARTICLE)
    assert next(pages).content == Fetched(ARTICLE)
