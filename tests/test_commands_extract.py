"""`newscrawl extract`: a line for every page in input order, errors with codes, and the exit code."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from samples import ARTICLE, LIST, URL, warc_response

from newscrawl import answers
from newscrawl.commands import main
from newscrawl.model import SCHEMA


def extract(*args: object) -> Result:
    return CliRunner().invoke(main, ["extract", *map(str, args)])


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.stdout.endswith("\n")
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(ARTICLE)
    return path


@pytest.fixture
def bad(tmp_path: Path) -> list[Path]:
    """An empty file, a binary file, a missing path and a folder."""
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    (tmp_path / "folder.html").mkdir()
    return [tmp_path / f"{name}.html" for name in ("empty", "picture", "missing", "folder")]


def test_a_page_yields_its_record(page: Path) -> None:
    result = extract("--jsonl", "--url", URL, page)
    (row,) = rows(result)
    assert result.exit_code == 0
    assert list(row) == ["input", "record"]
    assert row["input"] == str(page)
    record = row["record"]
    assert record["schema"] == SCHEMA
    assert record["url"] == URL
    assert record["title"] == "江州老城区新增十二处口袋公园"
    assert record["published_at"] == "2024-03-12T09:15+08:00"
    assert record["body"].count("\n\n") == 2
    assert "removed" not in record
    assert "provenance" not in record


def test_without_jsonl_the_output_is_the_same(page: Path) -> None:
    assert extract(page).stdout == extract("--jsonl", page).stdout


def test_evidence_adds_removed_and_provenance(page: Path) -> None:
    record = rows(extract("--evidence", page))[0]["record"]
    assert list(record)[-2:] == ["removed", "provenance"]
    assert record["provenance"]["title"]["raw"]
    assert record["provenance"]["title"]["rule"]


def test_fetched_at_is_when_the_page_was_fetched(page: Path) -> None:
    record = rows(extract("--fetched-at", "2024-03-13T16:00:00+08:00", page))[0]["record"]
    assert record["fetched_at"] == "2024-03-13T08:00:00+00:00"


def test_url_map_gives_each_path_its_url(tmp_path: Path, page: Path) -> None:
    other = tmp_path / "other.html"
    other.write_bytes(ARTICLE)
    table = tmp_path / "urls.tsv"
    table.write_text(f"{other}\thttp://www.jiangzhou.example/2.html\n\n{page}\t{URL}\n", encoding="utf-8")
    found = [row["record"]["url"] for row in rows(extract("--url-map", table, page, other))]
    assert found == [URL, "http://www.jiangzhou.example/2.html"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_inputs_answer_with_a_code_each_and_cost_no_other_record(
    page: Path, bad: list[Path], jobs: int
) -> None:
    paths = [bad[0], page, bad[1], bad[2], page, bad[3]]
    result = extract("--jobs", jobs, *paths)
    found = rows(result)
    assert [row["input"] for row in found] == [str(path) for path in paths]
    assert [row.get("error", {}).get("code") for row in found] == [
        "not_html", None, "not_html", "unreadable", None, "unreadable"
    ]  # fmt: skip
    assert all(row["error"]["message"] for row in found if "error" in row)
    assert found[1]["record"] == found[4]["record"]
    assert result.exit_code == 1


def test_a_page_that_is_no_article_is_an_answer_and_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "list.html"
    path.write_bytes(LIST)
    result = extract(path)
    assert rows(result)[0]["error"]["code"] == "not_an_article"
    assert result.exit_code == 0


def test_each_page_of_an_archive_is_a_line(tmp_path: Path) -> None:
    path = tmp_path / "site.warc.gz"
    path.write_bytes(b"".join(gzip.compress(warc_response(f"{URL}?{n}", ARTICLE)) for n in range(3)))
    found = rows(extract(path))
    assert [row["input"] for row in found] == [f"{path}#{URL}?{n}" for n in range(3)]
    assert [row["record"]["url"] for row in found] == [f"{URL}?{n}" for n in range(3)]
    assert {row["record"]["fetched_at"] for row in found} == {"2024-03-13T08:00:00+00:00"}


def test_a_torn_archive_costs_only_what_is_torn(tmp_path: Path, page: Path) -> None:
    path = tmp_path / "site.warc"
    path.write_bytes(warc_response(URL, ARTICLE) + warc_response(f"{URL}?2", ARTICLE)[:-300])
    result = extract(path, page)
    assert ["record" in row for row in rows(result)] == [True, False, True]
    assert rows(result)[1]["error"]["code"] == "unreadable"
    assert result.exit_code == 1


def test_a_bug_that_one_page_finds_is_an_error_line(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(answers, "extract_page", broken)
    result = extract(page, page)
    assert [row["error"] for row in rows(result)] == 2 * [
        {"code": "internal", "message": "RecursionError: too deep"}
    ]
    assert result.exit_code == 1


def test_a_file_name_that_is_no_utf8_is_escaped(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xbd\xad.html")
    Path(name).write_bytes(ARTICLE)
    (row,) = rows(extract(name))
    assert row["input"] == f"{tmp_path}/\\udcbd\\udcad.html"
    assert "record" in row


@pytest.mark.parametrize(
    "args",
    [
        ("--url", URL, "a", "b"),
        ("--url", URL, "--url-map", "urls.tsv", "a"),
        ("--url-map", "missing.tsv", "a"),
        ("--fetched-at", "yesterday", "a"),
        ("--jobs", "0", "a"),
    ],
)
def test_wrong_usage_is_code_2_and_says_why(args: tuple[str, ...]) -> None:
    result = extract(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_a_broken_line_of_the_url_map_is_named(tmp_path: Path, page: Path) -> None:
    table = tmp_path / "urls.tsv"
    table.write_text(f"{page}\t{URL}\n{page} {URL}\n", encoding="utf-8")
    result = extract("--url-map", table, page)
    assert result.exit_code == 2
    assert "line 2" in result.stderr


def test_a_reader_that_stops_early_is_no_traceback(page: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "newscrawl", "extract", *[str(page)] * 400],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout is not None
    assert run.stderr is not None
    assert json.loads(run.stdout.readline())["record"]
    run.stdout.close()
    assert b"Traceback" not in run.stderr.read()
    run.stderr.close()
    run.wait()
