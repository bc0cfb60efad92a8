"""The archive of a crawl and `newscrawl replay`: kept, found, salvaged after a kill, and extracted again."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.archive import Exchange, Shelf, Writer, responses, salvage
from newscrawl.archive.read import read_at
from newscrawl.commands._rereading import hints_of
from newscrawl.model import Hints, Provenance
from newscrawl.store import Ending, Store
from tests.crawling import FAST, ROOT, WebServer, environment, scrapy
from tests.made_sites import TEMPLATES, make
from tests.records import record

HOST = "www.linxi.example"
DATE = datetime(2024, 3, 21, 8, tzinfo=UTC)


def answer(url: str, body: bytes = b"<p>page</p>", status: int = 200, **hints: object) -> Exchange:
    return Exchange(
        url, status, [("Content-Type", "text/html"), ("Content-Length", str(len(body)))], body, DATE, hints
    )


def test_what_is_written_is_read_again(tmp_path: Path):
    writer = Writer(tmp_path / "a", "run")
    writer.add(answer("http://a.example/1", b"one", published="2024-03-20", channel=["A1"]))
    writer.add(answer("http://a.example/2", b"two", status=404))
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["run-00001.warc.gz.open"]
    writer.close()
    (path,) = (tmp_path / "a").glob("*.warc.gz")
    one, two = responses(path)
    assert (one.url, one.status, one.body, one.date) == ("http://a.example/1", 200, b"one", DATE)
    assert (one.hints.published, one.hints.channel, two.status) == ("2024-03-20", ("A1",), 404)


def test_files_are_rotated_by_size_and_the_newest_good_answer_is_found(tmp_path: Path):
    writer = Writer(tmp_path, "run", max_size=1)
    for body, status in ((b"old", 200), (b"new", 200), (b"gone", 404)):
        writer.add(answer("http://a.example/1", body, status))
    writer.close()
    assert len(list(tmp_path.glob("*.warc.gz"))) == 3
    for _ in range(2):  # read through, then by the index
        shelf = Shelf(tmp_path)
        found = shelf.get("http://a.example/1")
        assert found is not None
        assert (len(shelf), found.body) == (1, b"new")
    assert shelf.get("http://a.example/none") is None


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_what_a_killed_run_left_is_cut_behind_its_last_whole_record(tmp_path: Path, cut: int):
    writer = Writer(tmp_path, "run")
    for number in range(5):
        writer.add(answer(f"http://a.example/{number}", bytes(range(256)) * 4))
    (path,) = tmp_path.glob("*.open")
    data = path.read_bytes()
    path.write_bytes(data[:-cut])
    (saved,) = salvage(tmp_path)
    assert [found.url for found in responses(saved)] == [f"http://a.example/{number}" for number in range(4)]
    assert salvage(tmp_path) == []


def newscrawl(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = environment(folder, NEWSCRAWL_ARCHIVE=str(folder / "archive"), COLUMNS="140")
    command = [sys.executable, "-m", "newscrawl", *args]
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_replay_shows_what_would_change_and_stores_it_when_told_to(tmp_path: Path):
    site = make(TEMPLATES["jeecms"])
    with WebServer(site.pages) as server:
        done = scrapy(
            tmp_path, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST,
            NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}", NEWSCRAWL_ARCHIVE=str(tmp_path / "archive"),
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not list((tmp_path / "archive").rglob("*.open"))
    with Store(f"sqlite:///{tmp_path / 'crawl.db'}") as store:
        brought = [store.history(each.id) for each in store.records()]
    for history in brought:
        [fetch] = history.fetches if history else []
        assert fetch.file is not None
        assert read_at(tmp_path / "archive" / HOST / fetch.file, fetch.start or 0).url == fetch.url
    same = newscrawl(tmp_path, "replay")
    assert (same.returncode, "0 articles would change, 84 stay" in same.stdout) == (0, True), (
        same.stdout + same.stderr
    )

    url = f"sqlite:///{tmp_path / 'crawl.db'}"
    with Store(url) as store:
        record = next(iter(store.records()))
        run = store.begin_run(HOST)
        store.save([type(record)(**{**_facts(record), "title": "[/b]旧规则读错的标题"})], run)
    shown = newscrawl(tmp_path, "replay", "--site", HOST)
    assert "1 articles would change" in shown.stdout
    assert "旧规则读错的标题" in shown.stdout
    with Store(url) as store:
        assert "[/b]旧规则读错的标题" in {each.title for each in store.records()}
    assert newscrawl(tmp_path, "replay", "--apply").returncode == 0
    with Store(url) as store:
        assert "[/b]旧规则读错的标题" not in {each.title for each in store.records()}


def test_where_nothing_is_archived_that_is_said(tmp_path: Path):
    with Store(f"sqlite:///{tmp_path / 'crawl.db'}") as store:
        store.end_run(store.begin_run(HOST), Ending("done", {}))
    for asked in ([], ["--site", HOST]):
        done = newscrawl(tmp_path, "replay", *asked)
        assert (done.returncode, "nothing is archived" in done.stderr) == (2, True)


def _facts(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}  # type: ignore[attr-defined]


def test_what_only_a_list_knew_is_remembered_by_the_evidence():
    evidence = {
        "channel": Provenance("第A3版：民生", "list"),
        "published_at": Provenance("2024-03-21", "dateline", [("list", "2024-03-20")]),
    }
    stored = record(channel=["第A3版：民生"], provenance=evidence)
    assert hints_of(stored, Hints()) == Hints(published="2024-03-20", channel=("第A3版：民生",))
    assert hints_of(stored, Hints(published="2024-03-19")).published == "2024-03-19"
    shown = record(channel=["民生"], provenance={"channel": Provenance("首页 > 民生", "breadcrumb")})
    assert hints_of(shown, Hints()) == Hints()
