"""The headline, however title tag, META and page put it: each form read as a whole page.

{T} stands for the headline, {I} for the line of facts below it.
"""

from __future__ import annotations

import re

import pytest

from newscrawl.extract import extract

HEADLINE = "一座旧粮仓的三次改名"
FACTS = '<div class="inf">2023-05-06 10:20 来源：岚州报</div>'
STORY = (
    "青石镇的旧粮仓建于1958年，最早叫第三粮库。粮库停用以后，红砖墙上爬满了凌霄花，镇上的孩子把它叫作“花房子”。",
    "2016年，返乡青年莫小满租下其中两间，办起了木工作坊，粮仓有了第二个名字：木作坊。头一年，她只卖出去九把椅子。",
    "转机出现在第三年。一家民宿一口气订了六十套桌椅，作坊从两间扩到五间，带动了周边二十多位老木匠重新拿起刨子。",
)
# Title tag, what stands above the story, META, the headline.
# fmt: off
FORMS = [
    ('{T}_岚州网', '<h1>{T}</h1>{I}', '', '{T}'),
    ('{T}-岚州网', '<div class="t">{T}</div>{I}', '', '{T}'),
    ('{T} - 社会 - 岚州网', '<div class="t">{T}</div>{I}', '', '{T}'),
    ('{T}|粮仓|木工_岚州网', '<div class="t">{T}</div>{I}', '', '{T}'),
    ('岚州网_{T}', '<div class="t">{T}</div>{I}', '', '{T}'),
    ('岚州网--{T}', '<h2>{T}</h2>{I}', '', '{T}'),
    ('岚州网', '<div class="t">{T}</div>{I}', '', '{T}'),
    ('岚州网-岚州第一门户', '<div class="t">{T}</div>{I}', '', '{T}'),
    ('', '<div class="t">{T}</div>{I}', '', '{T}'),
    ('新闻详情', '<div class="t">{T}</div>{I}', '', '{T}'),
    ('文章内容_岚州网', '<h3>{T}</h3>{I}', '', '{T}'),
    ('{T}', '<div class="logo"><h1><a href="/">岚州网</a></h1></div><h2>{T}</h2>{I}', '', '{T}'),
    ('{T}_岚州新闻', '<h1>岚州新闻</h1><div class="title">{T}</div>{I}', '', '{T}'),
    ('{T}_岚州网', '<div class="kicker">走进岚县</div><h1>{T}</h1><h2>从第三粮库到青石手艺仓</h2>{I}', '', '{T}'),
    ('一座旧粮仓的..._岚州网', '<h1>{T}</h1>{I}', '', '{T}'),
    ('{T}_岚州网', '<h1>一座旧粮仓的...</h1>{I}', '', '{T}'),
    ('{T}（图）_岚州网', '<h1>{T}（图）</h1>{I}', '', '{T}（图）'),
    ('{T}(图)-岚州网', '<h1>{T}</h1>{I}', '', '{T}'),
    ('{T}_岚州网', '<h1>【图文】{T}</h1>{I}', '', '【图文】{T}'),
    ('{T}丨岚州网', '<h1>{T}</h1>{I}', '', '{T}'),
    ('{T} | 岚州网', '<p class="title">{T}</p>{I}', '', '{T}'),
    ('{T}—岚州网', '<p class="bt">{T}</p>{I}', '', '{T}'),
    ('{T} 岚州网', '<p class="bt">{T}</p>{I}', '', '{T}'),
    ('岚州网 {T}', '<p class="bt">{T}</p>{I}', '', '{T}'),
    ('{T}__岚州网', '<p class="bt">{T}</p>{I}', '', '{T}'),
    ('{T}_岚州频道_岚州网', '<p class="bt">{T}</p>{I}', '', '{T}'),
    ('{T}>>岚州网', '<p class="bt">{T}</p>{I}', '', '{T}'),
    ('{T}--新闻中心--岚州网', '<p class="bt"><b>{T}</b></p>{I}', '', '{T}'),
    ('棱镜|{T}_岚州网', '<h1>棱镜|{T}</h1>{I}', '', '棱镜|{T}'),
    ('{T}_岚州网', '<h1>视频｜{T}</h1>{I}', '', '视频｜{T}'),
    ('岚观察丨{T}', '<h1>岚观察丨{T}</h1>{I}', '', '岚观察丨{T}'),
    ('{T}_岚州网', '<h1>{T}</h1><span>原创</span>{I}', '', '{T}'),
    ('{T}_岚州网', '<h1><span>原创</span>{T}</h1>{I}', '', '{T}'),
    ('“{T}”——记岚县木匠_岚州网', '<h1>“{T}”</h1><h2>——记岚县木匠</h2>{I}', '', '“{T}”'),
    ('{T}:9把椅子-岚州网', '<h1>{T}:9把椅子</h1>{I}', '', '{T}:9把椅子'),
    ('2023年{T}-岚州网', '<h1>2023年{T}</h1>{I}', '', '2023年{T}'),
    ('{T} 带动增收三百万元_岚州网', '<h1>{T}<br>带动增收三百万元</h1>{I}', '', '{T}带动增收三百万元'),
    ('{T} 带动增收三百万元_岚州网', '<div class="bt"><p>{T}</p><p>带动增收三百万元</p></div>{I}', '', '{T}带动增收三百万元'),
    ('&#19968;&#24231;旧粮仓的三次改名', '<h1>{T}</h1>{I}', '', '{T}'),
    ('{T}_岚州网', '<h1>{T}(2)</h1>{I}', '', '{T}'),
    ('{T}(2)_岚州网', '<h1>{T}</h1>{I}', '', '{T}'),
    ('{T} - 岚州网 - 手机版', '<h1>{T}</h1>{I}', '', '{T}'),
    ('{T}', '{I}', '<meta property="og:title" content="{T}">', '{T}'),
    ('{T}_岚州网', '<table><tr><td align="center"><font size="5"><b>{T}</b></font></td></tr></table>{I}', '', '{T}'),
    ('Untitled Document', '<table><tr><td align="center"><font size="5"><b>{T}</b></font></td></tr></table>{I}', '', '{T}'),
    ('无标题文档', '<p align="center"><strong>{T}</strong></p>{I}', '', '{T}'),
    ('岚州网 - 新闻', '<h4>{T}</h4><p>作者：张一帆\u3000日期：2023-05-06</p>', '', '{T}'),
    ('岚县人民政府门户网站 政务动态', '<div class="tit">{T}</div><div>发布时间：2023-05-06</div>', '', '{T}'),
    ('岚县人民政府', '<div class="tit">{T}</div><div>2023-05-06 10:20</div>', '<meta name="ArticleTitle" content="{T}">', '{T}'),
    ('Lan News', '<div class="tit">{T}</div><div>2023-05-06 10:20</div>', '', '{T}'),
    ('{T}_Lan News', '<div class="tit">{T}</div><div>2023-05-06 10:20</div>', '', '{T}'),
    ('{T} - Lan.example', '<div class="tit">{T}</div><div>2023-05-06 10:20</div>', '', '{T}'),
    ('{T} - 岚州网', '<div class="tit">{T}</div><div>2023-05-06 10:20</div>', '<meta property="og:title" content="{T} - 岚州网">', '{T}'),
    ('{T} - 岚州网', '<div>2023-05-06 10:20</div>', '<meta property="og:title" content="{T} - 岚州网">', '{T}'),
    ('岚州教育台', '<h3 class="tit">{T}</h3><p>岚州教育台</p><p>2023-05-06 10:20</p>', '', '{T}'),
]
# fmt: on


def filled(text: str) -> str:
    return text.replace("{T}", HEADLINE).replace("{I}", FACTS)


def bare(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", text or "")


@pytest.mark.parametrize(("title", "head", "meta", "wanted"), FORMS, ids=range(len(FORMS)))
def test_the_headline(title: str, head: str, meta: str, wanted: str) -> None:
    page = f"""<html><head><meta charset="utf-8"><title>{filled(title)}</title>{filled(meta)}</head><body>
<div class="nav"><a href="/">首页</a><a href="/a">新闻</a><a href="/b">财经</a></div>{filled(head)}
<div class="con">{"".join(f"<p>{text}</p>" for text in STORY)}</div>
<div><a href="/1">老街理发店的灯光</a><a href="/2">桥头的鞋匠和他的徒弟</a></div></body></html>"""
    record = extract(page.encode(), "https://www.lan.example/a/1.html")
    assert bare(record.title) == bare(filled(wanted))
    assert record.body == "\n\n".join(STORY)
