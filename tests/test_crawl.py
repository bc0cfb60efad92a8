"""`scrapy crawl` over real connections: where it goes, where it does not, and how it ends."""

from __future__ import annotations

import gzip
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newscrawl.model import Record
from newscrawl.store import Store
from tests.crawling import FAST, ROOT, SCRAPY, Answer, WebServer, environment, scrapy

HOST = "www.jia.example"
START = ("crawl", "site", "-a", f"url=http://{HOST}/", *FAST)
STORY = "<h1>江州港今日开港</h1><p>" + "江州港今日开港，首批货轮于上午九时靠泊。" * 8 + "</p>"
ROBOTS = Answer("User-agent: *\nDisallow: /secret/\n", headers={"Content-Type": "text/plain"})
# 64 MiB of spaces in 64 KiB.
BOMB = Answer(gzip.compress(b" " * (64 << 20)), headers={"Content-Encoding": "gzip"})

PAGING = "".join(f'<a href="7_{number}.html">{number}</a>' for number in (2, 3, 4, 5))


def links(*paths: str) -> Answer:
    return Answer("".join(f'<p><a href="{path}">江州港今日开港</a></p>' for path in paths))


def to(location: str, status: int = 302) -> Answer:
    return Answer("", status, {"Location": location})


def refresh(location: str) -> Answer:
    return Answer(f'<meta http-equiv="refresh" content="0;url={location}">{STORY}')


def connected(server: WebServer) -> str:
    return f"{HOST}={server.address}"


@dataclass(frozen=True)
class Crawled:
    """One run over the site below, what its server was asked, and what a server that is off limits was."""

    code: int
    log: str
    server: WebServer
    canary: WebServer
    records: list[Record]
    rejects: dict[str, str]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("crawl")
    with WebServer({"/": Answer(STORY)}, "127.0.0.2") as canary:
        port = canary.address.rpartition(":")[2]
        inner = [
            f"http://{name}:{port}/"
            for name in ("127.0.0.2", "localhost", "2130706434", "[::ffff:127.0.0.2]")
        ]
        away = {f"/away/{number}.html": to(url) for number, url in enumerate(inner)}
        meta = {f"/meta/{number}.html": refresh(url) for number, url in enumerate(inner)}
        pages = {
            "/robots.txt": ROBOTS,
            "/": links("/zx/index.html", "/secret/1.html", *inner, *away, *meta),
            "/zx/index.html": to("/zx/", 301),
            "/zx/": links(*(f"/zx/{number}.html" for number in range(1, 8))),
            "/zx/1.html": Answer(STORY),
            "/zx/2.html": [Answer("busy", 503), Answer("busy", 503), Answer(STORY.replace("江州", "青陵"))],
            "/zx/3.html": to((ROOT / "README.md").as_uri()),
            "/zx/4.html": to("ftp://127.0.0.1/"),
            "/zx/5.html": BOMB,
            "/zx/6.html": Answer("gone", 410),
            # A story whose further pages lead to another host, twice to the same page, in a circle.
            "/zx/7.html": Answer(STORY.replace("江州", "柳塘") + PAGING),
            "/zx/7_2.html": to("http://other.example/"),
            "/zx/7_3.html": to("/zx/"),
            "/zx/7_4.html": to("/zx/"),
            "/zx/7_5.html": to("/zx/7_5.html"),
        }
        with WebServer({**pages, **away, **meta}) as server:
            settings = {
                "NEWSCRAWL_CONNECT_TO": connected(server),
                "NEWSCRAWL_CONTACT": "mailto:a@jia.example",
            }
            done = scrapy(folder, *START, **settings)
        with Store(environment(folder)["NEWSCRAWL_DATABASE_URL"]) as store:
            (run,) = store.runs()
            rejects = {urlsplit(reject.url or "").path: reject.code for reject in store.rejects(run.id)}
            yield Crawled(done.returncode, done.stderr, server, canary, list(store.records(run.id)), rejects)


def test_the_run_comes_to_its_end(crawled: Crawled):
    assert crawled.code == 0, crawled.log
    assert "Traceback" not in crawled.log


def test_a_host_is_connected_elsewhere_under_its_own_name(crawled: Crawled):
    assert {asked.host for asked in crawled.server.asked} == {HOST}


def test_who_crawls_is_said_with_every_request(crawled: Crawled):
    (agent,) = {asked.agent for asked in crawled.server.asked}
    assert agent.startswith("newscrawl/")
    assert agent.endswith(" (+mailto:a@jia.example)")


def test_robots_txt_is_obeyed(crawled: Crawled):
    assert crawled.server.paths()[0] == "/robots.txt"
    assert "/secret/1.html" not in crawled.server.paths()


def test_nothing_leads_to_a_private_address(crawled: Crawled):
    tried = [path for path in crawled.server.paths() if path.startswith(("/away/", "/meta/"))]
    assert len(tried) == 8
    assert crawled.canary.asked == []


def test_a_server_that_fails_for_a_moment_loses_nothing(crawled: Crawled):
    assert crawled.server.paths().count("/zx/2.html") == 3


def test_every_other_page_is_asked_for_once(crawled: Crawled):
    paths = [path for path in crawled.server.paths() if path not in ("/zx/2.html", "/zx/", "/zx/7_5.html")]
    assert len(paths) == len(set(paths))


def test_a_spelling_that_redirects_to_itself_is_read(crawled: Crawled):
    assert "/zx/1.html" in crawled.server.paths()


def test_what_is_an_article_is_stored_under_the_host_that_was_asked(crawled: Crawled):
    urls = {record.url for record in crawled.records}
    assert urls == {f"http://{HOST}/zx/{number}.html" for number in (1, 2, 7)}


def test_every_article_that_could_not_be_had_is_kept_with_its_reason(crawled: Crawled):
    assert {path: code for path, code in crawled.rejects.items() if path.startswith("/zx/")} == {
        "/zx/3.html": "http_302",
        "/zx/4.html": "http_302",
        "/zx/5.html": "too_large",
        "/zx/6.html": "http_410",
    }
    away = {crawled.rejects[f"/{kind}/{number}.html"] for kind in ("away", "meta") for number in range(4)}
    assert away == {"redirected_away"}


def test_a_private_address_is_no_site(tmp_path: Path):
    with WebServer({"/": Answer(STORY)}) as canary:
        done = scrapy(tmp_path, "crawl", "site", "-a", f"url=http://{canary.address}/", *FAST)
    assert done.returncode == 1
    assert "is no public address" in done.stderr
    assert canary.asked == []


def test_a_site_that_does_not_answer_ends_with_code_1(tmp_path: Path):
    with WebServer({"/": Answer("gone", 410)}) as server:
        done = scrapy(tmp_path, *START, NEWSCRAWL_CONNECT_TO=connected(server))
    assert done.returncode == 1
    assert "Failed: not one page could be read: the server answered with status 410" in done.stderr
    with closing(sqlite3.connect(tmp_path / "crawl.db")) as database:
        told = database.execute("SELECT status, reason FROM runs").fetchall()
    assert told == [("failed", "not one page could be read: the server answered with status 410")]


def test_a_run_that_is_stopped_ends_with_code_1(tmp_path: Path):
    """The server stops the crawl itself, on the first page it is asked for."""
    crawl: list[subprocess.Popen[str]] = []

    class Stopping(WebServer):
        def _answer(self, host: str, path: str) -> Answer:
            if path == "/":
                crawl[0].send_signal(signal.SIGTERM)
            return super()._answer(host, path)

    site = {"/": links(*(f"/zx/{number}.html" for number in range(500)))}
    with Stopping(site) as server:
        env = environment(tmp_path, NEWSCRAWL_CONNECT_TO=connected(server))
        crawl.append(
            subprocess.Popen([*SCRAPY, *START], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
        )
        _, said = crawl[0].communicate(timeout=60)
    assert crawl[0].returncode == 1, said
    assert "Closing spider (shutdown)" in said
    assert len(server.asked) < 100


def test_a_batch_that_cannot_be_written_for_whatever_reason_is_not_passed_over(tmp_path: Path):
    """Somebody deletes rows under the run: what it has read cannot be filed any more."""

    class Deleting(WebServer):
        def _answer(self, host: str, path: str) -> Answer:
            if path == "/zx/9.html":
                with closing(sqlite3.connect(tmp_path / "crawl.db")) as database, database:
                    database.execute("DELETE FROM addresses WHERE url LIKE '%/zx/%'")
            return super()._answer(host, path)

    pages = [f"/zx/{number}.html" for number in range(12)]
    site = {path: Answer(STORY.replace("江州", f"江州{path[4:-5]}区")) for path in pages}
    with Deleting({"/": links(*pages), **site}) as server:
        done = scrapy(tmp_path, *START, NEWSCRAWL_CONNECT_TO=connected(server))
    assert done.returncode == 1
    with Store(environment(tmp_path)["NEWSCRAWL_DATABASE_URL"]) as store:
        assert [run.status for run in store.runs()] == ["failed"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nowhere",), "no site is called 'nowhere'"),
        (("site",), "-a url=http://host/"),
        (("demo", "-s", "NEWSCRAWL_REPLAY=/none.warc"), "NEWSCRAWL_REPLAY: /none.warc"),
    ],
)
def test_wrong_usage_ends_with_code_2_and_says_why(tmp_path: Path, args: tuple[str, ...], said: str):
    done = scrapy(tmp_path, "crawl", *args)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_catalogue_is_what_scrapy_lists(tmp_path: Path):
    done = scrapy(tmp_path, "list")
    assert done.returncode == 0
    assert {"demo", "sichuan.scrww"} <= set(done.stdout.split())
