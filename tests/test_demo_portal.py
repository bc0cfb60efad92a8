"""The demonstration portal: what is tracked is what the builder makes, and its goldens fit its pages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
import pytest
from portal import ask

from newscrawl.demo_server import DemoPortal

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "data" / "demo"
SEED = ROOT.parent / "shared" / "seed"
GOLDEN: list[dict[str, Any]] = [
    json.loads(line) for line in (DEMO / "expected.jsonl").read_text(encoding="utf-8").splitlines()
]
SEED_URL = "http://www.jiangzhou.example/qinggan/gushi/2871.html"
DEAD_URL = "http://www.jiangzhou.example/zixun/shehui/4079.html"
SOFT_404_URL = "http://news.jiangzhou.example/bdxw/202401/t20240109_21250944.html"
HOMES = [f"http://{host}.jiangzhou.example/" for host in ("www", "news", "epaper")]


@pytest.fixture(scope="module")
def portal() -> Iterator[DemoPortal]:
    with DemoPortal(DEMO / "www") as running:
        yield running


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def page_text(body: bytes, url: str) -> str:
    """All text of a page but its scripts, decoded as its host really encodes it."""
    html = body.decode("gb18030" if "//www." in url else "utf-8")
    root = lxml.html.document_fromstring(re.sub(r"charset=[\w-]+", "", html))
    for element in root.xpath("//script | //style"):
        element.text = ""
    return squeeze(root.find("body").text_content())


def story_text(portal: DemoPortal, row: dict[str, Any]) -> str:
    return "".join(page_text(ask(portal, url).body, url) for url in row["page_urls"])


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(DEMO / "build.py"), str(tmp_path)], check=True)
    assert files_below(tmp_path / "www") == files_below(DEMO / "www")
    for name in ("expected.jsonl", "manifest.json"):
        assert (tmp_path / name).read_bytes() == (DEMO / name).read_bytes()


def test_manifest_counts_the_goldens() -> None:
    manifest = json.loads((DEMO / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["articles"] == len(GOLDEN) == len({row["url"] for row in GOLDEN}) == 42
    assert manifest["article_pages"] == sum(row["pages"] for row in GOLDEN)
    assert sum(manifest["by_host"].values()) == manifest["articles"]


def test_portal_stays_small() -> None:
    tracked = {name: len(content) for name, content in files_below(DEMO).items() if "cache" not in name}
    assert sum(tracked.values()) < 2_000_000


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row["url"])
def test_page_is_served_and_shows_what_the_golden_says(portal: DemoPortal, row: dict[str, Any]) -> None:
    for url in row["page_urls"]:
        answer = ask(portal, url)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html")
    text = story_text(portal, row)
    captions = [part for image in row["images"] for part in (image["caption"], image["credit"]) if part]
    people = [person["name"] for person in row["reporters"]] + row["editors"]
    shown = [*row["tiplines"], *row["credit_lines"], *row["absent"], *captions, *people]
    if not row["tiplines"]:
        shown += row["body"]
    assert [piece for piece in map(squeeze, shown) if piece not in text] == []


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row["url"])
def test_golden_body_holds_nothing_that_must_be_absent(row: dict[str, Any]) -> None:
    body = squeeze("".join(row["body"]))
    foreign = [*row["tiplines"], *row["credit_lines"], *row["absent"]]
    assert [piece for piece in map(squeeze, foreign) if piece in body] == []


@pytest.mark.parametrize("row", [row for row in GOLDEN if row["images"]], ids=lambda row: row["url"])
def test_pictures_are_served(portal: DemoPortal, row: dict[str, Any]) -> None:
    for image in row["images"]:
        answer = ask(portal, image["url"])
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png")
        assert answer.body.startswith(b"\x89PNG")


def test_aggregator_is_gbk_whatever_it_declares(portal: DemoPortal) -> None:
    pages = [url for row in GOLDEN if "//www." in row["url"] for url in row["page_urls"]]
    declared = []
    for url in pages:
        body = ask(portal, url).body
        with pytest.raises(UnicodeDecodeError):
            body.decode("utf-8")
        body.decode("gb18030")
        match = re.search(rb"charset=([\w-]+)", body)
        declared.append(match[1].decode() if match else None)
    assert {name: declared.count(name) for name in set(declared)} == {
        "gb2312": 14,
        "gbk": 1,
        "utf-8": 2,
        None: 1,
    }


def links(body: bytes, url: str) -> set[str]:
    """Where a page leads within the press group, as far as robots.txt lets a crawler go."""
    found = (
        urldefrag(urljoin(url, href)).url
        for href in re.findall(rb'href=["\']([^"\']+)', body)
        for href in [href.decode()]
    )
    return {
        link
        for link in found
        if urlsplit(link).netloc.endswith(".jiangzhou.example")
        and not urlsplit(link).path.startswith("/plus/")
        and not link.endswith(".css")
    }


def test_links_from_the_home_pages_reach_every_article_and_one_dead_end(portal: DemoPortal) -> None:
    waiting, answers = list(HOMES), dict[str, int]()
    while waiting:
        url = waiting.pop()
        answer = ask(portal, url)
        answers[url] = answer.status
        waiting += [link for link in links(answer.body, url) if link not in answers and link not in waiting]
    assert {page for row in GOLDEN for page in row["page_urls"]} <= set(answers)
    assert [url for url, status in answers.items() if status != 200] == [DEAD_URL]
    assert SOFT_404_URL in answers


def test_every_host_has_robots_txt(portal: DemoPortal) -> None:
    for home in HOMES:
        answer = ask(portal, home + "robots.txt")
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/plain")
        assert answer.body.startswith(b"User-agent: *")


def test_soft_404_is_no_article(portal: DemoPortal) -> None:
    answer = ask(portal, SOFT_404_URL)
    assert answer.status == 200
    assert "页面不存在" in answer.body.decode()
    assert SOFT_404_URL not in {row["url"] for row in GOLDEN}


def test_one_story_runs_on_all_three_hosts() -> None:
    copies = [row for row in GOLDEN if row["story"] == "port"]
    assert [urlsplit(row["url"]).hostname.split(".")[0] for row in copies] == ["www", "news", "epaper"]
    assert {row["source"] for row in copies} == {"江州日报"}
    reprint, edited, original = (row["body"] for row in copies)
    assert reprint == original != edited
    assert len(set(edited) & set(original)) >= 3


@pytest.mark.skipif(
    not SEED.is_dir(), reason="the page that the portal reproduces is not beside the checkout"
)
def test_seed_page_has_the_text_of_the_seed_and_no_other(portal: DemoPortal) -> None:
    (seed,) = SEED.glob("*.txt")
    wanted = squeeze(seed.read_text(encoding="utf-8").replace("•", ""))
    assert page_text(ask(portal, SEED_URL).body, SEED_URL) == wanted


def test_seed_golden_claims_no_date_without_evidence() -> None:
    (row,) = [row for row in GOLDEN if row["url"] == SEED_URL]
    assert row["published"] is None
    assert row["published_if_fetched"] == {"2023-01": "2023-01-18"}
    assert [(person["name"], person["role"]) for person in row["reporters"]] == [
        ("曾业", "记者"),
        ("曾业", "摄影"),
    ]
