"""The outlet register: the data, and finding an outlet by any name or host."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from newscrawl.knowledge.outlets import find_outlet, outlet_of_host, outlets, registered, spot_outlets
from newscrawl.knowledge.regions import division_in_force

TOOL = Path(__file__).parent.parent / "tools" / "build_outlets.py"


def test_the_register_is_large_and_covers_every_province() -> None:
    homes = {outlet.region[:2] for outlet in outlets().values() if outlet.region}
    assert len(outlets()) >= 400
    assert len(homes) == 34


def test_keys_homes_and_kinds_are_well_formed() -> None:
    kinds = {"agency", "paper", "broadcaster", "site", "app", "magazine", "account", "gov"}
    for outlet in outlets().values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", outlet.key)
        assert outlet.kind in kinds
        assert outlet.region is None or division_in_force(outlet.region) is not None


def test_every_name_and_alias_leads_to_its_outlet() -> None:
    for outlet in outlets().values():
        for name in (outlet.name, *(alias.lstrip("=") for alias in outlet.aliases)):
            known = find_outlet(name)
            assert known is not None, name
            assert known.outlet.key == outlet.key, name


def test_the_data_file_is_what_the_tool_makes_of_the_hand_written_one() -> None:
    tool = runpy.run_path(str(TOOL))
    written = list(tool["entries"]())
    assert list(tool["faults"](written)) == []
    assert {one.key: one for one in written} == outlets()


@pytest.mark.parametrize(
    ("displayed", "key", "name"),
    [
        ("封面新闻", "thecover", "封面新闻"),
        ("新华社", "xinhua", "新华社"),
        ("中新网", "chinanews", "中国新闻网"),
        ("新京报客户端", "bjnews", "新京报"),
        ("央视新闻客户端", "cctvnews", "央视新闻"),
        ("人民日报微信公众号", "peopledaily", "人民日报"),
        ("《光明日报》", "gmrb", "光明日报"),
        ("人民网-文化频道", "people", "人民网"),
        ("四川新闻网－首屏新闻", "newssc", "四川新闻网"),
        ("新浪财经-自媒体综合", "sina-finance", "新浪财经"),
        ("中新网江苏", "chinanews", "中国新闻网"),
        ("人民网四川频道", "people", "人民网"),
        ("法制日报", "legal-daily", "法制日报"),
        ("法治日报", "legal-daily", "法治日报"),
        ("自由時報電子報", "ltn", "自由时报"),
        ("新華社", "xinhua", "新华社"),
        ("中國新聞網", "chinanews", "中国新闻网"),
        ("文匯報", "wenweipo", "香港文汇报"),
        ("文汇报", "whb", "文汇报"),
    ],
)
def test_a_displayed_name_is_found(displayed: str, key: str, name: str) -> None:
    known = find_outlet(displayed)
    assert known is not None
    assert (known.outlet.key, known.name) == (key, name)


@pytest.mark.parametrize("displayed", ["", "网络整理", "江洲日报", "综合", "客户端", "本报记者", "-"])
def test_other_names_are_not_found(displayed: str) -> None:
    assert find_outlet(displayed) is None


def test_a_dateline_is_not_taken_for_a_regional_desk() -> None:
    assert registered("新华社成都") is None
    assert find_outlet("新华社成都") is not None


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("news.people.com.cn", "people"),
        ("www.thecover.cn", "thecover"),
        ("finance.sina.com.cn", "sina-finance"),
    ],
)
def test_a_host_leads_to_its_outlet(host: str, key: str) -> None:
    outlet = outlet_of_host(host)
    assert outlet is not None
    assert outlet.key == key


def test_an_unknown_host_leads_nowhere() -> None:
    assert outlet_of_host("www.jiangzhou.example") is None
    assert outlet_of_host("") is None


def test_names_in_running_text_are_spotted_longest_first() -> None:
    text = "据华西都市报报道，人民日报海外版记者了解到，封面新闻客户端上线。"
    found = [(text[spot.start : spot.end], spot.known.outlet.key) for spot in spot_outlets(text)]
    assert found == [
        ("华西都市报", "hxdsb-sc"),
        ("人民日报海外版", "peopledaily-overseas"),
        ("封面新闻客户端", "thecover"),
    ]
