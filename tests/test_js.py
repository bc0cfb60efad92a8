"""Sites whose lists are drawn by script: read with the system's Chromium, which asks nobody by itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.errors import UsageError
from newscrawl.middlewares.browser import launch_options
from newscrawl.store import Store
from tests.crawling import FAST, ROOT, Answer, WebServer, environment, scrapy
from tests.made_sites import TEMPLATES, make

HOST = "www.linxi.example"
SHELL = """<html><head><meta charset="utf-8"><title>江州网</title><script src="/js/draw.js"></script></head>
<body><ul id="list"></ul><img src="/canary.png"><script>
fetch("http://{canary}/private").catch(() => 0); fetch("http://canary.example/").catch(() => 0);
fetch("/closed/secret.json").catch(() => 0); new WebSocket("ws://{canary}/socket");
navigator.sendBeacon("http://{canary}/beacon", "x"); new Image().src = "http://{canary}/pixel";
</script></body></html>"""
DRAW = """fetch("/api/list.json").then(answer => answer.json()).then(list => {
  for (const [url, title] of list) document.getElementById("list").innerHTML += `<li><a href="${url}">${title}</a></li>`;
});"""


@pytest.fixture
def chromium() -> None:
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))):
        pytest.skip("no Chromium is installed")


def site(canary: str) -> tuple[dict[str, Answer], set[str]]:
    """A home page that is empty until a script has filled it, and its articles."""
    made = make(TEMPLATES["trs"])
    articles = sorted(made.articles)[:4]
    listed = [(path, made.articles[path].title) for path in articles]
    pages = {
        "/": Answer(SHELL.replace("{canary}", canary), headers={"ETag": '"shell"'}),
        "/js/draw.js": Answer(DRAW, headers={"Content-Type": "text/javascript"}),
        "/api/list.json": Answer(json.dumps(listed), headers={"Content-Type": "application/json"}),
        "/robots.txt": Answer("User-agent: *\nDisallow: /closed/\n", headers={"Content-Type": "text/plain"}),
    }
    text = (
        '<html><meta charset="utf-8"><h1>{0}</h1><p>2024-03-01 09:00 来源：江州日报</p><div>{1}</div></html>'
    )
    for path in articles:
        story = made.articles[path]
        words = f"<p>{story.title}。据介绍，工程占地{story.number}平方米，前后历时三个月，没有占用一亩耕地，街坊都说方便。</p>"
        pages[path] = Answer(text.format(story.title, words * 3))
    return pages, set(articles)


def test_a_list_drawn_by_script_is_read_and_the_browser_asks_nobody_by_itself(chromium: None, tmp_path: Path):
    with WebServer({}, "127.0.0.2") as canary:
        pages, articles = site(canary.address)
        with WebServer(pages) as server:
            done = scrapy(
                tmp_path, "crawl", "site", "-a", f"url=http://{HOST}/", "-a", "js=lists", *FAST,
                NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}",
            )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with Store(f"sqlite:///{tmp_path / 'crawl.db'}") as store:
        assert {(record.url or "").removeprefix(f"http://{HOST}") for record in store.records()} == articles
    assert canary.asked == []
    paths = server.paths()
    assert not {"/closed/secret.json", "/canary.png"} & set(paths)
    assert (paths.count("/"), paths.count("/api/list.json")) == (1, 1)


def test_without_being_told_so_no_page_is_drawn(tmp_path: Path):
    pages, _ = site("127.0.0.2:1")
    with WebServer(pages) as server:
        target = f"{HOST}={server.address}"
        done = scrapy(
            tmp_path, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST, NEWSCRAWL_CONNECT_TO=target
        )
    assert "/api/list.json" not in server.paths()
    assert "if scripts draw the lists: -a js=lists" in done.stderr


def test_a_missing_extra_is_said_with_its_name(tmp_path: Path):
    code = (
        "import sys; sys.modules['scrapy_playwright.handler'] = None\n"
        "from scrapy.cmdline import execute; execute(['scrapy', 'crawl', 'site', '-a', 'url=http://a.example/', '-a', 'js=all'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "pip install 'newscrawl[js]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_browser_is_said():
    with pytest.raises(UsageError, match="NEWSCRAWL_CHROMIUM=/none: no such program"):
        launch_options("/none")


def test_what_js_may_be_is_said(tmp_path: Path):
    done = scrapy(tmp_path, "crawl", "site", "-a", "url=http://a.example/", "-a", "js=yes")
    assert (done.returncode, "write js=lists or js=all" in done.stderr) == (2, True)
