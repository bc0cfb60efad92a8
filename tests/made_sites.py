"""Invented news sites in the templates of common content systems, as path → page: what a crawl has to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.crawling import Answer

CHANNELS = ("要闻", "民生", "文化", "县区")
PAGES = 3
PER_PAGE = 7
PLACES = ("青陵", "临溪", "柳塘", "石桥", "安塘", "江口", "云洲")
MATTERS = ("水厂", "廊桥", "粮站", "图书馆", "渡口", "茶市", "校舍", "步道", "灯会", "果园", "戏台", "书院")
ACTS = ("建成", "开放", "修缮完工", "迎来首批访客", "启用", "年内动工")
ADVERBS = ("昨日", "本月", "如期", "顺利")
NAMES = ("council", "bridge", "harbour", "library", "market", "school", "ferry", "orchard", "stage", "trail")


@dataclass(frozen=True)
class Story:
    """One article: its running number, channel, day, headline and English name."""

    number: int
    channel: int
    day: date
    title: str
    slug: str


@dataclass(frozen=True)
class Template:
    """The addresses of one content system. `page`: of the second and later pages of a channel's list."""

    article: Callable[[Story], str]
    channel: Callable[[int], str]
    page: Callable[[int, int], str]
    # Pages that are linked and hold no article: headline or name of the link by path.
    others: dict[str, str] = field(default_factory=dict)
    dated: bool = True


WORDS = ("yw", "ms", "wh", "xq")
ABOUT = {
    "/about.html": "关于我们",
    "/contact.html": "联系我们",
    "/login.php": "登录",
    "/search.php?q=1": "搜索",
}
TEMPLATES = {
    "wordpress": Template(
        lambda s: f"/{s.day:%Y/%m}/{s.slug}/",
        lambda c: f"/category/{WORDS[c]}/",
        lambda c, n: f"/category/{WORDS[c]}/page/{n}/",
        {
            "/tag/bridge/": "廊桥",
            "/author/admin/": "编辑部",
            "/2024/01/": "2024年一月",
            "/wp-login.php": "登录",
        },
    ),
    "phpcms": Template(
        lambda s: f"/index.php?m=content&c=index&a=show&catid={s.channel + 6}&id={s.number}",
        lambda c: f"/index.php?m=content&c=index&a=lists&catid={c + 6}",
        lambda c, n: f"/index.php?m=content&c=index&a=lists&catid={c + 6}&page={n}",
        {"/index.php?m=member&c=index&a=login": "登录", **ABOUT},
    ),
    "trs": Template(
        lambda s: f"/{WORDS[s.channel]}/{s.day:%Y%m}/t{s.day:%Y%m%d}_{s.number + 21250000}.html",
        lambda c: f"/{WORDS[c]}/",
        lambda c, n: f"/{WORDS[c]}/index_{n - 1}.html",
        ABOUT,
    ),
    "jeecms": Template(
        lambda s: f"/{WORDS[s.channel]}/{s.number}.jhtml",
        lambda c: f"/{WORDS[c]}/index.jhtml",
        lambda c, n: f"/{WORDS[c]}/index_{n}.jhtml",
        ABOUT,
    ),
    "jcms": Template(
        lambda s: f"/art/{s.day.year}/{s.day.month}/{s.day.day}/art_{s.channel + 11}_{s.number}.html",
        lambda c: f"/col/col{c + 11}/index.html",
        lambda c, n: f"/col/col{c + 11}/index.html?uid=31&pageNum={n}",
        ABOUT,
    ),
    "query": Template(
        lambda s: f"/show.php?id={s.number}",
        lambda c: f"/list.php?cid={c + 1}",
        lambda c, n: f"/list.php?cid={c + 1}&page={n}",
        ABOUT,
        dated=False,
    ),
    "slugs": Template(
        lambda s: f"/{WORDS[s.channel]}/{s.slug}.html",
        lambda c: f"/{WORDS[c]}/",
        lambda c, n: f"/{WORDS[c]}/page{n}.html",
        ABOUT,
    ),
    "folders": Template(
        lambda s: f"/{s.slug}/",
        lambda c: f"/{WORDS[c]}/",
        lambda c, n: f"/{WORDS[c]}/?page={n}",
        ABOUT,
        dated=False,
    ),
    "webplus": Template(
        lambda s: f"/{s.day:%Y/%m%d}/c{s.channel + 901}a{s.number + 40000}/page.htm",
        lambda c: f"/{c + 901}/list.htm",
        lambda c, n: f"/{c + 901}/list{n}.htm",
        ABOUT,
    ),
    "sitebuilder": Template(
        lambda s: f"/info/{s.channel + 1041}/{s.number + 2000}.htm",
        lambda c: f"/{WORDS[c]}.htm",
        # These count their pages down.
        lambda c, n: f"/{WORDS[c]}/{PAGES - n + 1}.htm",
        ABOUT,
    ),
}


@dataclass
class MadeSite:
    """Paths with their pages, and the paths of the articles among them."""

    pages: dict[str, Answer]
    articles: dict[str, Story]


def stories() -> list[Story]:
    """The articles of every site, newest first; titles and texts are all different."""
    made = []
    for number in range(len(CHANNELS) * PAGES * PER_PAGE):
        place, matter = PLACES[number % 7], MATTERS[number % 12]
        act, adverb = ACTS[number // 12 % 6], ADVERBS[number // 7 % 4]
        # Every ninth headline is shorter than most.
        title = (
            f"{place}{matter}{act[:2]}"
            if number % 9 == 0
            else f"{place}县{matter}{adverb}{act} 工期{number + 20}天"
        )
        slug = f"{NAMES[number % 10]}-{NAMES[number // 10 % 10]}-opens-{number + 1}"
        made.append(Story(number + 1000, number % 4, date(2024, 3, 20) - timedelta(days=number), title, slug))
    return made


def make(template: Template) -> MadeSite:
    """The whole site of a template."""
    made = stories()
    articles = {template.article(story): story for story in made}
    pages = {path: Answer(_article(template, story, made)) for path, story in articles.items()}
    pages["/"] = Answer(_home(template, made))
    for channel in range(len(CHANNELS)):
        own = [story for story in made if story.channel == channel]
        for number in range(PAGES):
            path = template.page(channel, number + 1) if number else template.channel(channel)
            entries = own[number * PER_PAGE : (number + 1) * PER_PAGE]
            pages[path] = Answer(_list(template, channel, number + 1, entries))
    for path, name in template.others.items():
        pages[path] = Answer(_page(f"{name}", f"<p>{name}</p>{_entries(template, made[:5])}", template))
    return MadeSite(pages, articles)


def _home(template: Template, made: list[Story]) -> str:
    blocks = [
        f'<div class="box"><h2><a href="{template.channel(c)}">{CHANNELS[c]}</a></h2>'
        f"{_entries(template, [story for story in made if story.channel == c][:4])}</div>"
        for c in range(len(CHANNELS))
    ]
    return _page("江州网", "".join(blocks), template)


def _list(template: Template, channel: int, number: int, entries: list[Story]) -> str:
    bar = " ".join(
        f'<a href="{template.page(channel, n) if n > 1 else template.channel(channel)}">{n}</a>'
        for n in range(1, PAGES + 1)
        if n != number
    )
    following = f'<a href="{template.page(channel, number + 1)}">下一页</a>' if number < PAGES else ""
    name = CHANNELS[channel]
    return _page(
        name,
        f"<h2>{name}</h2>{_entries(template, entries)}<div class='page'>{bar} {following}</div>",
        template,
    )


def _article(template: Template, story: Story, made: list[Story]) -> str:
    near = [other for other in made if other.channel == story.channel and other is not story][:3]
    text = "".join(f"<p>{sentence}</p>" for sentence in _text(story))
    return _page(
        f"{story.title}_江州网",
        f'<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="{template.channel(story.channel)}">'
        f"{CHANNELS[story.channel]}</a> &gt; 正文</div><h1>{story.title}</h1>"
        f'<div class="info">{story.day:%Y-%m-%d} 09:{story.number % 60:02d} 来源：江州日报</div>'
        f'<div class="content">{text}</div><div class="related"><h3>相关阅读</h3>{_entries(template, near)}</div>',
        template,
    )


def _text(story: Story) -> list[str]:
    n, subject = story.number, story.title
    return [
        f"“等了{n % 7 + 2}年，总算盼来了。”第{n}号门牌的住户邱根生一早就站在村口，他说的正是{subject}这件事。",
        f"据介绍，工程占地{n * 3}平方米，投入劳力{n * 5}人次，用去木料{n + 17}方，前后历时{n % 11 + 3}个月，没有占用一亩耕地。",
        f"下一步，当地还将整修{n % 5 + 2}条便道，栽下{n * 2}棵香樟，让{story.slug.count('-') + n}户人家出门就能走上平整的路。",
    ]


def _entries(template: Template, entries: list[Story]) -> str:
    rows = [
        f'<li><a href="{template.article(story).replace("&", "&amp;")}">{story.title}</a>'
        f"{f'<span>{story.day:%Y-%m-%d}</span>' if template.dated else ''}</li>"
        for story in entries
    ]
    return f"<ul>{''.join(rows)}</ul>"


def _page(title: str, body: str, template: Template) -> str:
    menu = "".join(
        f'<a href="{template.channel(c).replace("&", "&amp;")}">{CHANNELS[c]}</a> '
        for c in range(len(CHANNELS))
    )
    foot = "".join(
        f'<a href="{path.replace("&", "&amp;")}">{name}</a> ' for path, name in template.others.items()
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<div class="nav"><a href="/">首页</a> {menu}</div>{body}<div class="foot">{foot}</div></body></html>'
    )
