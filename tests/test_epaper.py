"""E-papers: addresses, editions, calendars; a month of issues with gaps, crawled by day and by range."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select

from newscrawl.discover.epaper import (
    article_day,
    calendar_url,
    edition_day,
    edition_in,
    edition_of,
    issue_url,
    read_calendar,
)
from newscrawl.discover.links import Link
from newscrawl.errors import UsageError
from newscrawl.grammar.editions import missing_numbers
from newscrawl.spiders.issues import asked_days
from newscrawl.store import Store
from newscrawl.store.models import AddressRow, ArticleRow, EditionRow, FetchRow, IssueRow
from tests.crawling import FAST, Answer, WebServer, scrapy

HOST = "epaper.linxi.example"
DAYS = [date(2024, 1, 1) + timedelta(days=offset) for offset in range(30)]
NO_PAPER = (date(2024, 1, 10), date(2024, 1, 24))
EDITIONS = ("要闻", "青陵", "民生", "经济", "文化", "体育", "县区", "副刊")
PER_EDITION = 2


def founder(day: date, edition: int, article: int | None = None) -> str:
    name = (
        f"node_{edition + 2}" if article is None else f"content_{edition + 2}_{100 + edition * 10 + article}"
    )
    return f"/html/{day:%Y-%m/%d}/{name}.htm"


def by_month(day: date, edition: int, article: int | None = None) -> str:
    if article is None:
        return f"/pc/layout/{day:%Y%m/%d}/node_{edition + 1:02d}.html"
    return f"/pc/content/{day:%Y%m/%d}/content_{day:%d}{edition}{article}.html"


def paper(address, days=DAYS, without=NO_PAPER, calendar: bool = True) -> dict[str, Answer]:
    pages = {}
    for day in days:
        if day in without:
            continue
        menu = "".join(
            f'<li><a href="{address(day, n)}">第A{n + 1}版：{name}</a></li>'
            for n, name in enumerate(EDITIONS)
        )
        for edition, name in enumerate(EDITIONS):
            entries = [(address(day, edition, n), f"{day:%d}日{name}第{n}条消息") for n in range(PER_EDITION)]
            links = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in entries)
            head = f"<title>江州日报-第A{edition + 1}版：{name}</title>"
            pages[address(day, edition)] = Answer(
                f"<html><head>{head}</head><ul>{menu}</ul><ul>{links}</ul></html>"
            )
            for path, title in entries:
                pages[path] = Answer(
                    f"<html><head><title>{title}</title></head><body><ul>{menu}</ul><h1>{title}</h1>"
                    f"<div class='content'><p>本报讯 {day.month}月{day.day}日，{name}版的记者在江边走了{day.day}里路，"
                    f"看见第{len(pages)}号渡口的船工把缆绳系好，等最后一班客人上岸。</p><p>船工说，今年一共摆渡{len(pages) * 7}"
                    f"趟，没有误过一次，年底就要换上新船了。</p></div></body></html>"
                )
    if calendar:
        periods = "".join(
            f"<period><period_date>{day}</period_date><front_page>{day:%d}/node_2.htm</front_page></period>"
            for day in days
            if day not in without
        )
        pages["/html/2024-01/period.xml"] = Answer(f"<period_list>{periods}</period_list>")
    return pages


def crawl(folder: Path, pages: dict[str, Answer], known: str, days: str, *more: str):
    args = ("crawl", "site", "-a", f"url=http://{HOST}{known}", "-a", f"day={days}", *more, *FAST)
    with WebServer(pages) as server:
        done = scrapy(folder, *args, NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}")
    assert done.returncode == 0, done.stderr
    with Store(f"sqlite:///{folder / 'crawl.db'}") as store:
        return done.stderr, list(store.records())


def test_a_month_of_issues_with_every_edition_and_both_gaps(tmp_path: Path):
    log, records = crawl(tmp_path, paper(founder), founder(DAYS[0], 0), "2024-01-01..2024-01-30")
    assert len(records) == 28 * 8 * PER_EDITION
    for record in records:
        edition = int((record.url or "").rpartition("content_")[2].partition("_")[0]) - 2
        assert record.channel[-1] == f"第A{edition + 1}版：{EDITIONS[edition]}"
    assert [
        line.rpartition("Missing issue: ")[2][:10] for line in log.splitlines() if "Missing issue" in line
    ] == [
        "2024-01-10",
        "2024-01-24",
    ]
    assert "Missing edition" not in log
    with Store(f"sqlite:///{tmp_path / 'crawl.db'}") as store:
        issues = store.issues()
        assert [issue.day for issue in issues] == DAYS[::-1]
        assert [(one.day, one.listed) for one in store.issues(missing=True)] == [
            (day, False) for day in NO_PAPER[::-1]
        ]
        read = [issue for issue in issues if issue.state == "read"]
        assert {len(issue.editions) for issue in read} == {8}
        assert {one.articles for issue in read for one in issue.editions} == {PER_EDITION}


def test_one_day_of_the_other_family_with_an_edition_that_is_gone(tmp_path: Path):
    pages = paper(by_month, DAYS[:3], (), calendar=False)
    gone = by_month(DAYS[1], 4)
    del pages[gone]
    log, records = crawl(tmp_path, pages, by_month(DAYS[0], 0), "2024-01-02")
    assert len(records) == 7 * PER_EDITION
    assert {record.channel[-1] for record in records} == {
        f"第A{n + 1}版：{name}" for n, name in enumerate(EDITIONS) if n != 4
    }
    assert "Missing edition: 2024-01-02 第A5版：文化" in log
    before = counted(tmp_path)
    again, _ = crawl(tmp_path, pages, by_month(DAYS[0], 0), "2024-01-02")
    assert [line.partition("Missing ")[2] for line in again.splitlines() if "Missing " in line] == [
        "edition: 2024-01-02 第A5版：文化"
    ]
    assert counted(tmp_path) == before
    whole = paper(by_month, DAYS[:3], (), calendar=False)
    log, records = crawl(tmp_path, whole, by_month(DAYS[0], 0), "2024-01-02", "-a", "full=1")
    assert len(records) == 8 * PER_EDITION
    assert "Missing " not in log
    assert counted(tmp_path)["editions"] == before["editions"]


def counted(folder: Path) -> dict[str, int]:
    """How many rows there are of what a crawl meets."""
    with create_engine(f"sqlite:///{folder / 'crawl.db'}").connect() as connection:
        return {
            model.__tablename__: connection.scalar(select(func.count()).select_from(model)) or 0
            for model in (IssueRow, EditionRow, FetchRow, ArticleRow, AddressRow)
        }


@pytest.mark.parametrize(
    ("path", "edition", "article"),
    [
        ("/html/2024-01/12/node_2.htm", True, False),
        ("/rmrb/html/2024-01/12/nbs.D110000paper_01.htm", True, False),
        ("/rmrb/html/2024-01/12/nw.D110000paper_20240112_1-01.htm", False, True),
        ("/html/2024-01/12/content_2_345.htm", False, True),
        ("/pc/layout/202401/12/node_01.html", True, False),
        ("/pc/content/202401/12/content_9.html", False, True),
        ("/szb/pc/art/202401/12/c1234.html", False, True),
        ("/html/2024-13/12/node_2.htm", False, False),
        ("/2024-01/12/t20240112_1.html", False, False),
        ("/html/2024-02/31/node_2.htm", False, False),
    ],
)
def test_editions_and_articles_are_told_by_their_addresses(path: str, edition: bool, article: bool):
    url = f"http://{HOST}{path}"
    assert (edition_day(url) is not None, article_day(url) is not None) == (edition, article)


def test_the_issue_of_another_day_has_the_same_address_but_for_the_date():
    assert issue_url("http://e.example/html/2024-01/13/node_2.htm", date(2023, 11, 4)).endswith(
        "/2023-11/04/node_2.htm"
    )
    assert issue_url("http://e.example/pc/layout/202401/13/node_01.html", date(2023, 11, 4)).endswith(
        "/layout/202311/04/node_01.html"
    )
    assert (
        calendar_url("http://e.example/html/2024-01/13/node_2.htm")
        == "http://e.example/html/2024-01/period.xml"
    )
    assert calendar_url("http://e.example/pc/layout/202401/13/node_01.html") is None
    with pytest.raises(ValueError, match="not the address"):
        issue_url("http://e.example/zx/1.html", date(2024, 1, 1))


def test_a_calendar_names_the_first_edition_of_each_day():
    body = "<period_list><period><period_date>2024-01-12</period_date><front_page>12/node_1.htm</front_page></period>"
    body += "<period><period_date>2024-01-13</period_date><front_page>node_7.htm</front_page></period></period_list>"
    assert read_calendar(body.encode(), "http://e.example/html/2024-01/period.xml") == {
        date(2024, 1, 12): "http://e.example/html/2024-01/12/node_1.htm",
        date(2024, 1, 13): "http://e.example/html/2024-01/13/node_7.htm",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("第A1版：要闻", "第A1版：要闻"),
        ("江州日报-第01版：要闻", "第01版：要闻"),
        ("03版 民生", "03版 民生"),
        ("A12：副刊", "A12：副刊"),
        ("第三版:综合", "第三版:综合"),
        ("下一版", None),
        ("版面导航", None),
    ],
)
def test_names_of_editions(text: str, name: str | None):
    found = edition_in(text, "http://e.example/")
    assert (found and found.name) == name


def test_an_article_is_told_its_edition_by_its_number():
    menu = [
        Link(f"http://{HOST}{founder(DAYS[0], n)}", f"第A{n + 1}版：{name}")
        for n, name in enumerate(EDITIONS)
    ]
    edition = edition_of(menu, f"http://{HOST}{founder(DAYS[0], 3, 1)}")
    assert edition is not None
    assert (edition.name, edition.number) == ("第A4版：经济", "A4")
    assert edition_of(menu, f"http://{HOST}{founder(DAYS[1], 3, 1)}") is None


def test_numbers_that_are_passed_over():
    assert missing_numbers(["A1", "A2", "A4", "B01", "B03"]) == ["A3", "B02"]
    assert missing_numbers(["01", "02", "一"]) == []


@pytest.mark.parametrize("text", ["", "2024-13-01", "2024-01-05..2024-01-02", "12"])
def test_days_that_are_none(text: str):
    with pytest.raises(UsageError, match="day="):
        asked_days(text)
