"""Every article of the demonstration portal against its golden, made from the story and not the page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from invented import squeeze

from newscrawl.errors import NotAnArticle
from newscrawl.extract import extract, extract_page
from newscrawl.model import Fetched, Page, Record
from newscrawl.page import parse

DEMO = Path(__file__).resolve().parent.parent / "data" / "demo"
GOLDEN: dict[str, dict[str, Any]] = {
    row["url"]: row for row in map(json.loads, (DEMO / "expected.jsonl").read_text("utf-8").splitlines())
}
FETCHED = datetime(2026, 1, 15, 8, 0, tzinfo=UTC)
SOFT_404 = "http://news.jiangzhou.example/bdxw/202401/t20240109_21250944.html"

every_article = pytest.mark.parametrize("url", list(GOLDEN))


def page_at(url: str, fetched_at: datetime = FETCHED) -> Page:
    parts = urlsplit(url)
    body = (DEMO / "www" / str(parts.hostname) / parts.path.lstrip("/")).read_bytes()
    return parse(Fetched(body, url, "text/html", fetched_at))


@cache
def record_at(url: str) -> Record:
    first, *further = [page_at(address) for address in GOLDEN[url]["page_urls"]]
    return extract_page(first.with_further(further))


def people(credits: Any) -> set[tuple[str, str, str | None]]:
    return {(credit.name, credit.role, credit.org) for credit in credits}


def wanted_people(rows: list[dict[str, Any]]) -> set[tuple[str, str, str | None]]:
    return {(row["name"], row["role"], row["org"]) for row in rows}


@every_article
def test_body_is_the_story_line_by_line(url: str) -> None:
    lines = (record_at(url).body or "").split("\n")
    assert [squeeze(line) for line in lines if line] == [squeeze(line) for line in GOLDEN[url]["body"]]


@every_article
def test_nothing_else_is_in_the_body(url: str) -> None:
    golden, body = GOLDEN[url], squeeze(record_at(url).body)
    unwanted = [*golden["credit_lines"], *golden["tiplines"], *golden["absent"]]
    story = squeeze("".join(golden["body"]))
    assert [text for text in unwanted if squeeze(text) in body and squeeze(text) not in story] == []


@every_article
def test_headline_stack(url: str) -> None:
    record, golden = record_at(url), GOLDEN[url]
    shown = (record.title, record.kicker, record.subtitle)
    assert [squeeze(text) for text in shown] == [
        squeeze(golden[name]) for name in ("title", "kicker", "subtitle")
    ]


@every_article
def test_publication_time(url: str) -> None:
    golden = GOLDEN[url]
    assert record_at(url).published_at == golden["published"]


def test_a_day_without_year_is_known_in_the_month_that_the_golden_names() -> None:
    known = [(url, *item) for url in GOLDEN for item in GOLDEN[url].get("published_if_fetched", {}).items()]
    assert known
    for url, month, day in known:
        fetched_at = datetime.fromisoformat(f"{month}-28T08:00:00+00:00")
        assert extract_page(page_at(url, fetched_at)).published_at == day


@every_article
def test_source(url: str) -> None:
    record, golden = record_at(url), GOLDEN[url]
    shown = (record.source.name, record.source.displayed) if record.source else (None, None)
    assert shown == (golden["source"], golden["source_displayed"])


@every_article
def test_reporters(url: str) -> None:
    assert people(record_at(url).reporters) == wanted_people(GOLDEN[url]["reporters"])


@every_article
def test_editors(url: str) -> None:
    assert {person.name for person in record_at(url).editors} == set(GOLDEN[url]["editors"])


@every_article
def test_channel(url: str) -> None:
    assert record_at(url).channel == GOLDEN[url]["channel"]


@every_article
def test_pictures(url: str) -> None:
    shown = [(image.url, squeeze(image.caption), squeeze(image.credit)) for image in record_at(url).images]
    wanted = GOLDEN[url]["images"]
    assert shown == [(row["url"], squeeze(row["caption"]), squeeze(row["credit"])) for row in wanted]


@every_article
def test_pages_of_the_story(url: str) -> None:
    assert record_at(url).page_urls == GOLDEN[url]["page_urls"]


def test_two_articles_are_one_story_where_the_golden_says_so() -> None:
    named = {url: row["story"] for url, row in GOLDEN.items() if row["story"]}
    stories = {url: record_at(url).story for url in GOLDEN}
    for name in set(named.values()):
        copies = {stories[url] for url in named if named[url] == name}
        others = {stories[url] for url in GOLDEN if named.get(url) != name}
        assert len(copies) < len([url for url in named if named[url] == name])
        assert copies.isdisjoint(others)


def test_no_two_articles_share_an_identity() -> None:
    assert len({record_at(url).id for url in GOLDEN}) == len(GOLDEN)


def test_page_that_says_it_is_gone_is_refused() -> None:
    with pytest.raises(NotAnArticle, match="不存在"):
        extract_page(page_at(SOFT_404))


@pytest.mark.parametrize("host", sorted({str(urlsplit(url).hostname) for url in GOLDEN}))
def test_lists_and_home_pages_are_refused(host: str) -> None:
    lists = [
        path
        for path in (DEMO / "www" / host).rglob("*.htm*")
        if path.stem.partition("_")[0] in ("index", "list", "node", "404")
    ]
    assert lists
    stored = []
    for path in lists:
        url = f"http://{host}/{path.relative_to(DEMO / 'www' / host).as_posix()}"
        try:
            stored.append((url, extract(path.read_bytes(), url).title))
        except NotAnArticle:
            continue
    assert stored == []
