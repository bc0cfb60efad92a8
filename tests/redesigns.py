"""A site of many templates, and ten ways to redesign one of them: invented pages with known answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

PLACES = ("青陵", "临溪", "柳塘", "石桥", "安塘", "江口", "云洲", "白渡", "梅岭", "沙河")
MATTERS = (
    "水厂",
    "廊桥",
    "粮站",
    "图书馆",
    "渡口",
    "茶市",
    "校舍",
    "步道",
    "灯会",
    "果园",
    "戏台",
    "书院",
    "车站",
)
ACTS = ("建成投用", "对外开放", "修缮完工", "迎来首批访客", "正式启用", "年内动工", "通过验收")
PEOPLE = ("虞海生", "田穗", "邱根生", "曹立群", "沈望舒", "陆远航", "程小满", "顾南乔", "钟一鸣", "罗青山")
CHANNELS, TOWNS = ("xw", "ms", "wh", "jj", "ly"), ("qingling", "linxi", "liutang", "shiqiao", "antang")
OUTLETS = ("江州日报", "青陵日报", "江州晚报", "江州新闻网")
SAID = (
    "{place}的{matter}工程自去年三月动工，前后用了{number}个月，比原定工期早了二十天。",
    "记者在现场看到，{matter}门前新铺了青石路面，两侧种了{number}棵香樟树。",
    "据项目负责人介绍，全部投资为{number}万元，其中三成由各村自筹，账目已经张榜公布。",
    "住在附近的居民说，以前办一趟事要走{number}里路，现在出门就到，老人和孩子都方便多了。",
    "施工期间，{place}共组织{number}名村民投工投劳，没有发生一起安全事故。",
    "下一步，{place}还将把{matter}同沿河的老码头连成一线，让来的人有地方歇脚。",
    "县里的有关部门表示，这样的项目今年还要再建{number}处，选址正在征求各村意见。",
    "{matter}的旧料也没有浪费，拆下来的{number}根梁木修补后用在了门廊上。",
)


@dataclass(frozen=True, slots=True)
class Story:
    """What a page of it has to say."""

    number: int
    title: str
    at: datetime
    source: str
    reporter: str
    editor: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Template:
    """How one section shows its stories. `names` are the classes of box, headline, facts, text and foot."""

    section: str
    names: tuple[str, str, str, str, str]
    facts: Callable[[Story], str]
    wrap: Callable[[Sequence[str], str], str]
    aside_first: bool
    changes: tuple[str, ...] = ()

    def url(self, story: Story) -> str:
        return f"http://www.yunzhou.example/{self.section}/{story.at:%Y%m}/t{story.at:%Y%m%d}_{story.number}.html"

    def page(self, story: Story) -> bytes:
        return _page(self, story).encode()


def story(number: int, day: date, rng: random.Random) -> Story:
    """A story of `day`, of three to eight paragraphs."""
    place, matter = rng.choice(PLACES), rng.choice(MATTERS)
    said = rng.sample(SAID, rng.randint(3, len(SAID)))
    paragraphs = tuple(text.format(place=place, matter=matter, number=rng.randint(3, 900)) for text in said)
    at = datetime(day.year, day.month, day.day, rng.randint(6, 21), rng.randint(0, 59))
    people = rng.sample(PEOPLE, 2)
    title = f"{place}{rng.choice(('新', '老', '东', '西'))}{matter}{rng.choice(ACTS)}"
    return Story(number, title, at, rng.choice(OUTLETS), people[0], people[1], paragraphs)


_FACTS: tuple[Callable[[Story], str], ...] = (
    lambda s: f"{s.at:%Y-%m-%d %H:%M} 来源：{s.source} 记者：{s.reporter}",
    lambda s: (
        f"<span>发布时间：{s.at:%Y年%m月%d日 %H:%M}</span> <span>来源：{s.source}</span> <span>记者：{s.reporter}</span>"
    ),
    lambda s: f"来源：{s.source} | 作者：{s.reporter} | {s.at:%Y-%m-%d %H:%M:%S}",
    lambda s: f"<em>{s.at:%Y/%m/%d %H:%M}</em><i>{s.source}</i><b>记者 {s.reporter}</b>",
)
_WRAPS: tuple[Callable[[Sequence[str], str], str], ...] = (
    lambda texts, name: f'<div class="{name}">' + "".join(f"<p>　　{t}</p>" for t in texts) + "</div>",
    lambda texts, name: f'<div id="{name}">' + "<br><br>".join(f"　　{t}" for t in texts) + "</div>",
    lambda texts, name: f'<td id="{name}">' + "".join(f"<p>{t}</p>\n" for t in texts) + "</td>",
    lambda texts, name: (
        f'<article class="{name}">' + "".join(f"<div>{t}</div>" for t in texts) + "</article>"
    ),
)


STEMS = ("wrap", "main", "cont", "txt", "box", "show", "detail", "zw", "art", "news", "view")


def template(section: str, rng: random.Random, unlike: Template | None = None) -> Template:
    """A template drawn at random, with none of the names of `unlike`."""
    used = [name.rstrip("0123456789") for name in unlike.names] if unlike else []
    names = [f"{stem}{rng.randint(1, 99)}" for stem in rng.sample([s for s in STEMS if s not in used], 5)]
    chosen = rng.choice(_FACTS), rng.choice(_WRAPS)
    return Template(section, (names[0], names[1], names[2], names[3], names[4]), *chosen, rng.random() < 0.5)


def site(seed: int, templates: int) -> list[Template]:
    """The templates of one site."""
    rng = random.Random(seed)
    return [template(f"{CHANNELS[number % 5]}{TOWNS[number // 5]}", rng) for number in range(templates)]


REDESIGNS = (
    "renamed", "teaser", "stolen", "dateless", "facts_below", "rebuilt", "unlabelled", "picture_headline",
    "no_credits", "shell",
)  # fmt: skip


def redesigned(old: Template, how: str, rng: random.Random) -> Template:
    """`old` after one of REDESIGNS."""
    new = template(old.section, rng, unlike=old)
    if how == "rebuilt":
        return new
    keeps = how in ("teaser", "dateless", "facts_below", "unlabelled", "picture_headline", "no_credits")
    return replace(old if keeps else replace(old, names=new.names), changes=(how,))


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def _page(shown: Template, told: Story) -> str:
    box, head, facts, text, foot = shown.names
    how = shown.changes[0] if shown.changes else ""
    if how == "shell":
        return f'<html><head><title>{told.title}_江州新闻网</title></head><body><div id="app"></div><script src="/a.js"></script></body></html>'
    headline = f'<h1 class="{head}">{told.title}</h1>'
    if how == "picture_headline":
        headline = f'<div class="{head}"><img src="/t/{told.number}.png"></div>'
    line = f'<div class="{facts}">{_facts(shown, told, how)}</div>'
    texts = told.paragraphs[:1] if how == "teaser" else told.paragraphs
    body = shown.wrap(texts, text)
    if how == "teaser":
        body += f'<script>loadRest("/api/{told.number}.json")</script>'
    below = f'<div class="{foot}">责任编辑：{told.editor}</div>' if how != "no_credits" else ""
    story = f"{headline}{body}{line}{below}" if how == "facts_below" else f"{headline}{line}{body}{below}"
    if "<td" in story:
        story = f"<table><tr>{story.replace('<h1', '<td><h1').replace('</h1>', '</h1></td></tr><tr><td>', 1)}</td></tr></table>"
    aside = _aside(told, text if how == "stolen" else "side")
    parts = [aside, story] if shown.aside_first else [story, aside]
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{told.title}_江州新闻网</title></head><body>'
        f'<div class="nav"><a href="/">首页</a> <a href="/{shown.section}/">本地</a> <a href="/v/">视频</a></div>'
        f'<div class="crumb"><a href="/">首页</a> &gt; <a href="/{shown.section}/">本地新闻</a> &gt; 正文</div>'
        f'<div class="{box}">{"".join(parts)}</div><div class="foot">江州新闻网版权所有 未经授权不得转载</div></body></html>'
    )


def _facts(shown: Template, told: Story, how: str) -> str:
    if how == "dateless":
        return f"来源：{told.source} 记者：{told.reporter}<script>showTime()</script>"
    if how == "unlabelled":
        return f"{told.source} {told.reporter}"
    if how == "no_credits":
        return f"{told.at:%Y-%m-%d %H:%M}"
    return shown.facts(told)


def _aside(told: Story, name: str) -> str:
    rng = random.Random(told.number)
    rows = [
        f'<li><a href="/x/{rng.randint(1, 999)}.html">{rng.choice(PLACES)}{rng.choice(MATTERS)}{rng.choice(ACTS)}</a></li>'
        for _ in range(8)
    ]
    return f'<div class="{name}"><h3>热点推荐</h3><ul>{"".join(rows)}</ul></div>'
