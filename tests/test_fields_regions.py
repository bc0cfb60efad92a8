"""The regions of whole pages: from dateline, title and lead, lowest first, settled by who publishes."""

from __future__ import annotations

import pytest
from one_page import cleaned_page

from newscrawl.fields.dateline import find_dateline
from newscrawl.fields.regions import find_regions, lead_of
from newscrawl.fields.source import find_sources
from newscrawl.model import Region, Site

TEXT = "新建的廊桥今天通行，东岸的居民一早就推着自行车从桥上走过，说这下总算不用绕路了，脸上全是笑。"
SITE = Site(
    "jiangzhou",
    "江洲网",
    ("www.jiangzhou.example",),
    ("http://www.jiangzhou.example/",),
    r"/\d+",
    region="510000",
)


def regions(
    lead: str = "",
    *,
    title: str = "廊桥通行",
    source: str = "",
    site: Site | None = None,
    url: str | None = None,
) -> list[str]:
    info = f"<p>2024-03-12 来源：{source}</p>" if source else ""
    page = cleaned_page(info, lead=lead + TEXT, title=title, site=site, url=url)
    dateline = find_dateline(page, published=None)
    found = find_regions(
        page,
        title=title,
        dateline=dateline.value if dateline else None,
        sources=tuple(one.value for one in find_sources(page)),
        site=site,
    )
    return [one.value.name for one in found]


def test_the_page_of_the_seed() -> None:
    title = "建设周期三年 四川达州启动国家知识产权强市建设试点城市创建"
    page = cleaned_page(lead="1月18日,四川达州举行启动仪式,达州市委常委主持。" + TEXT, title=title)
    found = find_regions(page, title=title, dateline=None, sources=(), site=None)
    assert [one.value for one in found] == [Region("511700", "四川省达州市", "city")]
    assert found[0].raw == "达州"


@pytest.mark.parametrize(
    ("lead", "title", "wanted"),
    [
        ("", "四川广安：山村夜明珠", ["四川省广安市"]),
        ("每当夜幕降临，四川省华蓥市的路灯就亮了。", "四川广安：山村夜明珠", ["四川省广安市华蓥市"]),
        ("新华社成都5月18日电（记者某人）", "筹备进入冲刺", ["四川省成都市"]),
        ("新华社巴黎12月9日电（记者某人）", "罢工影响交通", []),
        ("新华社北京2月29日电 ", "会议今天召开", []),
        ("新华社北京2月29日电 北京市海淀区", "会议今天召开", ["北京市海淀区"]),
        ("在浙江杭州，", "四川与浙江结对", ["浙江省杭州市", "四川省"]),
        ("上海市、广东省、福建省三地，", "多地方案获批", ["上海市", "广东省", "福建省"]),
        ("山西晚报记者日前获悉，", "新制度将建立", []),
        ("《北京日报》记者日前获悉，", "新制度将建立", []),
    ],
)
def test_what_dateline_title_and_lead_name(lead: str, title: str, wanted: list[str]) -> None:
    assert regions(lead, title=title) == wanted


def test_the_most_specific_come_first() -> None:
    lead = "重庆、四川成都和四川省达州市宣汉县的代表，"
    assert regions(lead) == ["四川省达州市宣汉县", "重庆市", "四川省成都市"] or regions(lead) == [
        "四川省达州市宣汉县",
        "四川省成都市",
        "重庆市",
    ]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("北京日报", ["北京市朝阳区"]),
        ("吉林日报", ["吉林省长春市朝阳区"]),
        ("新华社", []),
    ],
)
def test_the_outlets_home_settles_an_ambiguous_name(source: str, wanted: list[str]) -> None:
    assert regions("昨天，朝阳区的", source=source) == wanted


def test_the_site_s_home_settles_it_where_the_outlet_does_not() -> None:
    assert regions("昨天，宣汉的", source="新华社", site=SITE) == ["四川省达州市宣汉县"]
    assert regions("昨天，宣汉的", source="新华社") == []


def test_the_host_s_home_settles_it_where_nothing_else_does() -> None:
    assert regions("昨天，鼓楼区的", url="http://www.njdaily.cn/1.html") == ["江苏省南京市鼓楼区"]


def test_the_dateline_settles_it_before_the_outlet() -> None:
    lead = "北京日报长春5月3日电 昨天，朝阳区的"
    assert regions(lead, source="北京日报") == ["吉林省长春市朝阳区"]


@pytest.mark.parametrize(
    ("lead", "source", "wanted"),
    [
        ("我省今年全力推进，", "山西日报", ["山西省"]),
        ("日前，省委召开会议，", "湖北日报", ["湖北省"]),
        ("记者从省农业农村厅获悉，", "四川日报", ["四川省"]),
        ("全市今年全力推进，", "达州日报", ["四川省达州市"]),
        ("我省今年全力推进，", "新华社", []),
        ("城市政府网站上线，", "山西日报", []),
    ],
)
def test_here_is_where_the_outlet_is_at_home(lead: str, source: str, wanted: list[str]) -> None:
    assert regions(lead, source=source) == wanted


def test_the_lead_ends_with_the_first_long_paragraph() -> None:
    page = cleaned_page(lead="短句。</p><p>新华社成都5月18日电 " + TEXT + TEXT)
    assert lead_of(page).startswith("短句。")
    assert TEXT in lead_of(page)
    assert "陈阿姨" not in lead_of(page)
