"""Walls against crawlers are told from pages, and said; what is no wall stays what it is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, Response

from newscrawl.knowledge.walls import PHRASES, SCRIPT_SIGNS
from newscrawl.middlewares.walls import asks_for_proof, wall
from newscrawl.store import Store
from tests.crawling import FAST, Answer, WebServer, environment, scrapy

HOST = "www.jia.example"
STORY = "<h1>江州港今日开港</h1><p>" + "江州港今日开港，首批货轮于上午九时靠泊。" * 8 + "</p>"
NAVIGATION = "".join(f'<a href="/zx/{number}.html">江州港今日开港</a>' for number in range(9))


def answer(body: str, status: int = 200, charset: str = "utf-8", **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HtmlResponse(f"http://{HOST}/", status, headers=named, body=body.encode(charset))


@pytest.mark.parametrize("sign", SCRIPT_SIGNS)
def test_a_script_that_has_to_be_run_is_a_wall(sign: str):
    body = f"<html><script>{'var a=1;' * 2000}</script><script>{sign}</script><noscript></noscript></html>"
    assert sign in (wall(answer(body)) or "")


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("phrase", PHRASES)
def test_a_page_that_asks_for_proof_is_a_wall(phrase: str, charset: str):
    body = f"<title>提示</title><div>{phrase}</div><a href='/'>返回首页</a>"
    assert phrase in (wall(answer(body, charset=charset)) or "")


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_story_about_walls_is_none(phrase: str):
    assert wall(answer(f"<title>{phrase}</title>{NAVIGATION}<h1>{phrase}</h1>{STORY}")) is None
    assert wall(answer(f"<h1>{phrase}</h1>{STORY * 3}")) is None


@pytest.mark.parametrize("sign", SCRIPT_SIGNS)
def test_a_page_that_has_such_a_script_for_its_comments_is_none(sign: str):
    assert wall(answer(f"{NAVIGATION}{STORY}<script>{sign}</script>")) is None


@pytest.mark.parametrize("status", [403, 405, 412, 521, 503])
def test_a_refusal_that_says_so_is_a_wall_however_long_it_is(status: int):
    assert wall(answer(f"<p>您的请求可能对网站造成安全威胁</p>{NAVIGATION}{STORY}", status))


def test_statuses_that_only_walls_give():
    assert wall(answer("", 412))
    assert wall(answer("<script>document.cookie='a'</script>", 521))


@pytest.mark.parametrize(
    "url",
    [
        "https://captcha.jia.example/?from=/",
        "http://verify.jia.example/",
        "http://jia.example/antispider/?from=1",
        "http://www.jia.example/_guard/html.html",
    ],
)
def test_a_redirect_to_where_proof_is_asked_for_is_a_wall(url: str):
    assert asks_for_proof(url)


def test_other_redirects_are_none():
    assert not asks_for_proof("http://www.jia.example/zx/?from=captcha")
    assert not asks_for_proof("http://www.jia.example/zx/verified/1.html")


@pytest.mark.parametrize(
    "response",
    [
        answer("forbidden", 403),
        answer("<Error><Code>AccessDenied</Code></Error>", 403),
        answer("gone", 404),
        answer("web server is down", 521),
        answer("操作过于频繁", 429),
        answer("安全验证", 503, Retry_After="30"),
        answer("", 302),
        answer(""),
        Response(f"http://{HOST}/1.pdf", body=b"%PDF-" + b"\x00" * 1000),
    ],
)
def test_what_is_no_wall(response: Response):
    assert wall(response) is None


def test_telling_takes_no_time():
    bodies = ["<a " * 30_000, "<script" * 14_000, "<" * 100_000, "<script>安全验证" * 5000, " " * 100_000]
    begun = time.process_time()
    for body in bodies:
        wall(answer(f"安全验证{body}"))
    assert time.process_time() - begun < len(bodies)


def crawl(tmp_path: Path, blocked: int, pages: int) -> tuple[int, dict[str, str]]:
    """Crawl a site of which so many pages answer with a wall: the exit code, and rejects by path."""
    links = "".join(f'<p><a href="/zx/{number}.html">江州港今日开港</a></p>' for number in range(pages))
    site = {f"/zx/{number}.html": Answer(STORY.replace("首批", f"第{number}批")) for number in range(pages)}
    redirect = Answer("", 302, {"Location": "/captcha"})
    walls = [Answer("<title>安全验证</title>拖动滑块"), Answer("", 412), redirect]
    site |= {f"/zx/{number}.html": walls[number % 3] for number in range(blocked)}
    with WebServer({"/": Answer(links), **site}) as server:
        done = scrapy(
            tmp_path,
            *("crawl", "site", "-a", f"url=http://{HOST}/", *FAST),
            NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}",
        )
    assert not [path for path in server.paths() if path == "/captcha"]
    asked = [path for path in server.paths() if path.startswith("/zx/")]
    assert len(asked) == len(set(asked))
    with Store(environment(tmp_path)["NEWSCRAWL_DATABASE_URL"]) as store:
        (run,) = store.runs()
        return done.returncode, {reject.url or "": reject.code for reject in store.rejects(run.id)}


def test_a_run_that_meets_walls_reports_them_evades_none_and_is_unhealthy(tmp_path: Path):
    code, rejects = crawl(tmp_path, blocked=3, pages=12)
    assert rejects == {f"http://{HOST}/zx/{number}.html": "blocked" for number in range(3)}
    assert code == 3


def test_one_wall_among_many_pages_is_no_alarm(tmp_path: Path):
    code, rejects = crawl(tmp_path, blocked=1, pages=40)
    assert list(rejects.values()) == ["blocked"]
    assert code == 0
