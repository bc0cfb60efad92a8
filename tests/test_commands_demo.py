"""`newscrawl demo`: from the portal's pages to records, an export and a report, twice."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from newscrawl.store import Run, Store
from tests.crawling import ROOT, environment

MANIFEST = json.loads((ROOT / "data/demo/manifest.json").read_text(encoding="utf-8"))
EXPECTED = [json.loads(line) for line in (ROOT / "data/demo/expected.jsonl").read_text("utf-8").splitlines()]


@dataclass(frozen=True)
class Demo:
    """One run of the command: how it ended, what it printed, what it stored."""

    code: int
    out: str
    err: str
    seconds: float
    run: Run

    def counted(self, name: str) -> int:
        return self.run.counters.get(name, 0)


def demo(folder: Path) -> Demo:
    start = time.monotonic()
    command = [sys.executable, "-m", "newscrawl", "demo"]
    env = {**environment(folder), "COLUMNS": "120", "NEWSCRAWL_ARCHIVE": str(folder / "archive")}
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    seconds = time.monotonic() - start
    with Store(env["NEWSCRAWL_DATABASE_URL"]) as store:
        return Demo(done.returncode, done.stdout, done.stderr, seconds, store.runs(1)[0])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(folder: Path) -> Demo:
    return demo(folder)


@pytest.fixture(scope="module")
def second(folder: Path, first: Demo) -> Demo:
    return demo(folder)


@pytest.fixture(scope="module")
def exported(first: Demo) -> dict[str, dict[str, object]]:
    assert first.run.export is not None
    lines = Path(first.run.export).read_text("utf-8").splitlines()
    return {record["url"]: record for record in map(json.loads, lines)}


def test_every_article_of_the_portal_is_stored(first: Demo):
    assert first.code == 0, first.err
    # An original and its reprint by the same press group, word for word, are one article at two addresses.
    assert first.counted("articles/new") + first.counted("articles/alias") == MANIFEST["articles"]
    assert first.run.status == "done"


def test_what_is_no_article_is_a_reject_with_its_reason(first: Demo):
    rejects = {name: number for name, number in first.run.counters.items() if name.startswith("rejects/")}
    assert rejects == {"rejects/http_404": 1, "rejects/not_an_article": 1}


def test_stories_are_joined_and_in_place(exported: dict[str, dict[str, object]]):
    found = [row for row in EXPECTED if row["url"] in exported]
    assert len(found) == len(exported) >= MANIFEST["articles"] - 1
    for row in found:
        assert exported[row["url"]]["title"] == row["title"]
        assert exported[row["url"]]["page_urls"] == row["page_urls"]


def test_it_shows_its_progress_and_ends_with_a_summary(first: Demo, folder: Path):
    assert "hosts on 127.0.0.1:" in first.err
    assert "crawling: " in first.err
    assert "\x1b" not in first.out + first.err
    for said in (
        f"{first.counted('articles/new')} new",
        "title",
        "http_404",
        "not_an_article",
        "phrase:",
        str(first.run.export),
    ):
        assert said in first.out
    assert str(folder / "out" / "demo.html") in first.out


def test_it_writes_a_report_that_stands_alone(first: Demo, folder: Path):
    html = (folder / "out" / "demo.html").read_text(encoding="utf-8")
    assert EXPECTED[0]["title"] in html
    assert "<script src" not in html
    assert '<link rel="stylesheet"' not in html


def test_a_second_run_finds_nothing_new(second: Demo, first: Demo):
    assert second.code == 0, second.err
    assert (second.counted("articles/new"), second.counted("articles/changed")) == (0, 0)
    assert second.counted("articles/known") == first.counted("articles/new")
    assert f"{first.counted('articles/new')} articles known" in second.out
    assert str(first.run.export) in second.out
    assert {"rejects/http_404", "rejects/not_an_article"}.isdisjoint(second.run.counters)
    assert second.seconds < 20


def test_while_another_run_holds_the_site_it_ends_with_code_4(folder: Path, second: Demo):
    with Store(environment(folder)["NEWSCRAWL_DATABASE_URL"]) as store:
        store.begin_run("demo")
        third = demo(folder)
    assert third.code == 4
    assert "another run of demo is under way" in third.err


def test_without_a_database_it_ends_with_code_5(tmp_path: Path):
    (tmp_path / "crawl.db").mkdir()
    command = [sys.executable, "-m", "newscrawl", "demo"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 5
    assert "nothing was half written" in done.stderr
