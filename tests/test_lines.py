"""Lines that state facts are told from sentences that speak of the same things."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.grammar.lines import is_label_line, is_short_stamp, is_time_stamp


@pytest.mark.parametrize(
    "line",
    [
        "来源：青陵日报",
        "来 源：青陵日报 作者：林晓禾",
        "发布时间：2024-03-12 09:15",
        "更新时间: 2024-03-12",
        "日期: 来源:青陵日报收集编辑:青陵日报",
        "[责任编辑：韩小满]",
        "【编辑：韩小满】",
        "（责编：顾秋声、卢松年）",
        "编辑|韩小满 责编|顾秋声",
        "作者丨林晓禾",
        "浏览次数：128",
        "分享到：微信 微博",
        "字号：大 中 小",
        "关键词：廊桥 石塘镇",
        "发布于2024-03-12",
        "稿源：青陵新闻网",
        "消息来源：青陵科技",
        "www.qingling.example.com 时间：2008-12-21 08:40 来源：青陵热线 作者：林晓禾 我要评论(0)",
    ],
)
def test_label_lines(line: str) -> None:
    assert is_label_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "来源不明的药材流进了市场。",
        "他说：“来源：不知道。”",
        "作者：林晓禾说，这是他写的第一本书。",
        "记者从市政府获悉：桥修好了",
        "编辑部的故事",
        "时间过得真快",
        "来源：" + "长" * 200,
        "责任编辑制度：三年的实践；五年的回顾",
    ],
)
def test_other_lines_are_no_label_lines(line: str) -> None:
    assert not is_label_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "2024-03-12",
        "2024年03月12日 09:15",
        "2024年3月12日08:18 来源 青陵日报",
        "2024/3/12 9:15:02 青陵日报",
        "青陵日报 2024.03.12",
        "发布：2024 年 3 月 12 日",
        "阿柚 · 2024-03-12 14:05 · 阅读 5,210",
    ],
)
def test_time_stamps(line: str) -> None:
    assert is_time_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "09:15",
        "2024年3月12日，石塘镇第三座廊桥完工通行。",
        "2024年3月12日的那个早晨，桥头的锣鼓响了",
        "桥长86米",
        "1998-2024：一座桥的二十六年，一个镇的变化",
    ],
)
def test_other_lines_are_no_time_stamps(line: str) -> None:
    assert not is_time_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "阿柚 · 3月12日 14:05",
        "青陵日报 03-12 09:15:20",
        "昨天 18:00",
        "阿柚 | 3小时前",
        "3月12日 9:15 来源：青陵日报",
    ],
)
def test_time_stamps_without_a_year(line: str) -> None:
    assert is_short_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "3月12日",
        "09:15",
        "主队 3-2 客队",
        "3月12日 19:30 石塘镇大礼堂",
        "石塘镇廊桥完工，3月12日 9:15",
        "廊桥通行3小时前的准备",
    ],
)
def test_other_lines_are_no_time_stamps_without_a_year(line: str) -> None:
    assert not is_short_stamp(line)


@given(st.text(alphabet="来源作者：: 编辑2024-年月日0123，。 ", max_size=130))
def test_a_line_with_a_sentence_is_no_line_of_facts(line: str) -> None:
    assert not is_label_line(line + "。")
    assert not is_time_stamp("，" + line)


@pytest.mark.parametrize("unit", ["2024", "来源：", "发布时间", "19年", " ", "2024-1-", "[", "编辑"])
def test_long_lines_take_no_time(unit: str) -> None:
    start = process_time()
    is_label_line(unit * 30_000)
    is_time_stamp(unit * 30_000)
    is_short_stamp(unit * 30_000)
    assert process_time() - start < 2
