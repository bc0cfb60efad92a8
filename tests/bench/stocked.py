"""A database stocked with invented articles by the hundred thousand, for benchmarks that need one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from newscrawl.knowledge.regions import division_in_force, divisions
from newscrawl.model import Credit, Paragraph, Provenance, Record, Region, Removed, Source
from newscrawl.store import Ending, Store
from tests.records import digest, record

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "明晓文建国秀英丽华志强海燕春梅立夏砚秋一帆知微若溪承泽雨桐子墨思远嘉木清和"
SUBJECTS = (
    "口袋公园", "社区食堂", "跨江大桥", "古城墙", "早稻", "茶园", "夜市", "老码头", "图书馆", "水文站", "菜市场",
    "公交专线", "博物馆", "养老院", "湿地", "渡口", "竹编", "柑橘", "高铁站", "供热管网", "充电桩", "非遗工坊",
)  # fmt: skip
DEEDS = (
    "建成开放", "动工修缮", "迎来丰收", "今起试运行", "完成改造", "公开征求意见", "入选省级名录", "延长服务时间",
    "新增三条线路", "恢复通行", "举办首届展销会", "启动数字化保护",
)  # fmt: skip
_OUTLETS = (
    "青陵晚报", "江州日报", "大峡新闻网", "柳塘发布", "临溪融媒", "云亭日报", "石埠都市报", "宁浦晨报", "白鹭镇之声", "枫树坪周刊",
    "通宁日报", "南桥晚报", "东山社", "江心洲在线", "老鸦滩新报", "青澜早报",
)  # fmt: skip
_SITES = ("大峡新闻网", "青陵在线", "江州新闻群", "柳塘融媒", "临溪网", "云亭新闻", "宁浦网", "石埠发布")
_SENTENCES = (
    "记者从当地有关部门获悉，项目自去年三月动工，前后用了十四个月，比原定计划提前了二十天。",
    "“以前要绕半个小时，现在推开门就到了。”家住附近的居民说，一早就有不少人赶来看新鲜。",
    "据介绍，今年还将利用闲置地块再建十二处，总面积约一万八千平方米，预计年底前全部完工。",
    "负责人表示，设计阶段先后召开九场座谈会，座椅的朝向和路灯的亮度都按大家的意见作了调整。",
    "天刚蒙蒙亮，江面上还盖着一层雾，第一班渡船已经载着赶集的人和刚摘的菜蔬靠了岸。",
    "统计显示，前三个季度当地接待游客四十六万人次，同比增加一成二，带动周边农户增收。",
    "下一步，将把沿线的老码头、古樟树和水车一并纳入保护，并向市民征集老照片和口述史料。",
)  # fmt: skip
BEGIN = datetime(2022, 1, 1, tzinfo=UTC)


def stock(url: str, articles: int, sites: int = 40, runs: int = 1, seed: int = 7) -> list[str]:
    """Fill an empty database in as many runs of each site; the ids of the articles as they came."""
    chance = random.Random(seed)
    ids: list[str] = []
    with Store(url) as store:
        for site, (name, numbers) in enumerate(_shares(articles, sites)):
            coming = (made(number, name, chance) for number in numbers)
            for at in range(runs):
                run = store.begin_run(name, _SITES[site % len(_SITES)], "510000")
                share = (
                    max(1, round(len(numbers) / runs * chance.uniform(0.5, 1.2))) if runs > 1 else articles
                )
                came = 0
                while some := list(islice(coming, min(500, share - came))):
                    store.save(some, run)
                    ids += [one.id for one in some]
                    came += len(some)
                store.end_run(run, Ending("done", _counters(came, site, runs - at, chance), "finished"))
        while store.index(1000):
            continue
    return ids


def _counters(came: int, site: int, left: int, chance: random.Random) -> dict[str, int]:
    """What a run counts; the last run of the second site finds no reporters any more."""
    shares = {
        "title": 1.0,
        "published_at": 0.98,
        "source": 0.93,
        "reporters": 0.81,
        "body": 1.0,
        "channel": 0.9,
    }
    if site == 1 and left == 1:
        shares["reporters"] = 0.1
    filled = {
        f"filled/{name}": min(came, round(came * share * chance.uniform(0.96, 1.02)))
        for name, share in shares.items()
    }
    refused = {"rejects/http_404": chance.randint(0, 4), "rejects/not_an_article": chance.randint(0, 3)}
    return {"pages": came + 12, "articles/new": came, **filled, **refused}


def _shares(articles: int, sites: int) -> Iterator[tuple[str, range]]:
    each = -(-articles // sites)
    for site in range(sites):
        yield f"invented.{site:03d}", range(site * each, min(articles, (site + 1) * each))


def made(number: int, site: str, chance: random.Random) -> Record:
    """Article `number`, with everything that a page has to show."""
    place = chance.choice(_PLACES)
    title = f"{short(place)}{chance.choice(SUBJECTS)}{chance.choice(DEEDS)}"
    body = "\n\n".join(chance.choices(_SENTENCES, k=chance.randint(4, 12)))
    outlet, names = (
        _OUTLETS[int(len(_OUTLETS) * chance.random() ** 2)],
        [_name(chance) for _ in range(chance.randint(1, 2))],
    )
    moment = BEGIN + timedelta(minutes=number * 17)
    published = f"{moment:%Y-%m-%dT%H:%M}+08:00"
    address = f"http://{site}.example/news/{number}.html"
    changes: dict[str, Any] = {
        "id": digest(address), "url": address, "canonical_url": address, "site": site, "title": title,
        "body": body, "blocks": [Paragraph(text) for text in body.split("\n\n")], "published_at": published,
        "source": Source(outlet, outlet), "reporters": [Credit(name, "记者", outlet) for name in names],
        "regions": [place], "page_urls": [address], "characters": len(body),
        "story": f"s-{number // 3:016x}" if number % 9 < 3 else None,
        "provenance": {"title": Provenance(title, "headline"), "published_at": Provenance(published, "visible.head")},
        "removed": [Removed("phrase:tip-line", "新闻热线：0000")],
    }  # fmt: skip
    return replace(record(1), **changes, content_hash=digest(f"{title}\n{body}"))


def short(place: Region) -> str:
    """The division's own name: without those above it."""
    own = division_in_force(place.adcode)
    return own.name if own else place.name


def _name(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=2))


_PLACES: list[Region] = [one.region for one in divisions()]
