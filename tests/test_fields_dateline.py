"""The dateline of whole pages: agency, place, and a day whose year the publication tells."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from one_page import cleaned_page

from newscrawl.fields.dateline import find_dateline
from newscrawl.fields.dates import find_dates
from newscrawl.model import Dateline, Found, Moment


def dateline(lead: str, published: str | None = None, **pieces: object) -> Dateline | None:
    moment = Found(Moment(published, "day", "visible"), published, "test") if published else None
    found = find_dateline(cleaned_page(lead=lead, **pieces), published=moment)  # type: ignore[arg-type]
    return found.value if found else None


TEXT = "镇里新建的廊桥今天通行，东岸的居民一早就推着自行车从桥上走过，说这下总算不用绕路了，脸上全是笑。"


@pytest.mark.parametrize(
    ("lead", "published", "wanted"),
    [
        ("新华社巴黎12月9日电（记者某人）", "2019-12-10", Dateline("巴黎", "2019-12-09", "新华社")),
        (
            "河北新闻网1月16日张家口电（记者某人）",
            "2018-01-16T08:00+08:00",
            Dateline("张家口", "2018-01-16", "河北新闻网"),
        ),
        ("中新网北京12月31日电 ", "2020-01-01", Dateline("北京", "2019-12-31", "中国新闻网")),
        ("（中央社記者某某某台北21日電）", "2024-05-21", Dateline("台北", "2024-05-21", "中央社")),
        ("（中央社台北30日電）", "2024-05-01", Dateline("台北", "2024-04-30", "中央社")),
        ("〔記者某某某／台北報導〕", "2024-05-20", Dateline("台北", None, None)),
        ("江洲日报讯（记者某人）", "2024-05-20", Dateline(None, None, "江洲日报")),
        ("本报北京3月5日电（记者某人）", "2018-03-06", Dateline("北京", "2018-03-05", None)),
        ("新华社北京2018年3月5日电 ", None, Dateline("北京", "2018-03-05", "新华社")),
        ("新华社北京3月5日电 ", None, Dateline("北京", None, "新华社")),
        ("1月18日,", "2023-01-19", Dateline(None, "2023-01-18", None)),
        ("12月20日，", "2024-10-07", Dateline(None, "2023-12-20", None)),
        ("2月30日，", "2024-10-07", None),
        ("1月18日,", None, None),
        ("本报讯 ", "2024-05-20", None),
        ("据中新网9月9日报道，", "2019-09-09", None),
        ("", "2019-09-09", None),
    ],
)
def test_the_opening_of_a_story(lead: str, published: str | None, wanted: Dateline | None) -> None:
    assert dateline(lead + TEXT, published) == wanted


def test_the_raw_text_and_the_rule_are_kept() -> None:
    page = cleaned_page(lead="新华社巴黎12月9日电（记者某人）" + TEXT)
    found = find_dateline(page, published=None)
    assert found is not None
    assert (found.raw, found.rule) == ("新华社巴黎12月9日电", "dateline")


def test_a_dateline_may_stand_below_a_lead_line() -> None:
    lead = "老街的故事：" + TEXT + "</p><p>新华社成都5月3日电 " + TEXT
    assert dateline(lead, "2018-05-03") == Dateline("成都", "2018-05-03", "新华社")


def test_a_day_in_the_second_paragraph_opens_nothing() -> None:
    assert dateline(TEXT + "</p><p>1月18日，" + TEXT, "2023-01-19") is None


@pytest.mark.parametrize(("seen", "day"), [((2023, 1, 19), "2023-01-18"), ((2026, 6, 19), None)])
def test_the_day_that_dates_a_page_is_a_date_only_where_the_year_is_known(
    seen: tuple[int, int, int], day: str | None
) -> None:
    page = cleaned_page(lead="1月18日," + TEXT, seen=datetime(*seen, 8, tzinfo=UTC))
    published, _ = find_dates(page)
    found = find_dateline(page, published=published)
    assert (found.value.date if found else None) == day
