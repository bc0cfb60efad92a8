"""How the outlet of an article is written: labels, their values, non-outlets, names."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.grammar.sources import bare_name, is_outlet_name, read_labels, read_value
from newscrawl.knowledge import source_words
from newscrawl.knowledge.outlets import outlets


def values(line: str) -> list[str]:
    return [label.value for label in read_labels(line)]


def names(line: str) -> list[str | None]:
    return [source.name for label in read_labels(line) for source in read_value(label.value)]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("来源：江洲日报", ["江洲日报"]),
        ("来源:江洲日报", ["江洲日报"]),
        ("来 源：江洲日报", ["江洲日报"]),
        ("来\u3000源 ： 江洲日报", ["江洲日报"]),
        ("稿源：荆楚网", ["荆楚网"]),
        ("出处：快科技 作者：某人 编辑：某人", ["快科技"]),
        ("信息来源：市政府办公室", ["市政府办公室"]),
        ("文章来源：江洲日报 点击：12", ["江洲日报"]),
        ("本文来源：证券市场红周刊 责任编辑：某人_NF4425", ["证券市场红周刊"]),
        ("本文来源于北京商报 2024-05-20", ["北京商报"]),
        ("来源丨侠客岛", ["侠客岛"]),
        ("来源|侠客岛", ["侠客岛"]),
        ("转自：扬子晚报", ["扬子晚报"]),
        ("摘自：江洲日报", ["江洲日报"]),
        ("本文转自：江洲日报", ["江洲日报"]),
        ("来源/江洲日报", ["江洲日报"]),
        ("媒体来源：江洲日报", ["江洲日报"]),
        ("来源媒体：江洲日报", ["江洲日报"]),
        ("來源：中央社", ["中央社"]),
        ("來源: 新華社 字號：默認 超大", ["新華社"]),
        ("來源：中央社 時間：10:20", ["中央社"]),
        ("来源 新华社", ["新华社"]),
        ("（来源：江洲日报）", ["江洲日报"]),
        ("[来源：江洲日报]", ["江洲日报"]),
        ("(文字来源：浙江在线)", ["浙江在线"]),
        ("(综合整理自澎湃新闻、智东西、雷锋网等)", ["澎湃新闻、智东西、雷锋网等"]),
        ("2019-09-26 12:11来源：证券时报网作者：某人", ["证券时报网"]),
        ("来源：IT之家作者：某人责编：某人", ["IT之家"]),
        ("作者：某人、某某来源： 河北省农药检定监测总站", ["河北省农药检定监测总站"]),
        ("来源: 新京报 举报", ["新京报"]),
        ("来源：光明网-《光明日报》2024-05-20 03:15", ["光明网-《光明日报》"]),
        ("来源：新华网（责任编辑：某人）", ["新华网"]),
        ("来源：江洲日报【字体：大 中 小】", ["江洲日报"]),
        ("来源：江洲日报 字号：大 中 小", ["江洲日报"]),
        ("日期: 来源:封面新闻收集编辑:封面新闻", ["封面新闻"]),
    ],
)
def test_a_label_gives_its_value(line: str, wanted: list[str]) -> None:
    assert values(line) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "（图片来源：摄图网）",
        "图片来源：江洲日报记者 某人 摄",
        "数据来源：统计局",
        "资料来源：参考消息、海外网等",
        "视频来源：梨视频",
        "转载请注明出处：快科技",
        "请注明来源：快科技",
        "来自北京市",
        "发布于：北京市",
        "图片均来自网络",
        "他的收入来源：种茶",
        "财富的来源",
    ],
)
def test_other_sources_are_no_label(line: str) -> None:
    assert values(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "来源：",
        "发布时间：2020-09-14浏览次数： 作者：某检定站来源：",
        "来源: | 发布时间: 2020-09-14",
        "来源：作者：某人",
        "来源： 编辑：某人 时间：2020-09-14",
        "来源：2020-09-14 10:20",
        "来源：字号：大 中 小",
    ],
)
def test_an_empty_label_swallows_nothing(line: str) -> None:
    assert values(line) == [""]


def test_only_a_label_at_the_end_of_the_line_dangles() -> None:
    assert [label.dangling for label in read_labels("时间：2020-09-14 来源：")] == [True]
    assert [label.dangling for label in read_labels("来源： 作者：某人")] == [False]


def test_a_bracket_behind_other_words_does_not_stand_alone() -> None:
    assert [label.alone for label in read_labels("女子日拨百余电话被停机 （来源：梨视频）")] == [False]
    assert [label.alone for label in read_labels("（来源：梨视频）")] == [True]
    assert [label.alone for label in read_labels("2020-09-14 来源：梨视频")] == [True]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("来源：封面新闻", ["封面新闻"]),
        ("来源：经济观察报(北京)", ["经济观察报"]),
        ("来源：IT之家(青岛)", ["IT之家"]),
        ("来源：中新网", ["中国新闻网"]),
        ("来源：央视新闻客户端 中国青年网", ["央视新闻", "中国青年网"]),
        ("来源：光明网-《光明日报》", ["光明网", "光明日报"]),
        ("来源：参考消息、海外网等", ["参考消息", "海外网"]),
        ("来源：人民网-文化频道 原创稿", ["人民网"]),
        ("来源：扬子晚报/紫牛新闻", ["扬子晚报", "紫牛新闻"]),
        ("来源：中国新闻网 王小帆", ["中国新闻网"]),
        ("来源：湖北日报全媒体记者 王小帆", ["湖北日报"]),
        ("来源：微信公众号“侠客岛”", ["侠客岛"]),
        ("来源：@天津日报", ["天津日报"]),
        ("来源：综合新华社、央视新闻", ["新华社", "央视新闻"]),
        ("来源：据新华社电", ["新华社"]),
        ("来源：江洲县融媒体中心", ["江洲县融媒体中心"]),
        ("来源：市委宣传部", ["市委宣传部"]),
        ("来源：The Daily Example", ["The Daily Example"]),
        ("来源：荆楚网（湖北日报网）", ["荆楚网"]),
        ("来源：封面新闻收集", ["封面新闻"]),
    ],
)
def test_a_value_names_its_outlets(line: str, wanted: list[str]) -> None:
    assert names(line) == wanted


@pytest.mark.parametrize(
    "shown",
    """网络 网络整理 互联网 来自网络 网上 网友投稿 原创 转载 综合 综合报道 整理 商讯 佚名 未知 不详
    本站 本站原创 本网 本报 本网综合 admin 管理员 互联网综合 自媒体 其他 群众反映 内部来源""".split(),
)
def test_a_non_outlet_is_displayed_without_a_name(shown: str) -> None:
    (source,) = read_value(shown)
    assert (source.name, source.displayed, source.outlet) == (None, shown, None)


def test_a_joint_name_is_displayed_as_the_page_shows_it() -> None:
    first, second = read_value("光明网-《光明日报》")
    assert (first.name, first.displayed) == ("光明网", "光明网-《光明日报》")
    assert second.name == "光明日报"


@pytest.mark.parametrize("value", ["", " ", "北京市", "四川", "王小帆", "，" * 5, "很长的话" * 20])
def test_what_is_no_source_gives_none(value: str) -> None:
    assert read_value(value) == ()


@pytest.mark.parametrize(
    "name", ["封面新闻", "江洲日报", "江洲网", "苏皖城市报道", "某某晨报", "江洲发布", "游民星空[整理]"]
)
def test_names_of_outlets(name: str) -> None:
    assert is_outlet_name(name)


@pytest.mark.parametrize(
    "name", ["社会新闻", "国内要闻", "市县动态", "王小帆", "返回首页", "字体", "甲乙 丙丁", "调整字体"]
)
def test_channels_people_and_buttons_are_no_outlets(name: str) -> None:
    assert not is_outlet_name(name)


def test_what_is_glued_to_a_name_comes_off() -> None:
    assert bare_name("游民星空[整理]") == "游民星空"
    assert bare_name("据新华社电") == "新华社"
    assert bare_name("荆楚网（湖北日报网）") == "荆楚网（湖北日报网）"


@given(
    st.sampled_from(sorted(outlet.name for outlet in outlets().values() if outlet.kind == "paper")),
    st.sampled_from(["来源：", "来源: ", "稿源：", "文章来源：", "来 源："]),
    st.sampled_from(
        ["", " 作者：", " 2024-05-20 10:15", " 编辑：某人", "（北京）", " 责任编辑：某人", " 举报"]
    ),
)
def test_any_registered_paper_is_read_back(name: str, label: str, behind: str) -> None:
    assert names(f"{label}{name}{behind}") == [name]


@given(st.text(max_size=300))
def test_noise_never_raises(noise: str) -> None:
    for label in read_labels(noise):
        read_value(label.value)
    read_value(noise)
    is_outlet_name(noise)


@pytest.mark.parametrize(
    "name",
    ["BEFORE_OUTLET", "CHANNEL", "GLUED", "GLUED_TO_OUTLET", "LABEL", "NEXT", "NON_OUTLET", "OWN", "STAMP"],
)
@pytest.mark.parametrize(
    "unit", ["来", "来源", "来 ", "（", "[整理]", "网络", "本站", "记者", "1", "1-", "20", " ", "据", "1月"]
)
def test_every_expression_survives_a_long_line(name: str, unit: str) -> None:
    pattern = getattr(source_words, name)
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    pattern.search(text)
    pattern.fullmatch(text)
    assert time.process_time() - began < 1.0
