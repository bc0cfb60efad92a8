"""The 电头 as text: outlet, place and day with which stories open, and openings that are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.grammar.datelines import read_opening, split_outlet
from newscrawl.knowledge.outlets import outlets

FILED = [
    ("新华社巴黎12月9日电（记者某人）法国9日", "新华社", "巴黎", (None, 12, 9)),
    ("新华社北京2月29日电 2月28日，会议", "新华社", "北京", (None, 2, 29)),
    ("新华社北京、上海5月3日电 记者", "新华社", "北京、上海", (None, 5, 3)),
    ("新华社达累斯萨拉姆10月6日电（记者某人）", "新华社", "达累斯萨拉姆", (None, 10, 6)),
    ("新华社北京2019年5月3日电", "新华社", "北京", (2019, 5, 3)),
    ("中新社新德里5月3日电 题：", "中新社", "新德里", (None, 5, 3)),
    ("中新网客户端北京3月14日电(记者 某人)", "中新网客户端", "北京", (None, 3, 14)),
    ("人民网合肥11月8日电 （记者某人）", "人民网", "合肥", (None, 11, 8)),
    ("河北新闻网1月16日张家口电（记者某人、某某 通讯员某人）", "河北新闻网", "张家口", (None, 1, 16)),
    ("长江网10月4日讯（记者某人 整合） 国庆", "长江网", None, (None, 10, 4)),
    ("楚天都市报3月10日消息，今天上午", "楚天都市报", None, (None, 3, 10)),
    ("@天津日报3月13日消息，从", "天津日报", None, (None, 3, 13)),
    ("IT之家9月30日消息 据外媒", "IT之家", None, (None, 9, 30)),
    ("东方网记者某某5月13日报道：", "东方网", None, (None, 5, 13)),
    ("新华社记者某某北京报道：", "新华社", "北京", (None, None, None)),
    ("四川新闻网－首屏新闻广安8月8日讯（某人 摄影报道）", "四川新闻网－首屏新闻", "广安", (None, 8, 8)),
    ("新京报讯（记者 某人）11月25日，", "新京报", None, (None, None, None)),
    ("新京报快讯（记者 某人）今日", "新京报", None, (None, None, None)),
    ("四川新闻网消息（某人 摄影报道）", "四川新闻网", None, (None, None, None)),
    ("新浪科技讯 北京时间9月11日凌晨消息，", "新浪科技", None, (None, None, None)),
    ("央视网消息：", "央视网", None, (None, None, None)),
    ("环球网报道 记者", "环球网", None, (None, None, None)),
    ("据新华社电 记者", "新华社", None, (None, None, None)),
    ("本报北京3月5日电（记者某人）", "本报", "北京", (None, 3, 5)),
    ("江洲日报讯（记者某人）", "江洲日报", None, (None, None, None)),
    ("江洲晚报杭州5月3日电", "江洲晚报", "杭州", (None, 5, 3)),
    ("【江洲网讯】", "江洲网", None, (None, None, None)),
    ("（中央社記者溫貴香台北21日電）行政院", "中央社", "台北", (None, None, 21)),
    ("（中央社台北21日電）", "中央社", "台北", (None, None, 21)),
    ("(中央社記者王小明華盛頓3日專電)", "中央社", "華盛頓", (None, None, 3)),
    ("〔記者某某某／台北報導〕", None, "台北", (None, None, None)),
    ("〔記者某某某／綜合報導〕", None, None, (None, None, None)),
]


@pytest.mark.parametrize(("text", "outlet", "place", "day"), FILED)
def test_a_dateline_comes_apart(
    text: str, outlet: str | None, place: str | None, day: tuple[int | None, int | None, int | None]
) -> None:
    opening = read_opening(text)
    assert opening is not None
    assert (opening.outlet, opening.place) == (outlet, place)
    assert (opening.year, opening.month, opening.day) == day
    assert opening.filed
    assert opening.raw in text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1月18日,四川达州举行", (None, 1, 18)),
        ("11月22日，记者从省农业农村厅获悉", (None, 11, 22)),
        ("2019年2月27日下午，一行八人", (2019, 2, 27)),
        ("9月14日晚8时许，江边", (None, 9, 14)),
        ("5月14日至17日，调研组来川", (None, 5, 14)),
    ],
)
def test_a_day_may_open_a_story(text: str, day: tuple[int | None, int, int]) -> None:
    opening = read_opening(text)
    assert opening is not None
    assert (opening.year, opening.month, opening.day) == day
    assert (opening.outlet, opening.place, opening.filed) == (None, None, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "据中新网9月9日报道，针对外媒",
        "据报道，",
        "有报道称",
        "最近有消息，说",
        "综合消息，近日，较强冷空气",
        "公安部官网消息，",
        "气象部门发布消息，",
        "警方通报消息，",
        "31日中午12时许，",
        "日前，某地二十岁的女孩",
        "他告诉记者，公司电讯业务",
        "互联网消息，",
        "3月的北京",
    ],
)
def test_other_openings_are_none(text: str) -> None:
    assert read_opening(text) is None


def test_the_outlet_is_the_longest_that_is_registered() -> None:
    assert split_outlet("人民日报海外版北京") == ("人民日报海外版", "北京")
    assert split_outlet("新华社成都") == ("新华社", "成都")
    assert split_outlet("这里没有")[0] is None


@given(
    st.sampled_from(
        sorted(o.name for o in outlets().values() if o.kind in ("agency", "paper") and o.name.isalpha())
    ),
    st.sampled_from(["成都", "巴黎", "北京", "乌鲁木齐", "新德里"]),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from(["（记者某人）", " ", "(记者 某人)", "："]),
)
def test_any_agency_place_and_day_come_apart(
    name: str, place: str, month: int, day: int, behind: str
) -> None:
    opening = read_opening(f"{name}{place}{month}月{day}日电{behind}会议今天开幕")
    assert opening is not None
    assert (opening.outlet, opening.place, opening.month, opening.day) == (name, place, month, day)


@given(st.text(max_size=200))
def test_noise_never_raises(noise: str) -> None:
    read_opening(noise)


@pytest.mark.parametrize(
    "unit", ["新华社", "北京", "电", "（", "记者", "1月1日", "一", "1", " ", "、", "a", "〔記者／"]
)
def test_a_long_paragraph_takes_little_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    read_opening(text)
    assert time.process_time() - began < 2
