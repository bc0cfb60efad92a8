"""`scrapy crawl` joins the pages of a story, takes the page that shows it whole, and tells what is missing."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newscrawl.model import Record
from newscrawl.store import Store
from tests.columns import HOST, page, paragraphs, title_of
from tests.crawling import FAST, Answer, WebServer, environment, scrapy


def part(number: int, name: str, paging: str, story: list[str]) -> dict[str, Answer]:
    _, html = page(number, text=story)
    shown = html.replace('<div class="footer">', f'<div class="pages">{paging}</div><div class="footer">')
    return {f"/wenhua/{name}.html": Answer(shown)}


def bar(*links: tuple[str, str]) -> str:
    return " ".join(f'<a href="{name}.html">{label}</a>' for name, label in links)


ONE, TWO, THREE = (paragraphs(number) for number in (901, 902, 903))
WHOLE = bar(("7_2", "2"), ("7_all", "在本页阅读全文"))
GAP = bar(("8_2", "2"), ("8_3", "3"))
SITE = {
    "/": Answer(
        "".join(f'<li><a href="/wenhua/{n}.html">{title_of(n)}</a> 2024-03-12</li>' for n in (7, 8)).join(
            ("<html><body><ul>", "</ul></body></html>")
        )
    ),
    **part(7, "7", WHOLE, ONE),
    **part(7, "7_2", WHOLE, TWO),
    **part(7, "7_all", "", [*ONE, *TWO, *THREE]),
    **part(8, "8", GAP, ONE[:2]),
    **part(8, "8_3", GAP, THREE),
}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """By the name of the first page."""
    folder = tmp_path_factory.mktemp("parts")
    with WebServer(SITE) as server:
        connect = f"{urlsplit(HOST).netloc}={server.address}"
        done = scrapy(folder, "crawl", "site", "-a", f"url={HOST}/", *FAST, NEWSCRAWL_CONNECT_TO=connect)
    assert done.returncode == 0, done.stderr
    with Store(environment(folder)["NEWSCRAWL_DATABASE_URL"]) as store:
        return {Path(record.url or "").stem: record for record in store.records(evidence=True)}


def test_the_page_that_shows_the_whole_story_is_found(records: dict[str, Record]) -> None:
    assert sorted(records) == ["7", "8"]
    assert records["7"].body == "\n\n".join([*ONE, *TWO, *THREE])
    assert records["7"].page_urls == [f"{HOST}/wenhua/7.html", f"{HOST}/wenhua/7_all.html"]


def test_a_missing_part_costs_only_itself_and_is_told(records: dict[str, Record]) -> None:
    assert records["8"].body == "\n\n".join([*ONE[:2], *THREE])
    assert records["8"].page_urls == [f"{HOST}/wenhua/8.html", f"{HOST}/wenhua/8_3.html"]
    assert isinstance(records["8"].provenance, dict)
    assert records["8"].provenance["page_urls"].conflicts == [("missing", f"{HOST}/wenhua/8_2.html")]
