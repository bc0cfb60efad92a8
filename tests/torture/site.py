"""An invented news site of any size: every page a pure function of its number, no two articles alike."""

from __future__ import annotations

import random
from dataclasses import dataclass

HOST = "www.qingling.example"
ENTRIES = 40
RELATED = 5
PARTED = 50
"""Every so many articles one stands on three pages."""

_WHO = "县水务局 市图书馆 老街居委会 青陵中学 农技站 港务处 博物馆 园林所 交警大队 供销社".split()
_WHERE = "石埠 柳塘 枫桥 廊下 沙洲 北岸 南坡 茶亭 盐场 竹园".split()
_DID = "新修了一条便民步道 清点了馆藏的旧地契 开出了夜间公交 补种了两千棵香樟 更换了老旧水管 办起了周末夜校".split()
_SAID = "居民说出行方便多了 负责人表示年内还将扩建 现场来了不少老人和孩子 工程用了三个月时间 下一步要听取街坊意见".split()

_ONE = "沈泉 陶阿姨 老船工 粮站站长 护林员 邮递员 摆渡人 裁缝铺老板 小学校长 茶农 木匠 养蜂人 司机老何 退伍兵 大学生".split()
_GIVEN = "清早 午后 傍晚 雨后 临走前 开春时 收工后 赶集那天 放学路上 头一回 特意 顺手".split()
_ACTS = "修好了 搬来了 数清了 捐出了 晾干了 守着 登记了 称过了 拍下了 画出了 种下了 换掉了 找回了 订购了 擦亮了".split()
_GOODS = "旧书柜 竹篮 石磨 渔网 蜂箱 皮影 水车 账本 油灯 钟楼的齿轮 两坛米酒 三筐杨梅 半袋麦种 一卷拓片 一面铜锣".split()
_ENDS = "送到村口 留给后来的人 摆上了展台 交给学徒 寄往省城 挂在堂屋 装车运走 放回原处 卖给了邻镇 写进了村志".split()


@dataclass(frozen=True, slots=True)
class Site:
    """`articles` articles behind list pages of ENTRIES entries each."""

    articles: int

    @property
    def lists(self) -> int:
        """How many list pages there are; the first is the home page."""
        return max(1, -(-self.articles // ENTRIES))

    @property
    def parts(self) -> int:
        """How many further pages of stories there are."""
        return 2 * len(range(0, self.articles, PARTED))

    @property
    def pages(self) -> int:
        """How many requests it takes to read everything once."""
        return self.articles + self.lists + self.parts

    def page(self, path: str) -> str | None:
        """The page at a path, or None."""
        if path == "/":
            return self._list(0)
        folder, _, name = path.strip("/").partition("/")
        stem = name.removesuffix(".html")
        number, _, part = stem.partition("_")
        if folder == "news" and number == "list" and part.isdigit() and 0 < int(part) < self.lists:
            return self._list(int(part))
        if folder == "news" and number.startswith("t") and number[1:].isdigit():
            return self._article(int(number[1:]), int(part) if part.isdigit() else 1)
        return None

    def _list(self, number: int) -> str:
        first = number * ENTRIES
        entries = "".join(_entry(n) for n in range(first, min(first + ENTRIES, self.articles)))
        bar = f'<a href="/news/list_{number + 1}.html">下一页</a>' if number + 1 < self.lists else ""
        return f"<html><head><title>青陵新闻</title></head><body><ul>{entries}</ul>{bar}</body></html>"

    def _article(self, number: int, part: int) -> str | None:
        parted = number % PARTED == 0
        if number >= self.articles or part > (3 if parted else 1):
            return None
        words = random.Random(number * 10 + part)
        text = _text(words)
        path = f"/news/t{number}"
        bar = "".join(
            f'<a href="{path}{f"_{n}" if n > 1 else ""}.html">{n}</a> ' for n in (1, 2, 3) if parted
        )
        near = (words.randrange(self.articles) for _ in range(RELATED))
        related = "".join(_entry(other) for other in near)
        return (
            f"<html><head><title>{title(number)}_青陵新闻</title></head><body><h1>{title(number)}</h1>"
            f"<div>2024-03-{number % 28 + 1:02d} 08:{number % 60:02d} 来源：青陵日报 记者 沈泉</div>"
            f'<div class="content">{text}</div><div>{bar}</div><h3>相关阅读</h3><ul>{related}</ul></body></html>'
        )


def paragraphs(number: int) -> str:
    """The text of an article, as paragraphs of HTML."""
    return _text(random.Random(number * 10 + 1))


def _text(words: random.Random) -> str:
    return "".join(f"<p>{_sentence(words)}{_sentence(words)}</p>" for _ in range(6))


def title(number: int) -> str:
    """The headline of an article."""
    words = random.Random(number)
    return f"{words.choice(_WHERE)}{words.choice(_WHO)}{words.choice(_DID)}（第{number}号）"


def _entry(number: int) -> str:
    return f'<li><a href="/news/t{number}.html">{title(number)}</a></li>'


def _sentence(words: random.Random) -> str:
    pick, number = words.choice, words.randrange
    # Unrelated stories share no more than turns of phrase: else each would be compared with all as a copy.
    own = f"{pick(_ONE)}{pick(_ACTS)}{pick(_GOODS)}，{pick(_ONE)}{pick(_GIVEN)}把{pick(_GOODS)}{pick(_ENDS)}"
    return (
        f"{number(1, 13)}月{number(1, 29)}日，{pick(_WHERE)}的{pick(_WHO)}{pick(_DID)}，"
        f"涉及{number(10**6)}户，{own}，{pick(_SAID)}。"
    )
