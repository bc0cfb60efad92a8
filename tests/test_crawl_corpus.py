"""Two whole real sites, crawled from their archives to stored records; skipped where ../shared is absent."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from newscrawl import archive
from newscrawl.model import Record
from newscrawl.store import Store
from tests.crawling import scrapy

ARTICLE = {"scrww": re.compile(r"/[a-z]+/[a-z]+/\d+\.html$"), "xfsx": re.compile(r"/special/arc-\d+\.html$")}
HOME = {"scrww": "http://www.scrww.com/", "xfsx": "http://www.xn--ehv81oxn1a8lb.cn/"}
# What links from the home page lead to.
STORIES = {"scrww": 108, "xfsx": 102}
FURTHER = {"scrww": 0, "xfsx": 14}
DECLARED = {"scrww": ("sichuan.scrww",), "xfsx": ("national.xfsx",)}
UNDECLARED = {name: ("site", "-a", f"url={home}") for name, home in HOME.items()}


@pytest.fixture(params=["scrww", "xfsx"], scope="module")
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["declared", "undeclared"], scope="module")
def records(
    request: pytest.FixtureRequest, name: str, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Record]:
    folder = tmp_path_factory.mktemp(f"{name}-{request.param}")
    args = DECLARED[name] if request.param == "declared" else UNDECLARED[name]
    warc = shared / "corpus" / "sites" / f"{name}.warc.gz"
    done = scrapy(folder, "crawl", *args, NEWSCRAWL_REPLAY=str(warc))
    assert done.returncode == 0, done.stderr
    with Store(f"sqlite:///{folder / 'crawl.db'}") as store:
        return list(store.records())


def test_every_story_that_links_lead_to_is_stored_once(records: list[Record], name: str):
    assert len(records) == STORIES[name]
    assert max(Counter(record.url for record in records).values()) == 1


def test_no_list_is_stored_as_an_article(records: list[Record], name: str):
    assert [record.url for record in records if not ARTICLE[name].search(record.url or "")] == []


def test_further_pages_are_joined_in_order(records: list[Record], name: str):
    further = [record.page_urls for record in records if len(record.page_urls) > 1]
    assert sum(len(urls) - 1 for urls in further) == FURTHER[name]
    for first, *others in further:
        assert others == [first.replace(".html", f"_{number}.html") for number in range(2, len(others) + 2)]


def test_no_character_is_garbled(records: list[Record], name: str):
    text = "".join(f"{record.title}{record.body or ''}" for record in records)
    # One of the sites has replacement characters of its own in its pages.
    assert text.count("\ufffd") == {"scrww": 9, "xfsx": 0}[name]
    assert len(re.findall(r"[一-鿿]", text)) > 0.7 * len(text)


def test_every_record_says_when_the_archive_was_made(records: list[Record], name: str, shared: Path):
    first = next(archive.responses(shared / "corpus" / "sites" / f"{name}.warc.gz"))
    assert {record.fetched_at for record in records} == {first.date.isoformat()}
