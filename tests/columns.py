"""An invented news site of many stories in columns, for what only shows when pages are compared."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from newscrawl.extract import clean_page
from newscrawl.furniture import sight
from newscrawl.model import Fetched, Sighting
from newscrawl.page import parse

HOST = "http://www.anzhou.example"
COLUMNS = ("yaowen", "minsheng", "wenhua", "xianqu")
WORDS = (
    "廊桥 茶市 粮站 渡口 果园 戏台 书院 步道 灯会 校舍 水厂 码头 古井 山路 梯田 集市 老街 石磨 竹编 陶窑 龙舟 腊梅 桑园 鱼塘 "
    "磨坊 驿站 钟楼 雨棚 菜场 球场 琴房 画室 苗圃 堤坝 浮桥 窑洞 蜂箱 药圃 稻田 祠堂 水车 凉亭 酒坊 布店 车站 邮亭 灯塔 盐田 "
    "修缮 开放 搬迁 试种 清淤 挂牌 通车 评选 丰收 义诊 巡演 竣工 招租 比赛 展出 普查"
).split()
PROMOTION = "江州的大小事，尽在“江州云”，各大应用市场都能找到它。"


def words(seed: object, count: int) -> list[str]:
    """Words that are always the same for a seed."""
    return random.Random(str(seed)).choices(WORDS, k=count)


def title_of(number: int) -> str:
    """A headline that no other story has, or begins or ends alike."""
    return "".join(words(f"title {number}", 7))


def paragraphs(number: int, count: int = 4) -> list[str]:
    """The text of a story: sentences that stand in no other."""
    return [
        f"{'、'.join(words(f'{number} {place}', 12))}都有人来问，{'和'.join(words(f'{number} {place} b', 9))}也不例外。"
        for place in range(count)
    ]


def page(
    number: int,
    column: str = COLUMNS[0],
    *,
    title: str | None = None,
    lead: Sequence[str] = (),
    middle: Sequence[str] = (),
    tail: Sequence[str] = (),
    text: Sequence[str] | None = None,
) -> tuple[str, str]:
    """Address and page of a story. `lead`, `middle`, `tail`: markup before, within and behind its paragraphs."""
    title = title or title_of(number)
    told = [f"<p>{line}</p>" for line in (paragraphs(number) if text is None else text)]
    half = len(told) // 2
    story = "\n".join([*lead, *told[:half], *middle, *told[half:], *tail])
    return f"{HOST}/{column}/{number}.html", (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_安州新闻网</title></head><body>'
        f'<div class="nav"><a href="/">首页</a> <a href="/{column}/">更多新闻</a></div><h1>{title}</h1>'
        f'<div class="info">2024-03-12 09:15 来源：江州日报</div><div class="article">\n{story}\n</div>'
        '<div class="footer">安州新闻网 版权所有</div></body></html>'
    )


def site(count: int, columns: Sequence[str] = COLUMNS, **pieces: Sequence[str]) -> list[tuple[str, str]]:
    """`count` stories, turn by turn in the columns; `pieces` as in `page`, the same on all."""
    return [page(number, columns[number % len(columns)], **pieces) for number in range(count)]


def sightings(pages: Iterable[tuple[str, str]]) -> list[Sighting]:
    """What the learner remembers of the pages."""
    seen = (sight(clean_page(parse(Fetched(html.encode(), url)))) for url, html in pages)
    return [sighting for sighting in seen if sighting is not None]
