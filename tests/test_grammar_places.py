"""Place names in running text: found, settled when ambiguous, and not seen where other words stand."""

from __future__ import annotations

import time

import pytest

from newscrawl.grammar.places import settle
from newscrawl.knowledge.regions import division, holds

BEIJING, SICHUAN, HUBEI, JILIN, JIANGSU = "110000", "510000", "420000", "220000", "320000"

# sentence, homes of outlet and site, the divisions it names (those above them are implied)
SENTENCES: list[tuple[str, tuple[str, ...], set[str]]] = [
    # plain names, short and full
    ("四川达州举行创建国家知识产权强市建设试点城市启动仪式", (), {"四川省达州市"}),
    ("记者从四川省达州市宣汉县获悉", (), {"四川省达州市宣汉县"}),
    ("广元市与这家集团合作推进项目", (), {"四川省广元市"}),
    ("自贡、遂宁、内江、资阳四市签约", (), {"四川省自贡市", "四川省遂宁市", "四川省内江市", "四川省资阳市"}),
    ("内蒙古呼伦贝尔迎来降雪", (), {"内蒙古自治区呼伦贝尔市"}),
    ("广西防城港的码头上", (), {"广西壮族自治区防城港市"}),
    ("新疆伊犁州的薰衣草开了", (), {"新疆维吾尔自治区伊犁哈萨克自治州"}),
    ("甘孜州道孚县的花椒丰收", (), {"四川省甘孜藏族自治州道孚县"}),
    ("恩施土家族苗族自治州利川市", (), {"湖北省恩施土家族苗族自治州利川市"}),
    ("河南济源一小区改造", (), {"河南省济源市"}),
    ("海南琼海的渔民", (), {"海南省琼海市"}),
    ("浦东新区发布新政", (), {"上海市浦东新区"}),
    ("香港与澳门的代表", (), {"香港特别行政区", "澳门特别行政区"}),
    ("台湾台北的市民", (), {"台湾省"}),
    ("廣東省廣州市與臺灣的代表", (), {"广东省广州市", "台湾省"}),
    ("黑龍江省齊齊哈爾市", (), {"黑龙江省齐齐哈尔市"}),
    # a parent right before it settles what is ambiguous
    ("北京市朝阳区一小区", (), {"北京市朝阳区"}),
    ("长春朝阳区一小区", (), {"吉林省长春市朝阳区"}),
    ("辽宁朝阳的杏花开了", (), {"辽宁省朝阳市"}),
    ("南京鼓楼区的老人", (), {"江苏省南京市鼓楼区"}),
    ("福州市鼓楼区的老人", (), {"福建省福州市鼓楼区"}),
    ("江苏南通通州区", (), {"江苏省南通市通州区"}),
    ("北京通州的运河边", (), {"北京市通州区"}),
    ("山西大同的古城墙", (), {"山西省大同市"}),
    ("甘肃白银的矿工", (), {"甘肃省白银市"}),
    ("四川绵竹25岁女孩", (), {"四川省德阳市绵竹市"}),
    ("广东中山的工厂", (), {"广东省中山市"}),
    ("贵州六盘水钟山区", (), {"贵州省六盘水市钟山区"}),
    ("河北邢台桥西区", (), {"河北省邢台市信都区"}),
    # the homes of outlet and site settle it otherwise
    ("朝阳区一小区发生火情", (BEIJING,), {"北京市朝阳区"}),
    ("朝阳区一小区发生火情", (JILIN,), {"吉林省长春市朝阳区"}),
    ("朝阳区一小区发生火情", (), set()),
    ("鼓楼区一家面馆", (JIANGSU,), set()),
    ("鼓楼区一家面馆", ("320100",), {"江苏省南京市鼓楼区"}),
    ("我曾向蔡甸工商所反映", (HUBEI,), {"湖北省武汉市蔡甸区"}),
    ("我曾向蔡甸工商所反映", (), set()),
    ("日前，宣汉警方通报", (SICHUAN,), {"四川省达州市宣汉县"}),
    # and so do regions named elsewhere in the text
    ("日兰高铁日照至曲阜段建成，山东省内成环", (), {"山东省日照市", "山东省济宁市曲阜市"}),
    ("杭州的夏天热，西湖区的荷花先开", (), {"浙江省杭州市西湖区"}),
    ("武汉昨夜有雨，在江夏，路面积水", (), {"湖北省武汉市江夏区"}),
    # former names
    ("襄樊市的汽车城", (), {"湖北省襄阳市"}),
    ("湖北襄樊的汽车城", (), {"湖北省襄阳市"}),
    ("莱芜市莱城区的姜农", (), {"山东省济南市莱芜区"}),
    ("云南思茅地区的茶山", (), {"云南省普洱市"}),
    ("北京市崇文区的胡同", (), {"北京市东城区"}),
    ("北京宣武区的会馆", (), {"北京市西城区"}),
    ("上海闸北区的里弄", (), {"上海市静安区"}),
    ("安徽巢湖市的渔民", (), {"安徽省合肥市巢湖市"}),
    ("四川达川地区的老照片", (), {"四川省达州市"}),
    ("杭州市下城区的书店", (), {"浙江省杭州市拱墅区"}),
    ("浙江黄岩市的蜜橘", (), {"浙江省台州市黄岩区"}),
    ("重庆万县市的码头", (), {"重庆市万州区"}),
    # the same characters in other words
    ("常春藤盟校与长春藤的传说", (), set()),
    ("他家住在中山路", (), set()),
    ("上海南京西路的橱窗", (), {"上海市"}),
    ("上海市北京东路的老楼", (), {"上海市"}),
    ("北京时间9月11日凌晨", (), set()),
    ("北京大学与南京大学的学者", (), set()),
    ("扩大连锁经营规模", (), set()),
    ("货轮停在入海口外", (), set()),
    ("太湖南岸的芦苇", (), set()),
    ("长江西段水位上涨", (), set()),
    ("黄河南岸的滩地", (), set()),
    ("记者王长春从会上获悉", (), set()),
    ("上海证券交易所公告", (), set()),
    ("阿里巴巴回应网络传言", (), set()),
    ("公安机关提醒，合作与互助很重要", (SICHUAN,), set()),
    ("维护世界和平与发展", ("120000",), set()),
    ("今天全国多地降温", (SICHUAN,), set()),
    ("商会会长张先生讲话", (SICHUAN,), set()),
    ("这款产品在国内市场占比最高", (), set()),
    ("北京市场的菜价回落", (), {"北京市"}),
    ("西安区域医疗中心揭牌", (), {"陕西省西安市"}),
    ("东方红拖拉机开进田间", (), set()),
    ("大同小异的方案", ("140200",), set()),
]


def named(text: str, homes: tuple[str, ...]) -> set[str]:
    """Full names of the lowest divisions that `text` names."""
    codes = {place.code for place in settle(text, homes)}
    lowest = [code for code in codes if not any(other != code and holds(code, other) for other in codes)]
    return {one.region.name for one in map(division, lowest) if one is not None}


@pytest.mark.parametrize(("text", "homes", "wanted"), SENTENCES)
def test_the_places_of_a_sentence(text: str, homes: tuple[str, ...], wanted: set[str]) -> None:
    assert named(text, homes) == wanted


def test_there_are_sixty_sentences_and_more() -> None:
    assert len(SENTENCES) >= 60


def test_raw_text_and_reading_order_are_kept() -> None:
    places = settle("从成都到四川省绵阳市")
    assert [place.raw for place in places] == ["成都", "四川省", "绵阳市"]
    assert [place.raw for place in settle("廣東省廣州市")] == ["廣東省", "廣州市"]


@pytest.mark.parametrize("unit", ["北京市朝阳区", "朝阳", "鼓楼区", "在", "市", "四川达州宣汉，"])
def test_scanning_takes_linear_time(unit: str) -> None:
    began = time.process_time()
    settle(unit * (100_000 // len(unit)))
    assert time.process_time() - began < 10
