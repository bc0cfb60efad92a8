"""The written forms of dates: each is read right or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newscrawl.grammar.dates import (
    Calendar,
    label_before,
    labelled_value,
    read_foreign,
    read_machine,
    read_mentions,
    read_url,
    settle,
    year_of,
    years_in,
)

SEEN = datetime(2024, 5, 21, 4, 0, tzinfo=UTC)  # noon in Beijing
CALENDAR = Calendar(seen=SEEN)
UNSEEN = Calendar()

DISPLAYED = [
    # year, month and day, with every kind of joint
    ("2019年06月15日08:18", "2019-06-15T08:18+08:00"),
    ("2018年12月28日 19:55", "2018-12-28T19:55+08:00"),
    ("2019-09-26 12:11来源：江洲日报作者：林晓", "2019-09-26T12:11+08:00"),
    ("2019-09-3007:42", "2019-09-30T07:42+08:00"),
    ("2007-08-20-23:59:59", "2007-08-20T23:59:59+08:00"),
    ("2019-05-17 · 江洲都市报道", "2019-05-17"),
    ("2024-05-20 14:33·江洲社", "2024-05-20T14:33+08:00"),
    ("江洲科技站2016年10月14日07:17", "2016-10-14T07:17+08:00"),
    ("本文来源于江洲商报 2024-05-20", "2024-05-20"),
    ("发布时间：2020-09-14浏览次数： 作者：", "2020-09-14"),
    ("2019.09.26 12:11", "2019-09-26T12:11+08:00"),
    ("2019/9/7 9:05", "2019-09-07T09:05+08:00"),
    ("2019-9-7 21:30:50", "2019-09-07T21:30:50+08:00"),
    ("2019 - 09 - 26 12:11", "2019-09-26T12:11+08:00"),
    ("2016年 12月 13日", "2016-12-13"),
    ("2023年1月18日10时41分", "2023-01-18T10:41+08:00"),
    ("2023年1月18日 10时41分05秒", "2023-01-18T10:41:05+08:00"),
    ("2014-08-01 09:03:07.0", "2014-08-01T09:03:07+08:00"),
    ("２０１９年９月７日\u3000１９：０２", "2019-09-07T19:02+08:00"),
    ("2023年1月18日（星期三）10:05", "2023-01-18T10:05+08:00"),
    # spread over elements: the line breaks are the elements' ends
    ("2019\n09/07\n19:02", "2019-09-07T19:02+08:00"),
    ("2019 12/10 07:57:40", "2019-12-10T07:57:40+08:00"),
    ("201912/1007:57:40", "2019-12-10T07:57:40+08:00"),
    ("18\n2023-01", "2023-01-18"),
    ("01-18 2023", "2023-01-18"),
    # half a day
    ("2024年5月20日週一 下午2:05", "2024-05-20T14:05+08:00"),
    ("发布: 2:05pm 20/05/2024", "2024-05-20T14:05+08:00"),
    ("更新時間：06:00 2024-05-20 HKT", "2024-05-20T06:00+08:00"),
    ("2024年5月20日 上午12:05", "2024-05-20T00:05+08:00"),
    ("2024年5月20日 中午12:05", "2024-05-20T12:05+08:00"),
    ("2019-09-05 晚上11:05", "2019-09-05T23:05+08:00"),
    ("2019-9-5 9:38:01 PM", "2019-09-05T21:38:01+08:00"),
    ("2019-09-05 晚上12:05", "2019-09-05"),  # midnight or noon after midnight: open
    # numerals, the Republic's years, other languages
    ("二〇二三年一月十八日", "2023-01-18"),
    ("二○二三年十二月三十一日", "2023-12-31"),
    ("二零一九年廿月一日", None),
    ("民國112年1月18日 上午 10:05", "2023-01-18T10:05+08:00"),
    ("Jan 18, 2023 2:05 PM", "2023-01-18T14:05+08:00"),
    ("18 January 2023", "2023-01-18"),
    ("Wed, 18 Jan 2023 09:32:00 GMT", "2023-01-18T17:32:00+08:00"),
    # zones: converted once
    ("2016年12月13日 10:41 GMT", "2016-12-13T18:41+08:00"),
    ("2013年8月14日, 格林尼治标准时间03:05", "2013-08-14T11:05+08:00"),
    ("10:41 GMT, 13 December 2016", "2016-12-13T18:41+08:00"),
    ("2024年5月20日 上午10:41 GMT+8", "2024-05-20T10:41+08:00"),
    ("2019-09-07T08:29:41.278Z", "2019-09-07T16:29:41+08:00"),
    ("2019-09-07T20:29:41-05:00", "2019-09-08T09:29:41+08:00"),
    ("2023-01-18 09:32 CST", "2023-01-18T09:32+08:00"),
    ("2019-09-05 12:11-13:00", "2019-09-05T12:11+08:00"),  # a span of time is no zone
    # two-digit year
    ("18-03-0823:16", "2018-03-08T23:16+08:00"),
    ("98-03-08 23:16", "1998-03-08T23:16+08:00"),
    # no year: nothing by itself
    ("09-3022:46", None),
    ("01-18 09:32", None),
    ("1月18日", None),
    # relative to the visit
    ("刚刚", "2024-05-21"),
    ("5分钟前", "2024-05-21"),
    ("13小时前", "2024-05-20"),
    ("12小时前", None),  # 12:00 or 11:01 before noon's midnight: two days are possible
    ("今天上午", "2024-05-21"),
    ("昨天 22:17", "2024-05-20T22:17+08:00"),
    ("前天", "2024-05-19"),
    ("3天前", "2024-05-18"),
    # midnight is what systems print for a bare date
    ("2019-09-05 00:00:00", "2019-09-05"),
    # no dates
    ("2023年13月1日", None),
    ("2023年2月30日", None),
    ("2023-13-01", None),
    ("18日", None),
    ("1-10月", None),
    ("2019年1-7月", None),
    ("2019-09-06107", None),
    ("01/02/2023", None),  # February or January
    ("400-88-12-10", None),
    ("9:30-18:30", None),
    ("3.4.40-1.0.141", None),
    ("提前天数", None),
    ("4月 2, 2023", "2023-04-02"),
    ("日期 02.10.2021", "2021-10-02"),
    ("2015年2月21日（农历正月初三） 10:05", "2015-02-21T10:05+08:00"),
    ("2024-02-03 HKT 18:47", "2024-02-03T18:47+08:00"),
    # out of range
    ("1985年5月1日", None),
    ("2031-01-01 10:00", None),
    # the clock is wrong, the day is not
    ("2019-09-05 25:61", "2019-09-05"),
]


def first(text: str, calendar: Calendar) -> str | None:
    stamps = [stamp for stamp in (settle(mention, calendar) for mention in read_mentions(text)) if stamp]
    return stamps[0].iso if stamps else None


def test_the_table_is_long_enough() -> None:
    assert len(DISPLAYED) >= 60


@pytest.mark.parametrize(("text", "wanted"), DISPLAYED)
def test_a_displayed_form_is_read_right_or_not_at_all(text: str, wanted: str | None) -> None:
    assert first(text, CALENDAR) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("1581517074", "2020-02-12T22:17:54+08:00"),
        ("1581517074000", "2020-02-12T22:17:54+08:00"),
        ("/Date(1581517074000)/", "2020-02-12T22:17:54+08:00"),
        ("1568044800", "2019-09-10"),  # midnight in Beijing
        ("9999999999", None),
        ("20230118", "2023-01-18"),
        ("202301180932", "2023-01-18T09:32+08:00"),
        ("20230118093205", "2023-01-18T09:32:05+08:00"),
        ("20231301", None),
        ("2019-09-05T00:00:00Z", "2019-09-05"),
        ("2019-09-04T16:00:00Z", "2019-09-05"),
        ("2019-11-25T18:57:38+08:00", "2019-11-25T18:57:38+08:00"),
        ("Wed Jan 18 09:32:00 CST 2023", "2023-01-18T09:32:00+08:00"),
        ("Thu Feb 13 2020 22:17:54 GMT+0800", "2020-02-13T22:17:54+08:00"),
        ("2017年05月24日", "2017-05-24"),
        ("01-18 09:32", None),
        ("昨天", None),
        ("true", None),
        ("", None),
    ],
)
def test_a_machine_value_is_one_time_or_none(value: str, wanted: str | None) -> None:
    stamp = read_machine(value, CALENDAR)
    assert (stamp.iso if stamp else None) == wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/2019/0903/c123.html", "2019-09-03"),
        ("/art/2023/1/18/art_123_456.html", "2023-01-18"),
        ("/t20170811_21250993.html", "2017-08-11"),
        ("/c/2019-09-07/doc-1.shtml", "2019-09-07"),
        ("/html/2018-05/03/content_52.htm", "2018-05-03"),
        ("/a/20190923000843", "2019-09-23"),
        ("/content_5287353.htm", None),
        ("/20201301/1.html", None),
        ("/zx/179.html?date=2019-09-07", None),
    ],
)
def test_a_url_names_a_day_in_its_path(path: str, wanted: str | None) -> None:
    stamp = read_url(f"http://news.example{path}", CALENDAR)
    assert (stamp.iso if stamp else None) == wanted


def test_a_url_may_be_absent() -> None:
    assert read_url(None, CALENDAR) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("发布时间：", "published"),
        ("发 布 时 间：", "published"),
        ("發佈於 ", "published"),
        ("来源：江洲日报 时间:", "generic"),
        ("时 间：", "generic"),
        ("[ 发布日期 ] ", "published"),
        ("更新时间：", "updated"),
        ("最后更新: ", "modified"),
        ("最後更新時間：", "modified"),
        ("最近更新在 周二, ", "modified"),
        ("页面生成时间：", "other"),
        ("成文日期：", "other"),
        ("当地时间", "other"),
        ("开幕时间：", None),
        ("来源：江洲日报 ", None),
        ("作者：林晓", None),
    ],
)
def test_a_label_says_what_a_date_means(text: str, kind: str | None) -> None:
    label = label_before(text + "2019-09-07", len(text))
    assert (label.kind if label else None) == kind


def test_a_labelled_value_is_what_follows_the_colon() -> None:
    named = labelled_value("发布时间：18 janvier 2023")
    assert named is not None
    assert (named[0].word, named[1]) == ("发布时间", "18 janvier 2023")
    assert labelled_value("江洲市举行启动仪式") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("18 janvier 2023 09:32", "2023-01-18T09:32+08:00"),
        ("2023년 1월 18일", "2023-01-18"),
        ("mercredi 18 janvier 2023", "2023-01-18"),
        # what dateparser reads wrongly is never handed to it
        ("01-18 09:32", None),
        ("2023年13月1日", None),
        ("18日", None),
        ("今天上午", None),
        ("江洲日报 2019", None),
        ("18 janvier 2031", None),
    ],
)
def test_the_fallback_reads_only_what_the_text_shows(text: str, wanted: str | None) -> None:
    stamp = read_foreign(text, CALENDAR)
    assert (stamp.iso if stamp else None) == wanted


def test_a_site_may_declare_another_zone() -> None:
    calendar = Calendar(zone=ZoneInfo("Asia/Urumqi"))
    assert first("2019-09-07 19:02", calendar) == "2019-09-07T19:02+06:00"
    assert first("2019-09-07T11:02:00Z", calendar) == "2019-09-07T17:02:00+06:00"


def test_relative_forms_need_a_visit() -> None:
    assert first("昨天 22:17", UNSEEN) is None


def test_all_dates_of_a_text_come_in_order_with_their_place() -> None:
    text = "2019-09-07 15:10 最后更新: 2019年9月8日"
    mentions = read_mentions(text)
    assert [mention.raw for mention in mentions] == ["2019-09-07 15:10", "2019年9月8日"]
    assert [text[mention.start : mention.end] for mention in mentions] == [
        mention.raw for mention in mentions
    ]


@pytest.mark.parametrize(
    ("texts", "neighbours", "seen", "wanted"),
    [
        ((), (), datetime(2024, 5, 25, tzinfo=UTC), 2024),  # a fresh page that names no year
        (("2022年8月",), (), datetime(2024, 5, 25, tzinfo=UTC), None),  # the page speaks of other years
        (("2024年8月",), (), datetime(2025, 2, 1, tzinfo=UTC), 2024),
        ((), (), datetime(2025, 2, 1, tzinfo=UTC), None),  # long ago, and nothing names the year
        ((), (), None, None),
        ((), ("2024-05-15", "2024-05-22"), None, 2024),  # other stories of those days beside it
        ((), ("2024-09-01", "2024-09-02"), None, None),
    ],
)
def test_a_year_comes_from_evidence_alone(
    texts: tuple[str, ...], neighbours: tuple[str, ...], seen: datetime | None, wanted: int | None
) -> None:
    (mention,) = read_mentions("5月20日")
    days = [datetime.fromisoformat(day).date() for day in neighbours]
    assert year_of(mention, Calendar(seen=seen), years_in(texts), days) == wanted
