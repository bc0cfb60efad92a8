"""`scrapy crawl` learns the furniture of a site: for the rest of a long run, and for the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newscrawl.model import Record
from newscrawl.store import Store
from pipelines.furniture import STEP
from tests.columns import COLUMNS, HOST, PROMOTION, page, paragraphs, title_of
from tests.crawling import FAST, Answer, WebServer, environment, scrapy

NAME = urlsplit(HOST).netloc
START = ("crawl", "site", "-a", f"url={HOST}/", *FAST)
LINE = f"<p>{PROMOTION}</p>"
NOTE = "编者按：江州有许多人守着一门手艺，本报为他们留下这一栏。"


def served(numbers: Sequence[int]) -> dict[str, Answer]:
    """The site: a home page that links to the stories, every tenth of which has an editor's note."""
    pages = {}
    for number in numbers:
        lead = [f"<p>{NOTE}</p>"] if number % 10 == 0 else []
        url, html = page(
            number, COLUMNS[number % 4], lead=lead, middle=[LINE], tail=['<p><img src="/scan.jpg"></p>']
        )
        pages[urlsplit(url).path] = html
    links = "".join(
        f'<li><a href="{path}">{title_of(number)}</a> 2024-03-12</li>'
        for number, path in zip(numbers, pages, strict=True)
    )
    return {
        path: Answer(html)
        for path, html in {"/": f"<html><body><ul>{links}</ul></body></html>", **pages}.items()
    }


def crawl(folder: Path, site: Mapping[str, Answer]) -> None:
    with WebServer(site) as server:
        done = scrapy(folder, *START, NEWSCRAWL_CONNECT_TO=f"{NAME}={server.address}")
    assert done.returncode == 0, done.stderr


def stored(folder: Path) -> dict[int, Record]:
    """The records by number of the story."""
    with Store(environment(folder)["NEWSCRAWL_DATABASE_URL"]) as store:
        records = list(store.records(evidence=True))
    return {
        int(urlsplit(record.url or "").path.rpartition("/")[2].partition(".")[0]): record
        for record in records
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs: the first learns from twenty stories, the second finds twenty more."""
    folder = tmp_path_factory.mktemp("furniture")
    crawl(folder, served(range(1, 21)))
    crawl(folder, served(range(1, 41)))
    return folder


def test_the_next_run_knows_what_the_first_one_learned(folder: Path) -> None:
    records = stored(folder)
    assert sorted(records) == [*range(1, 41)]
    for number in range(21, 41):
        note = [NOTE] if number % 10 == 0 else []
        assert records[number].body == "\n\n".join([*note, *paragraphs(number)])
        assert records[number].images == []


def test_evidence_of_a_crawled_article_names_what_was_removed(folder: Path) -> None:
    removed = stored(folder)[25].removed
    assert isinstance(removed, list)
    assert ("furniture (in 20 of 20 stories)", PROMOTION) in [(piece.rule, piece.text) for piece in removed]


def test_what_was_learned_is_stored_by_site(folder: Path) -> None:
    with Store(environment(folder)["NEWSCRAWL_DATABASE_URL"]) as store:
        learned = store.furniture(NAME)
        (run, _) = store.runs()
    assert {fixture.text for fixture in learned.fixtures} == {PROMOTION, f"{HOST}/scan.jpg"}
    assert {fixture.stories for fixture in learned.fixtures} == {40}
    assert len(learned.sightings) == 40
    assert run.counters["removed/furniture"] >= 20


def test_a_long_run_knows_before_its_end(tmp_path: Path) -> None:
    count = 2 * STEP
    crawl(tmp_path, served(range(1, count + 1)))
    records = stored(tmp_path)
    assert len(records) == count
    clean = [number for number, record in records.items() if PROMOTION not in (record.body or "")]
    assert STEP // 2 <= len(clean) <= STEP
