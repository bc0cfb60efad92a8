"""The pipelines: the flow of extract, batches in order, and a run that tells the truth however it ends."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from samples import ARTICLE, LIST, URL

from newscrawl.extract import extract_page
from newscrawl.model import Fetched, Page, Reject
from newscrawl.page import parse
from newscrawl.store import Run, Store
from pipelines.batches import SIZE, Batches
from pipelines.clean import CleanPipeline
from pipelines.counting import counters
from pipelines.fields import FieldsPipeline
from pipelines.normalize import NormalizePipeline
from pipelines.stories import StoriesPipeline
from tests.crawling import FAST, ROOT, Answer, WebServer, environment, scrapy

HOST = "www.linhai.example"
START = ("crawl", "site", "-a", f"url=http://{HOST}/", *FAST)
REJECT = Reject(URL, None, "http_404", "gone", None)


def through(item: Page | Reject) -> Any:
    """What comes out behind the last pure stage."""
    for stage in (CleanPipeline(), FieldsPipeline(), NormalizePipeline(), StoriesPipeline()):
        item = stage.process_item(item)  # type: ignore[attr-defined]
    return item


def page(body: bytes) -> Page:
    return parse(Fetched(body, URL, fetched_at=datetime(2024, 3, 13, tzinfo=UTC)))


def test_the_stages_are_the_flow_of_extract() -> None:
    assert through(page(ARTICLE)) == extract_page(page(ARTICLE))


def test_a_refused_page_goes_on_as_a_reject_with_its_source() -> None:
    refused = through(page(LIST))
    assert (refused.code, refused.url) == ("not_an_article", URL)
    assert refused.message
    assert refused.fetched_at == "2024-03-13T00:00:00+00:00"
    assert refused.body == LIST


def test_a_reject_passes_untouched() -> None:
    assert through(REJECT) is REJECT


def test_a_batch_goes_when_it_is_full_and_the_rest_at_the_end() -> None:
    handed: list[list[int]] = []

    async def crawl() -> None:
        async def hand_on(batch: list[int]) -> None:
            handed.append(batch)

        batches = Batches(hand_on)
        for number in range(SIZE * 2 + 7):
            await batches.add(number)
        assert [len(batch) for batch in handed] == [SIZE, SIZE]
        await batches.close()

    asyncio.run(crawl())
    assert [number for batch in handed for number in batch] == [*range(SIZE * 2 + 7)]


def test_a_batch_that_is_not_full_goes_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.batches.SECONDS", 0.01)

    async def crawl() -> list[int]:
        handed: asyncio.Queue[list[int]] = asyncio.Queue()
        batches = Batches(handed.put)
        await batches.add(1)
        await batches.add(2)
        return await asyncio.wait_for(handed.get(), 5)

    assert asyncio.run(crawl()) == [1, 2]


def test_a_slow_database_holds_the_crawl_back_one_batch_at_a_time() -> None:
    async def crawl() -> None:
        under_way = most = 0

        async def hand_on(batch: list[int]) -> None:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            for _ in range(20):
                await asyncio.sleep(0)
            under_way -= 1

        batches = Batches(hand_on)
        await asyncio.gather(*(batches.add(number) for number in range(SIZE * 5)))
        await batches.close()
        assert most == 1

    asyncio.run(crawl())


def test_counters_are_the_whole_numbers_of_the_run() -> None:
    stats = {
        "newscrawl/articles/new": 3,
        "newscrawl/run": "x",
        "response_received_count": 5,
        "log_count/INFO": 9,
    }
    assert counters(stats) == {"articles/new": 3, "responses": 5}


def story(number: int) -> Answer:
    text = ARTICLE.decode().replace("十二处", f"第{number}处").replace("七处", f"{number}处")
    return Answer(text)


def site(articles: int = 3) -> dict[str, Answer | list[Answer]]:
    anchors = "".join(
        f'<p><a href="/news/202403/t20240312_{number}.html">江州老城区新增第{number}处口袋公园</a></p>'
        for number in range(articles)
    )
    stories = {f"/news/202403/t20240312_{number}.html": story(number) for number in range(articles)}
    return {"/": Answer(f"<title>江州新闻网</title>{anchors}"), **stories}


def crawl(folder: Path, server: WebServer, *args: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return scrapy(folder, *START, *args, NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}", **settings)


def runs(folder: Path) -> list[Run]:
    """The runs of a crawl's database, newest first."""
    with Store(f"sqlite:///{folder}/crawl.db") as store:
        return [*store.runs()]


def exported(run: Run) -> list[dict[str, Any]]:
    assert run.export is not None
    return [json.loads(line) for line in Path(run.export).read_bytes().splitlines()]


def test_a_crawl_is_stored_and_exported_and_a_second_one_finds_nothing_new(tmp_path: Path) -> None:
    with WebServer(site()) as server:
        for _ in range(2):
            done = crawl(tmp_path, server)
            assert done.returncode == 0, done.stderr
    second, first = runs(tmp_path)
    assert (first.site, first.status, first.reason) == (HOST, "done", "finished")
    assert (first.counters["articles/new"], first.counters["filled/title"]) == (3, 3)
    assert (second.status, second.counters["articles/known"], second.export) == ("done", 3, None)
    assert {"articles/new", "articles/changed", "articles/unchanged"}.isdisjoint(second.counters)
    assert len(exported(first)) == 3
    assert {line["site"] for line in exported(first)} == {HOST}


def test_a_run_of_a_site_that_is_under_way_elsewhere_ends_with_code_4(tmp_path: Path) -> None:
    with WebServer(site()) as server, Store(f"sqlite:///{tmp_path}/crawl.db") as store:
        store.begin_run(HOST)
        done = crawl(tmp_path, server)
    assert done.returncode == 4, done.stderr
    assert f"another run of {HOST} is under way" in done.stderr
    assert server.paths() == []


def test_a_database_that_cannot_be_opened_ends_with_code_5(tmp_path: Path) -> None:
    with WebServer(site()) as server:
        done = crawl(tmp_path, server, NEWSCRAWL_DATABASE_URL=f"sqlite:///{tmp_path}")
    assert done.returncode == 5, done.stderr
    assert "cannot be opened" in done.stderr
    assert server.paths() == []


LIMITED = """
import resource, sys
from scrapy.cmdline import execute
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
execute(["scrapy", *sys.argv[1:]])
"""


def test_a_disk_that_fills_up_ends_with_code_5_and_tears_nothing(tmp_path: Path) -> None:
    pages = 200  # in whatever batches they come, they take more than is left
    with WebServer(site(pages)) as server:
        Store(f"sqlite:///{tmp_path}/crawl.db").close()
        limit = (tmp_path / "crawl.db").stat().st_size + 4_000
        command = [sys.executable, "-c", LIMITED.format(limit=limit), *START]
        env = environment(tmp_path, NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}")
        done = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 5, done.stderr
        assert "the disk is full" in done.stderr
        assert [*(tmp_path / "out").glob("*.jsonl")] == []
        again = crawl(tmp_path, server)
        assert again.returncode == 0, again.stderr
    assert len(exported(runs(tmp_path)[0])) == pages


REFUSING = """CREATE TRIGGER refusing BEFORE UPDATE OF status ON runs WHEN NEW.status = 'done'
BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"""


def test_an_end_that_cannot_be_written_leaves_the_export_to_the_next_run(tmp_path: Path) -> None:
    Store(f"sqlite:///{tmp_path}/crawl.db").close()
    with WebServer(site()) as server, closing(sqlite3.connect(tmp_path / "crawl.db")) as database:
        with database:
            database.execute(REFUSING)
        done = crawl(tmp_path, server)
        assert done.returncode == 5, done.stderr
        assert [*(tmp_path / "out").glob("*.jsonl")] == []
        with database:
            database.execute("DROP TRIGGER refusing")
        again = crawl(tmp_path, server)
    assert again.returncode == 0, again.stderr
    last, first = runs(tmp_path)
    assert (first.status, first.export, len(exported(last))) == ("lost", None, 3)


def test_a_page_on_which_a_stage_breaks_is_kept_and_told_of(tmp_path: Path) -> None:
    stages = {
        "tests.breaking.Breaking": 50,
        "pipelines.clean.CleanPipeline": 100,
        "pipelines.fields.FieldsPipeline": 200,
        "pipelines.normalize.NormalizePipeline": 300,
        "pipelines.store.StorePipeline": 500,
    }
    with WebServer(site()) as server:
        done = crawl(tmp_path, server, "-s", f"ITEM_PIPELINES={json.dumps(stages)}")
    assert done.returncode == 1, done.stderr
    (run,) = runs(tmp_path)
    assert (run.counters["articles/new"], run.counters["rejects/defect"]) == (2, 1)
    with Store(f"sqlite:///{tmp_path}/crawl.db") as store:
        (kept,) = store.rejects(run.id)
    assert kept.message == "AssertionError: a defect of ours"
    assert kept.url == f"http://{HOST}/news/202403/t20240312_1.html"
