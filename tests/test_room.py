"""The reading room over HTTP: who may read, what is answered, and that nothing is written."""

from __future__ import annotations

import ast
import base64
import html
import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from conftest import new_database
from jsonschema import Draft202012Validator
from records import record
from room import COUNTERS, SITE, furnish, page_of, record_of, served, url_of
from sqlalchemy import create_engine, delete, select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError

from newscrawl.commands import main
from newscrawl.display.facts import rows
from newscrawl.errors import Refused, StorageError
from newscrawl.health import REDESIGN, checks
from newscrawl.model import Credit
from newscrawl.spiders import failures
from newscrawl.store import UNSTORABLE, Selection, Store
from newscrawl.store.engine import database, writing
from newscrawl.store.failures import ADVICE, COLLIDED
from newscrawl.store.models import ChangeRow
from newscrawl.store.reader import Reader
from newscrawl.web import keeper
from newscrawl.web import words as phrases
from newscrawl.web.guard import shows
from newscrawl.web.health import Reason
from newscrawl.web.render import BEIJING, moment, people
from newscrawl.web.room import Memory
from newscrawl.web.words import Speaker, preferred

ARTICLE = record_of(1, page_of(1)).id
TOKEN = "a-token-of-24-characters"
TEMPLATES = Path(phrases.__file__).parent / "templates"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("room")
    url = f"sqlite:///{folder}/room.db"
    furnish(url, folder / "archive")
    return url, folder / "archive"


@pytest.fixture(scope="module")
def client(furnished: tuple[str, Path]) -> Iterator[httpx.Client]:
    with served(*furnished) as home, httpx.Client(base_url=home, timeout=60) as asking:
        yield asking


def test_every_answer_forbids_scripts_of_others_and_is_not_guessed_at(client: httpx.Client) -> None:
    for path in (
        "/",
        "/zh/",
        f"/zh/articles/{ARTICLE}",
        "/api/v1/articles",
        "/static/room.js",
        "/zh/nothing",
        "/feeds/rss",
    ):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers


def test_an_archived_page_comes_in_a_sandbox_of_its_own_and_without_any_address(client: httpx.Client) -> None:
    answer = client.get(f"/zh/articles/{ARTICLE}/page")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'sha256-")
    assert re.findall(r"\s(?:src|href|action|on\w+|style)=", answer.text) == []
    assert '<del title="byline">' in answer.text


def test_files_of_ours_are_kept_by_a_browser_until_they_change(client: httpx.Client) -> None:
    address = re.search(r'href="(/static/room\.css\?\w+)"', client.get("/zh/").text)
    assert address is not None
    assert "immutable" in client.get(address[1]).headers["cache-control"]
    assert client.get("/static/room.css").headers["cache-control"] == "no-cache"


def test_a_host_name_that_is_not_ours_is_refused(client: httpx.Client) -> None:
    assert client.get("/zh/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/zh/", headers={"host": "localhost:1234"}).status_code == 200
    assert client.get("/zh/", headers={"host": "[::1]:80"}).status_code == 200


def test_with_a_token_nobody_reads_without_it(furnished: tuple[str, Path]) -> None:
    basic = base64.b64encode(f"anybody:{TOKEN}".encode()).decode()
    with served(*furnished, token=TOKEN) as home, httpx.Client(base_url=home, timeout=60) as asking:
        for path in ("/zh/", "/api/v1/articles", "/static/room.css", f"/zh/articles/{ARTICLE}/page"):
            assert asking.get(path).status_code == 401
            assert asking.get(path, headers={"authorization": f"Bearer {TOKEN}x"}).status_code == 401
            assert asking.get(path, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
            assert asking.get(path, headers={"authorization": f"Basic {basic}"}).status_code == 200


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Basic ???", "Basic ¼", f"Digest {TOKEN}", TOKEN, f"Bearer {TOKEN[:-1]}"]
)
def test_what_does_not_show_the_token(header: str) -> None:
    assert not shows(header, TOKEN)


def test_all_articles_are_paged_through_once_and_unchanged_answers_are_not_sent_again(
    client: httpx.Client,
) -> None:
    found: list[str] = []
    after, tag = None, ""
    while True:
        answer = client.get("/api/v1/articles", params={"limit": 7} | ({"after": after} if after else {}))
        part = answer.json()
        found += [one["id"] for one in part["articles"]]
        after, tag = part["next"], tag or answer.headers["etag"]
        if after is None:
            break
    assert len(found) == len(set(found)) == 31
    again = client.get("/api/v1/articles", params={"limit": 7}, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_whoever_pages_through_all_articles_does_not_fill_the_memory() -> None:
    memory, asked = Memory(), []

    def part(number: int) -> list[int]:
        def ask() -> list[int]:
            asked.append(number)
            return [number] * 500

        return memory.recall(number, "stamp", ask, len)

    for number in (*range(10), 9, 0):
        assert part(number) == [number] * 500
    assert asked == [*range(10), 0]
    assert sum(len(answer) for _, answer, _ in memory._answers.values()) == 2000


def test_words_filters_and_what_means_nothing(client: httpx.Client) -> None:
    def count(**asked: str) -> int:
        return int(client.get("/api/v1/articles", params=asked).json()["count"])

    assert count(q="第3个清晨") == 1
    assert count(region="510000") == count(region="511702") == 31
    assert count(region="110000") == count(q="没有这样的词") == 0
    assert count(site=SITE) == 30
    assert count(reporter="沈泉") == 31
    everything = client.get("/api/v1/articles", params={"limit": 100}).json()["articles"]
    assert count(kind="first") == len([one for one in everything if one["reprint_of"] is None])
    assert count(kind="changed") == 1
    assert count(since="2024-03-13") == 1
    assert client.get("/api/v1/articles", params={"kind": "odd"}).status_code == 400
    assert client.get("/api/v1/articles", params={"since": "soon"}).status_code == 400
    assert client.get("/api/v1/articles", params={"after": "nowhere"}).status_code == 400
    told = client.get("/api/v1/articles", params={"limit": "9999"})
    assert (told.status_code, told.json()["error"]["message"].partition(":")[0]) == (400, "limit")
    assert "没有符合条件的文章" in client.get("/zh/articles", params={"q": "没有这样的词"}).text
    assert client.get("/zh/articles", params={"since": "soon"}).status_code == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/zh/?day=0001-01-01", 200),
        ("/zh/?day=9999-12-31", 200),
        ("/api/v1/days/0001-01-01", 200),
        ("/feeds/atom?until=9999-12-31&since=0001-01-01", 200),
        ("/api/v1/export?until=9999-12-31", 200),
        (f"/zh/sites/{SITE}?before={10**30}", 400),
        (f"/zh/sites/{SITE}/rejects/{10**30}", 400),
        ("/api/v1/articles?outlet=a%00b", 400),
        ("/api/v1/articles/a%00b", 400),
    ],
)
def test_the_ends_of_the_calendar_and_numbers_without_end(
    client: httpx.Client, path: str, status: int
) -> None:
    assert client.get(path).status_code == status


def test_one_article_in_all_its_forms(client: httpx.Client) -> None:
    plain = client.get(f"/api/v1/articles/{ARTICLE}").json()
    schema = json.loads(CliRunner().invoke(main, ["schema"]).output)
    Draft202012Validator(schema).validate(plain)
    assert "provenance" not in plain
    assert client.get(f"/api/v1/articles/{ARTICLE}", params={"evidence": 1}).json()["provenance"]["title"]
    assert client.get(f"/api/v1/articles/{ARTICLE}", params={"format": "ninjs"}).json()["uri"]
    cited = client.get(f"/api/v1/articles/{ARTICLE}", params={"format": "citation"})
    assert cited.headers["content-type"] == "text/plain; charset=utf-8"
    assert cited.text.splitlines() == [
        f"沈泉, 冯立夏. 守渡口的第1个清晨[EB/OL]. 青陵日报, (2024-03-12)[2024-03-13]. {url_of(1)}.",
        f"urn:newscrawl:article:{ARTICLE}@1 sha256:{plain['content_hash']}",
    ]
    assert client.get(f"/api/v1/articles/{ARTICLE}", params={"format": "odd"}).status_code == 400
    assert client.get("/api/v1/stories/s-0000000000000000").status_code == 404
    assert client.get("/api/v1/articles/none").json()["error"]["status"] == 404
    told = client.get(f"/api/v1/articles/{record_of(2, page_of(2)).id}/versions").json()["versions"]
    assert [(one["number"], [change["field"] for change in one["changes"]]) for one in told] == [
        (1, []),
        (2, ["body"]),
    ]
    story = client.get(f"/api/v1/stories/{plain['story']}").json()
    assert [one["reprint_of"] for one in story] == [None, ARTICLE]


def test_an_article_that_is_kept_back_says_so_in_every_form(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/room.db"
    furnish(url, tmp_path / "archive")
    forms = [f"/api/v1/articles/{ARTICLE}{asked}" for asked in ("", "?format=ninjs", "/versions")]
    header = "newscrawl-kept-back"
    with served(url) as home, httpx.Client(base_url=home, timeout=60) as asking:
        before = [asking.get(form) for form in forms]
        with Store(url) as store:
            store.quarantine([ARTICLE], "template", "body: missing")
        held = [
            asking.get(form, headers={"if-none-match": was.headers["etag"]})
            for form, was in zip(forms, before, strict=True)
        ]
        assert [header in was.headers for was in before] == [False] * 3
        assert [(now.status_code, now.headers[header]) for now in held] == [(200, "template")] * 3
        assert (held[0].content, held[2].content) == (before[0].content, before[2].content)
        assert [one.json()["pubstatus"] for one in (before[1], held[1])] == ["usable", "withheld"]
        again = asking.get(forms[0], headers={"if-none-match": held[0].headers["etag"]})
        assert (again.status_code, again.headers[header]) == (304, "template")
        assert asking.get("/api/v1/articles").json()["count"] == 30
        with Store(url) as store:
            store.release([ARTICLE])
        assert header not in asking.get(forms[0]).headers


def test_the_export_is_that_of_newscrawl_export(client: httpx.Client) -> None:
    lines = client.get("/api/v1/export", params={"q": "清晨"}).text.splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == 31
    assert client.get("/api/v1/export", params={"site": SITE, "format": "csv"}).text.count("\n") > 30
    assert client.get("/api/v1/export", params={"since": "soon"}).status_code == 400


def test_people_sites_days_and_feeds(client: httpx.Client) -> None:
    assert client.get("/api/v1/reporters/沈泉").json()["outlets"] == [["青陵日报", 31]]
    assert client.get("/api/v1/reporters/nobody").status_code == 404
    assert client.get("/api/v1/outlets/青陵日报").json()["people"][0] == ["冯立夏", 31]
    sites = client.get("/api/v1/sites").json()
    assert [(one["id"], one["health"]) for one in sites] == [(SITE, "bad"), ("sichuan.wenbao", "good")]
    assert {one["reason"] for one in sites[0]["reasons"]} == {"fill_rate"}
    day = client.get("/zh/").text
    assert "31 篇中 31 篇写明了地区" in day
    for name in ("atom", "rss", "json"):
        assert "守渡口的第3个清晨" in client.get(f"/feeds/{name}", params={"site": SITE}).text
    assert client.get("/feeds/odd").status_code == 404


def test_a_site_shows_the_issues_of_its_paper_and_what_they_lack(client: httpx.Client) -> None:
    page = html.unescape(client.get(f"/en/sites/{SITE}").text)
    for said in (
        "13 missing",
        "12 · 1/",
        "第A2版：民生, A3 (not named), 第A4版：副刊",
        "2024-03-13: the whole issue",
    ):
        assert said in page
    assert "13 缺刊" in client.get(f"/zh/sites/{SITE}").text
    assert "数字报" not in client.get("/zh/sites/sichuan.wenbao").text


def test_openapi_describes_every_operation_with_its_parameters(client: httpx.Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.")
    for path, operations in described["paths"].items():
        assert set(operations) == {"get"}
        assert operations["get"]["description"], path
    assert all(path in client.get("/en/api").text for path in described["paths"])


def test_the_language_is_that_of_the_reader() -> None:
    assert preferred("en-GB,en;q=0.9,zh;q=0.5") == "en"
    assert preferred("zh-CN,zh;q=0.9,en;q=0.8") == "zh"
    assert preferred("") == preferred("fr;q=x") == "zh"


def test_every_phrase_of_the_templates_is_there_and_none_is_idle() -> None:
    sources = "".join(
        path.read_text("utf-8") for path in [*TEMPLATES.glob("*.html"), *TEMPLATES.parent.rglob("*.py")]
    )
    named = set(re.findall(r"\bt\(\s*['\"]([\w.]+)['\"]", sources))
    assert {name for name in named if not name.endswith(".")} - set(phrases.words()) == set()
    families = {
        "field",
        "reason",
        "code",
        "filter",
        "kind",
        "health",
        "run",
        "status",
        "plot",
        "nav",
        "error",
        "monitor",
        "ending",
    }
    idle = {
        name for name in phrases.words() if name not in sources and name.partition(".")[0] not in families
    }
    assert idle == set()
    for name, (zh, en) in phrases.words().items():
        assert set(re.findall(r"{\w+}", zh)) <= set(re.findall(r"{\w+}", en)) | {"{subject}"}, name
    assert Speaker("en")("version.n", n=3) == "version 3"


def test_what_monitors_find_and_why_pages_are_refused_is_said_in_chinese() -> None:
    monitors = {*re.findall(r'Finding\(\s*"(\w+)"', Path(checks.__file__).read_text("utf-8")), REDESIGN}
    assert {f"reason.{name}" for name in monitors} <= set(phrases.words())
    codes = set(re.findall(r'"(\w+)", message', Path(failures.__file__).read_text("utf-8")))
    codes |= {error.code for error in Refused.__subclasses__()} | {UNSTORABLE}
    t = Speaker("zh")
    assert {code for code in codes if t.code(code) == code} == set()
    assert (t.code("http_404"), t.code("http_502")) == ("页面不存在（404）", "服务器答复 502")
    assert t.reason(Reason("rejects", {"subject": "http_502", "says": ""})).startswith("“服务器答复 502”")


SAYING = (
    "Finding",
    "IgnoreRequest",
    "blocked",
    *(error.__name__ for error in (Refused, *Refused.__subclasses__())),
)
SAYING += ("FurtherPage", "RefusedAddress", "RedirectedAway")
SPEAKERS = (
    "clean", "discover/xml.py", "discover/jsonlists.py", "health/checks.py", "middlewares/addresses.py", "middlewares/network.py",
    "middlewares/redirects.py", "middlewares/unpack.py", "middlewares/walls.py", "page", "readers/pool.py", "survey",
)  # fmt: skip


def said_in(path: Path) -> Iterator[tuple[str, str]]:
    """What a module raises or finds, its holes filled with a number, and with a word."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(call, ast.Call)
            and getattr(call.func, "id", getattr(call.func, "attr", "")) in SAYING
            and call.args
        ):
            parts = call.args[-1].values if isinstance(call.args[-1], ast.JoinedStr) else [call.args[-1]]
            if all(isinstance(part, ast.Constant | ast.FormattedValue) for part in parts):
                texts = [
                    "".join(part.value if isinstance(part, ast.Constant) else hole for part in parts)
                    for hole in ("7", "body")
                ]
                yield texts[0], texts[1]


def test_the_texts_of_refusals_and_monitors_are_said_in_chinese() -> None:
    package = TEMPLATES.parent.parent
    modules = [
        path
        for name in SPEAKERS
        for path in ([package / name] if name.endswith(".py") else (package / name).rglob("*.py"))
    ]
    texts = [pair for path in modules for pair in said_in(path)]
    assert len(texts) > 30
    texts += [
        (text, text)
        for text in (*ADVICE, COLLIDED, "the process died", "not one page could be read: nothing came of it")
    ]
    t = Speaker("zh")
    untold = [pair for pair in texts if all(t.saying(text) == text for text in pair)]
    # A new one is shown as it is until newscrawl/web/sayings.toml has it.
    assert len(untold) <= len(texts) // 10, untold


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("the page has no running text", "这一页没有成段的文字"),
        ("the site keeps crawlers out: status 403, _guard/auto.js", "网站拦截采集：答复 403，含 _guard/auto.js"),
        ("reporters: missing, body: found in a new way (css(.a, .b))", "记者缺失，正文出处变了（css(.a, .b)）"),
        (
            "3 pages are unlike those before at /a/: date: missing; kept back until somebody has looked",
            "/a/ 有 3 页与以往不同：发布时间缺失；有人看过之前暂扣",
        ),
        ("12 of 40 pages were rejected as http_502, usually 2%", "40 页中 12 页因“服务器答复 502”被拒，平常是 2%"),
        (
            f"database x.db: {next(iter(ADVICE))} (no space left); nothing was half written",
            "数据库 x.db：磁盘已满或有故障，请腾出空间后再运行（no space left）；没有写入半截内容",
        ),
        ("DNS lookup failed: no results for hostname lookup: a.example.", "域名解析失败：no results for hostname lookup: a.example."),
        ("the page says: {0} {words}", "页面上写着：{0} {words}"),
        ("what a plugin says", "what a plugin says"),
        ("the page says: " + "x" * 3000, "the page says: " + "x" * 3000),
    ],
)  # fmt: skip
def test_what_was_written_down_is_said_in_chinese_and_else_as_it_is(text: str, chinese: str) -> None:
    assert Speaker("zh").saying(text) == chinese
    assert Speaker("en").saying(text) == text


def test_why_a_run_ended_is_said_in_both_languages() -> None:
    assert [Speaker(one).ending("memusage_exceeded") for one in ("zh", "en")] == [
        "内存超限",
        "too much memory",
    ]
    assert Speaker("zh").ending("the process died") == "进程中断"
    assert Speaker("zh").reason(Reason("stopped", {"why": "shutdown"})).endswith("被要求停止")
    assert Speaker("zh").ending("closespider_by_a_plugin") == "closespider_by_a_plugin"


def test_a_site_says_in_chinese_why_pages_were_refused(client: httpx.Client) -> None:
    assert "这一页没有成段的文字" in client.get(f"/zh/sites/{SITE}").text
    assert "the page has no running text" in client.get(f"/en/sites/{SITE}").text


@pytest.mark.parametrize(("language", "said"), [("zh", "网址不对"), ("en", "A wrong address")])
def test_a_wrong_address_is_told_in_the_readers_language(
    client: httpx.Client, language: str, said: str
) -> None:
    answer = client.get(f"/{language}/articles/0123/versions?a=x")
    assert answer.status_code == 400
    assert said in answer.text


def test_times_are_those_of_beijing_and_never_more_exact_than_the_record() -> None:
    assert moment("2024-03-12") == "2024-03-12"
    assert moment("2024-03-12T09:15+08:00") == moment("2024-03-12T01:15:30+00:00") == "2024-03-12 09:15"
    read = record_of(1, page_of(1))
    for iso, shown in (
        ("2024-03-12", "2024-03-12"),
        ("2024-03-12T09:15+08:00", "2024-03-12 09:15"),
        ("2024-03-12T09:15:07+08:00", "2024-03-12 09:15:07"),
        ("2024-03-12T09:15+00:00", "2024-03-12 09:15 +00:00"),
    ):
        published = next(row for row in rows(replace(read, published_at=iso)) if row.name == "published_at")
        assert published.facts[0].text == shown


def test_a_person_of_several_roles_is_named_once() -> None:
    credits = [Credit("邹明", "摄影"), Credit("顾枝", "记者"), Credit("邹明", "记者")]
    assert people(credits) == [("邹明", "摄影、记者"), ("顾枝", "记者")]


def test_a_refused_page_says_when_it_was_read_and_that_nothing_of_it_was_kept(client: httpx.Client) -> None:
    listed = client.get(f"/zh/sites/{SITE}", params={"code": "http_404"}).text
    link = re.search(r'href="([^"]+/rejects/\d+)"', listed)
    assert link
    shown = client.get(link[1]).text
    assert "2024-03-13 16:00" in shown
    assert "没有存下页面" in shown
    assert "<iframe" not in shown


def test_a_reader_cannot_write_and_makes_no_database(furnished: tuple[str, Path], tmp_path: Path) -> None:
    reader = Reader(furnished[0])
    with pytest.raises(OperationalError), reader._engine.connect() as connection:
        connection.exec_driver_sql("UPDATE articles SET status = 'withdrawn'")
    reader.close()
    with pytest.raises(StorageError, match="crawl something first"):
        Reader(f"sqlite:///{tmp_path}/none.db")
    assert list(tmp_path.iterdir()) == []


def test_the_same_on_both_databases(database_url: str, tmp_path: Path) -> None:
    furnish(database_url, tmp_path / "archive")
    reader = Reader(database_url)
    last = reader.last_day()
    assert last is not None
    day = reader.day(last)
    assert (day.counts["new"], day.counts["changed"], sum(day.hours), day.placed) == (31, 1, 31, 31)
    assert day.provinces == {"510000": 31}
    assert day.outlets == [("青陵日报", 31)]
    assert day.published[9] == 30
    assert [site.id for site in reader.sites(2)] == [SITE, "sichuan.wenbao"]
    assert [len(site.runs) for site in reader.sites(2)] == [2, 1]
    assert reader.sites(1, SITE)[0].runs[0].counters["filled/reporters"] < COUNTERS["filled/reporters"]
    assert reader.codes(SITE) == [("http_404", 1), ("not_an_article", 1)]
    refusals = reader.refusals(SITE, None, None, 1)
    older = reader.refusals(SITE, None, refusals[0].number, 1)
    assert {refusals[0].code, older[0].code} == {"http_404", "not_an_article"}
    shown = reader.refusal(SITE, max(refusals[0].number, older[0].number))
    assert shown is not None
    assert reader.refusal("sichuan.wenbao", refusals[0].number) is None
    profile = reader.reporter("沈泉")
    assert profile is not None
    assert (profile.articles, profile.people, profile.roles) == (31, [("冯立夏", 31)], [("记者", 31)])
    assert profile.places == [("511702", "四川省达州市通川区", 31)]
    assert reader.reporters_beginning("沈", 5) == ["沈泉"]
    assert reader.history("none") is None
    assert [(one.monitor, one.subject) for one in reader.incidents()] == [("fill_rate", "reporters")]
    reader.close()
    with Store(database_url) as store:
        store.quarantine([ARTICLE], "template", "body: missing")
    reader = Reader(database_url)
    assert reader.count(Selection()) == 30
    assert [one.reason for one in reader.kept_back_of(SITE, 9)] == ["body: missing"]
    kept = reader.kept_back(ARTICLE)
    assert kept is not None
    assert kept.url == url_of(1)
    reader.close()


def test_reporters_are_found_by_how_they_begin_whatever_the_language_of_the_database(server: str) -> None:
    url = new_database(server)
    with Store(url) as store:
        run = store.begin_run(SITE)
        names = ("沈泉", "沈", "Linda", "林晓")
        store.save([record(1, reporters=[Credit(name, "记者") for name in names])], run)
    with create_engine(database(url)).begin() as connection:
        try:
            connection.execute(text("CREATE COLLATION english (provider = libc, locale = 'en_US.utf8')"))
        except DBAPIError:
            pytest.skip("this machine has no language but C")
        connection.execute(text("ALTER TABLE people ALTER name TYPE varchar COLLATE english"))
    reader = Reader(url)
    assert (reader.reporters_beginning("沈", 9), reader.reporters_beginning("Lin", 9)) == (
        ["沈", "沈泉"],
        ["Linda"],
    )
    reader.close()


def test_a_day_is_found_by_a_few_looks_whatever_numbers_are_missing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/room.db"
    first = datetime(2024, 3, 10, 15, 59, tzinfo=UTC)
    with Store(url) as store:
        run = store.begin_run(SITE)
        for number in range(60):
            store.save([record(number)], run)
        with writing(store._engine) as connection:
            rows = list(connection.scalars(select(ChangeRow.seq).order_by(ChangeRow.seq)))
            for number, seq in enumerate(rows):
                at = first + timedelta(hours=number)
                if number % 7 == 3:
                    connection.execute(delete(ChangeRow).where(ChangeRow.seq == seq))
                connection.execute(update(ChangeRow).where(ChangeRow.seq == seq).values(at=at))
    reader = Reader(url)
    found = {day: reader.day(date(2024, 3, day)) for day in range(9, 15)}
    reader.close()
    kept = [number for number in range(60) if number % 7 != 3]
    of_day = Counter(day_of(first + timedelta(hours=number)) for number in kept)
    assert {day: one.counts.get("new", 0) for day, one in found.items()} == {
        day: of_day[day] for day in range(9, 15)
    }
    assert [(one.before, one.after) for one in found.values()] == [
        (None, date(2024, 3, 10)),
        (None, date(2024, 3, 11)),
        (date(2024, 3, 10), date(2024, 3, 12)),
        (date(2024, 3, 11), date(2024, 3, 13)),
        (date(2024, 3, 12), None),
        (date(2024, 3, 13), None),
    ]


def day_of(moment: datetime) -> int:
    return moment.astimezone(BEIJING).day


@pytest.mark.parametrize(
    ("options", "token", "message"),
    [
        (["--host", "0.0.0.0"], "", "beyond this machine"),
        ([], "short", "at least 16"),
        (["--token-file", "/nowhere"], "", "No such file"),
        ([], "", "crawl something first"),
    ],
)
def test_serve_says_what_is_missing(
    options: list[str], token: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSCRAWL_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    monkeypatch.setenv("NEWSCRAWL_TOKEN", token)
    result = CliRunner().invoke(main, ["serve", *options])
    assert result.exit_code in (2, 5)
    assert message in result.output
    assert result.output.count("\n") == 1


def test_all_processes_of_a_room_end_with_the_first(furnished: tuple[str, Path]) -> None:
    env = os.environ | {"NEWSCRAWL_DATABASE_URL": furnished[0], "NEWSCRAWL_ARCHIVE": str(furnished[1])}
    command = [sys.executable, "-m", "newscrawl", "serve", "--port", "0", "--workers", "2"]
    for ending, code in ((signal.SIGTERM, {0, -signal.SIGTERM}), (signal.SIGKILL, {-signal.SIGKILL})):
        with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as server:
            assert server.stderr is not None
            said = server.stderr.readline()
            home = re.search(r"http://127\.0\.0\.1:\d+", said)
            assert home is not None, said
            with httpx.Client(base_url=home[0], timeout=60) as asking:
                assert {asking.get("/zh/sites").status_code for _ in range(4)} == {200}
            server.send_signal(ending)
            # The pipe ends when nobody holds it any more: neither the first process nor the other.
            server.stderr.read()
        assert server.returncode in code
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{home[0]}/zh/", timeout=10)


def test_what_is_withdrawn_is_shown_and_neither_exported_nor_fed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/room.db"
    with Store(url) as store:
        run = store.begin_run(SITE)
        store.save([record(1), record(2)], run)
        with store.transaction(run) as transaction:
            transaction.withdraw([record(1).id])
    with served(url) as home, httpx.Client(base_url=home, timeout=60) as asking:
        assert asking.get("/api/v1/articles").json()["count"] == 2
        for path in ("/api/v1/export", "/feeds/json", "/feeds/atom"):
            for asked, there in (("", [False, True]), ("?kind=withdrawn", [True, False])):
                said = asking.get(f"{path}{asked}").text
                assert [record(number).id in said for number in (1, 2)] == there, f"{path}{asked}"


def test_what_is_crawled_while_the_room_is_open_is_found(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/room.db"
    with Store(url) as store, served(url) as home, httpx.Client(base_url=home, timeout=60) as asking:
        assert asking.get("/zh/").text.count("make crawl") == 1
        run = store.begin_run(SITE)
        store.save([record_of(1, page_of(1))], run)
        found = 0
        while not found:
            found = asking.get("/api/v1/articles", params={"q": "第1个清晨"}).json()["count"]
    assert found == 1


def test_the_index_is_kept_up_again_when_the_server_is_back(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "_EVERY", 0.01)
    url = new_database(server)
    with Store(url) as store, keeper.Keeper(url) as kept:
        run = store.begin_run(SITE)
        for number in range(2):
            store.save([record(number)], run)
            while store.search("", limit=1).pending:
                assert kept._thread.is_alive()
            with create_engine(database(url)).connect() as connection:
                others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                connection.exec_driver_sql(others)
            with suppress(StorageError):
                store.count()
        assert store.search("", limit=5).total == 2


def test_without_its_extra_the_room_says_which(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['uvicorn'] = None; from newscrawl.commands import main; main(['serve'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert 'pip install "newscrawl[web]"' in done.stderr
