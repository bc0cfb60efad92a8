"""The report: true to the store, harmless whatever the pages hold, and complete in one file."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from lxml.html import HtmlElement
from records import SITE, record
from rich.console import Console

from newscrawl.errors import StorageError, UsageError
from newscrawl.model import Credit, Image, Record, Reject, Removed, Source
from newscrawl.report import FACTS, build, filled, write_report
from newscrawl.report.summary import print_summary
from newscrawl.store import Ending, Store

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
COUNTERS = {
    "pages": 9,
    "bytes": 123456,
    "articles/new": 3,
    "articles/changed": 1,
    "rejects/not_an_article": 2,
    "rejects/http_404": 5,
}


def reject(number: int, code: str = "not_an_article") -> Reject:
    url = f"http://www.jiangzhou.example/list{number}.html"
    return Reject(url, SITE, code, "a list of links", None, b"")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path}/news.db") as opened:
        yield opened


def ran(store: Store, items: list[Record | Reject], site: str = SITE) -> str:
    run = store.begin_run(site, "江州新闻网")
    store.save(items, run)
    store.end_run(run, Ending("done", COUNTERS, "finished", f"out/{site}.jsonl"))
    return run


def page(store: Store, runs: list[str], tmp_path: Path) -> HtmlElement:
    path = write_report(store, runs, tmp_path / "report.html")
    return lxml.html.document_fromstring(path.read_text(encoding="utf-8"))


def test_facts_are_counted_over_all_articles(store: Store) -> None:
    run = ran(
        store, [record(1), record(2, reporters=[]), record(3, reporters=[], source=Source(None, "网络"))]
    )
    fills = {fill.name: (fill.found, fill.total) for fill in build(store, [run]).fills}
    assert [*fills] == [*FACTS]
    assert fills["title"] == (3, 3)
    assert fills["source"] == (2, 3)
    assert fills["reporters"] == (1, 3)
    assert fills["kicker"] == (0, 3)


def test_what_was_removed_is_told_by_rule_with_samples(store: Store) -> None:
    tip = [Removed("phrase:tip-line", f"新闻热线：000{number}") for number in range(5)]
    run = ran(
        store,
        [
            record(1, removed=[*tip, Removed("links", "相关阅读")]),
            record(2, removed=tip[:1]),
            record(3, removed=[Removed("long", "长" * 500), Removed("long", "\x1b[31m红")]),
        ],
    )
    by_rule = {entry.rule: entry for entry in build(store, [run]).removed}
    assert [*by_rule] == ["phrase:tip-line", "links", "long"]
    assert (by_rule["phrase:tip-line"].pieces, by_rule["phrase:tip-line"].articles) == (6, 2)
    assert len(by_rule["phrase:tip-line"].samples) == 2
    assert all(sample.startswith("新闻热线") for sample in by_rule["phrase:tip-line"].samples)
    assert by_rule["long"].samples == ("长" * 110 + "…", "[31m红")


def test_evidence_in_a_rule_does_not_make_it_another_rule(store: Store) -> None:
    counted = [
        record(n, removed=[Removed(f"furniture (in {n + 8} of 40 stories)", "江州云")]) for n in range(3)
    ]
    (entry,) = build(store, [ran(store, counted)]).removed
    assert (entry.rule, entry.pieces, entry.articles) == ("furniture", 3, 3)


def test_the_newest_articles_come_first(store: Store) -> None:
    days = [f"2024-03-{day:02d}T09:15+08:00" for day in range(1, 31)]
    run = ran(store, [record(number, published_at=day) for number, day in enumerate(days)])
    newest = [item.published_at for item in build(store, [run]).newest]
    assert newest == days[::-1][: len(newest)]
    assert len(newest) == 24


def test_several_runs_are_one_report(store: Store, tmp_path: Path) -> None:
    one = ran(store, [record(1), reject(1)])
    two = ran(store, [record(2, site="other"), reject(2)], site="other")
    report = build(store, [one, two])
    assert (report.articles, report.counted("pages"), len(report.rejects)) == (2, 18, 2)
    assert report.rejects_by_code == {"http_404": 10, "not_an_article": 4}
    text = page(store, [one, two], tmp_path).text_content()
    assert f"out/{SITE}.jsonl" in text
    assert "out/other.jsonl" in text


def test_the_page_shows_what_a_person_asks_for(store: Store, tmp_path: Path) -> None:
    run = ran(store, [record(1, images=[Image("http://x.example/1.jpg")] * 3), reject(7)])
    shown = page(store, [run], tmp_path)
    text = " ".join(shown.text_content().split())
    for expected in (
        "江州新闻网", SITE, "done", "江州第1处口袋公园建成开放", "2024-03-12 09:15", "江州日报",
        "记者 林晓禾", "3 图", "东山省江州市", "not_an_article", "list7.html", "news.db",
        "3 新 new", "1 改 changed",
    ):  # fmt: skip
        assert expected in text
    assert record(1).url in shown.xpath("//article//a/@href")


def test_a_bare_day_is_given_no_clock(store: Store, tmp_path: Path) -> None:
    run = ran(store, [record(1, published_at="2024-03-12", published_precision="day")])
    (shown,) = page(store, [run], tmp_path).xpath("//article//*[@class='kick']/span/text()")
    assert shown == "2024-03-12"


def test_nothing_from_a_page_becomes_markup(store: Store, tmp_path: Path) -> None:
    attacked = record(
        1,
        title=ATTACK,
        body=ATTACK,
        source=Source(ATTACK, ATTACK),
        reporters=[Credit(ATTACK, ATTACK)],
        removed=[Removed(ATTACK, ATTACK)],
        url="javascript:alert(1)",
    )
    refused = replace(reject(1, "x<b>"), url="javascript:alert(2)", message=ATTACK)
    shown = page(store, [ran(store, [attacked, refused])], tmp_path)
    assert shown.xpath("//script | //img | //b[contains(., 'alert')]//* | //@onerror") == []
    assert [href for href in shown.xpath("//@href") if not href.startswith("http")] == []
    assert ATTACK in shown.xpath("string(//article//h3)")


def test_the_file_needs_nothing_else_and_lets_nothing_run(store: Store, tmp_path: Path) -> None:
    shown = page(store, [ran(store, [record(1)])], tmp_path)
    assert shown.xpath("//script | //link | //img | //iframe | //@style | //@src") == []
    (policy,) = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = shown.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert not re.search(r"url\(|@import|https?:", style)


def test_a_run_without_articles_has_a_report(store: Store, tmp_path: Path) -> None:
    run = ran(store, [])
    shown = page(store, [run], tmp_path).text_content()
    assert "没有文章" in shown
    assert "0/0" not in shown
    assert build(store, [run]).fills[0].percent == 0.0


def test_a_run_under_way_has_a_report(store: Store, tmp_path: Path) -> None:
    run = store.begin_run(SITE)
    assert "running" in page(store, [run], tmp_path).text_content()


def test_an_unknown_run_has_none(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_report(store, ["nowhere"], tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


def test_a_path_that_cannot_be_written_is_a_storage_error(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot write the report"):
        write_report(store, [ran(store, [])], tmp_path / "file" / "report.html")


def test_the_summary_says_the_same_in_a_terminal(store: Store) -> None:
    run = ran(store, [record(1, removed=[Removed("phrase:tip-line", "新闻热线 [bold]0000")]), reject(1)])
    console = Console(file=io.StringIO(), width=120)
    print_summary(build(store, [run]), console)
    said = console.file.getvalue()
    for expected in (
        SITE, "江州新闻网", "done", "9 pages, 1 articles (3 new, 1 changed, 0 unchanged", "7 rejected",
        "100 %", "phrase:tip-line", "pieces", "[bold]0000", "http_404", "news.db", f"out/{SITE}.jsonl",
    ):  # fmt: skip
        assert expected in said


def test_what_is_missing_of_an_e_paper_is_told(store: Store, tmp_path: Path) -> None:
    run = store.begin_run(SITE)
    store.end_run(run, Ending("done", {"missing_issues": 2, "missing_editions": 1}, "finished"))
    console = Console(file=io.StringIO(), width=120)
    print_summary(build(store, [run]), console)
    assert "2 issues and 1 editions are missing" in console.file.getvalue()
    assert "缺刊 missing issues2" in "".join(page(store, [run], tmp_path).text_content().split("\n"))
    whole = ran(store, [record(1)])
    assert "missing issues" not in page(store, [whole], tmp_path).text_content()


def test_a_non_outlet_is_no_source() -> None:
    assert "source" in filled(record())
    assert "source" not in filled(record(source=Source(None, "网络")))
    assert "source" not in filled(record(source=None))
