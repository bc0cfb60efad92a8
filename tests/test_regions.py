"""The table of divisions: codes, full names, what former divisions became."""

from __future__ import annotations

import pytest

from newscrawl.knowledge.regions import (
    division,
    division_in_force,
    holds,
    region_heads,
    region_names,
    stem,
)
from newscrawl.model import Region


@pytest.mark.parametrize(
    ("code", "name", "level"),
    [
        ("510000", "四川省", "province"),
        ("511700", "四川省达州市", "city"),
        ("511722", "四川省达州市宣汉县", "county"),
        ("110105", "北京市朝阳区", "county"),
        ("110000", "北京市", "province"),
        ("419001", "河南省济源市", "county"),
        ("469002", "海南省琼海市", "county"),
        ("513300", "四川省甘孜藏族自治州", "city"),
        ("659001", "新疆维吾尔自治区石河子市", "county"),
        ("710000", "台湾省", "province"),
        ("810000", "香港特别行政区", "province"),
    ],
)
def test_a_division_has_its_full_name_and_level(code: str, name: str, level: str) -> None:
    found = division(code)
    assert found is not None
    assert found.region == Region(code, name, level)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("371200", "370116"),
        ("341400", "340181"),
        ("110103", "110101"),
        ("330103", "330105"),
        ("350402", "350404"),
        ("532700", "530800"),
        ("310108", "310106"),
    ],
)
def test_a_former_code_leads_to_its_successor(old: str, now: str) -> None:
    found = division(old)
    assert found is not None
    assert found.code == now
    assert division_in_force(old) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("襄樊市", "420600"),
        ("襄樊", "420600"),
        ("莱芜市", "370116"),
        ("思茅地区", "530800"),
        ("崇文区", "110101"),
        ("宣武区", "110102"),
        ("黄岩市", "331003"),
        ("达川地区", "511700"),
        ("通县", "110112"),
        ("闸北区", "310106"),
    ],
)
def test_a_former_name_means_the_division_of_today(name: str, code: str) -> None:
    assert [meant.code for meant in region_names()[name]] == [code]


def test_an_ambiguous_name_means_all_divisions_that_bear_it() -> None:
    assert {name.code for name in region_names()["鼓楼区"]} == {"320106", "320302", "350102", "410204"}
    assert {"110105", "220104"} <= {name.code for name in region_names()["朝阳区"]}


def test_the_table_is_complete() -> None:
    codes = [name.code for names in region_names().values() for name in names if name.form == "full"]
    assert sum(code.endswith("0000") for code in set(codes)) == 34
    assert sum(code.endswith("00") and not code.endswith("0000") for code in set(codes)) == 333
    assert sum(not code.endswith("00") for code in set(codes)) > 2800


@pytest.mark.parametrize(
    ("region", "code", "inside"),
    [
        ("510000", "511722", True),
        ("511700", "511722", True),
        ("511700", "511700", True),
        ("511722", "511722", True),
        ("511722", "511700", False),
        ("510000", "500101", False),
        ("110000", "110105", True),
    ],
)
def test_a_region_holds_what_lies_in_it(region: str, code: str, inside: bool) -> None:
    assert holds(region, code) is inside


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("达州市", "达州"),
        ("长阳土家族自治县", "长阳"),
        ("内蒙古自治区", "内蒙古"),
        ("东乡族自治县", "东乡"),
        ("新疆维吾尔自治区", "新疆"),
        ("浦东新区", "浦东"),
        ("锡林郭勒盟", "锡林郭勒"),
    ],
)
def test_the_stem_of_a_name(name: str, short: str) -> None:
    assert stem(name) == short


def test_heads_list_every_name_longest_first() -> None:
    for head, group in region_heads().items():
        assert all(name.startswith(head) for name in group)
        assert [len(name) for name in group] == sorted(map(len, group), reverse=True)
    assert sum(map(len, region_heads().values())) == len(region_names())
