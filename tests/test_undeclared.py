"""Sites that nobody has declared, crawled from the home page alone: what is found, stored and believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscrawl.store import Store
from tests.crawling import FAST, WebServer, scrapy
from tests.made_sites import TEMPLATES, MadeSite, make
from tests.torture import undeclared
from tests.whole_sites import SITES

HOST = "www.linxi.example"


def crawl(folder: Path, site: MadeSite) -> tuple[set[str], WebServer]:
    """The paths of the articles that a crawl has stored."""
    with WebServer(site.pages) as server:
        done = scrapy(
            folder,
            "crawl",
            "site",
            "-a",
            f"url=http://{HOST}/",
            *FAST,
            NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}",
        )
    assert done.returncode == 0, done.stderr
    with Store(f"sqlite:///{folder / 'crawl.db'}") as store:
        return {(record.url or "").removeprefix(f"http://{HOST}") for record in store.records()}, server


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_articles_of_a_site_are_found_from_its_home_page(name: str, tmp_path: Path):
    site = make(TEMPLATES[name])
    stored, server = crawl(tmp_path, site)
    missed, wrong = set(site.articles) - stored, stored - set(site.articles)
    assert len(missed) <= 0.03 * len(site.articles), sorted(missed)[:5]
    assert len(wrong) <= 0.02 * len(stored), sorted(wrong)[:5]
    asked = [path for path in server.paths() if path in site.pages]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("name", ["asp", "epaper", "county"])
def test_what_stands_around_the_news_is_left(name: str, tmp_path: Path):
    """All eight sites: `python -m tests.torture undeclared`."""
    site = SITES[name]()
    stored, _ = undeclared.crawl(tmp_path, site)
    assert undeclared.held(site.articles, stored), (site.articles - stored, stored - site.articles)


def test_what_was_believed_is_written_beside_the_export(tmp_path: Path):
    site = make(TEMPLATES["trs"])
    crawl(tmp_path, site)
    (path,) = (tmp_path / "out").glob("*.shapes.json")
    rows = {row["shape"]: row for row in json.loads(path.read_text(encoding="utf-8"))["shapes"]}
    own = rows["/yw/9/t9_9.html"]
    assert (own["belief"], own["articles"], own["others"], own["links"]) == ("article", 21, 0, 21)
    assert rows["/yw/"]["belief"] == "list"
