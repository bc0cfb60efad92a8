"""Whole invented sites with all that stands around news: path → page, and which paths are articles.

Unlike `made_sites`, which differ in their addresses, these differ in markup, encoding, and in what else they hold:
forums, members, tags, print views, mobile twins, an English section, calendars, letters, leaders, forms.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.crawling import Answer
from tests.made_sites import Story, stories

NAMES = ("要闻动态", "通知公告", "部门信息", "乡镇街道")


@dataclass
class WholeSite:
    """`pages` by path; `articles`: the paths of articles; `start`; `js`: what has to be drawn."""

    pages: dict[str, Answer] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
    start: str = "/"
    js: str = ""

    def add(self, path: str, body: str, charset: str = "utf-8", declared: str = "") -> None:
        html = f'<!DOCTYPE html><html><head><meta charset="{declared or charset}">{body}</html>'
        self.pages[path] = Answer(html.encode(charset, "xmlcharrefreplace"))


def _paragraphs(story: Story, count: int = 3) -> list[str]:
    n = story.number
    texts = [
        f"“盼了{n % 7 + 2}年，总算等来了。”第{n}号门牌的住户一早就站在村口，他说的正是{story.title}这件事。",
        f"据介绍，工程占地{n * 3}平方米，投入劳力{n * 5}人次，前后历时{n % 11 + 3}个月，没有占用一亩耕地。",
        f"下一步，当地还将整修{n % 5 + 2}条便道，栽下{n * 2}棵香樟，让{n % 90 + 40}户人家出门就能走上平整的路。",
        f"记者在现场看到，{n % 60 + 12}名工人正在清理最后一段护坡，预计{n % 20 + 5}天后全部完工，沿线的路灯也已亮起。",
    ]
    return texts[:count]


def _rows(entries: Iterable[tuple[str, str, str]], form: str) -> str:
    return "".join(
        form.format(url=url.replace("&", "&amp;"), title=title, date=date) for url, title, date in entries
    )


def _paged(items: list[Story], size: int) -> list[list[Story]]:
    return [items[at : at + size] for at in range(0, len(items), size)]


def _lists(
    site: WholeSite,
    name: str,
    items: list[Story],
    address: Callable[[Story], str],
    page_of: Callable[[int], str],
    draw: Callable[[str, str, str], str],
    form: str,
    size: int = 8,
    charset: str = "utf-8",
) -> None:
    """The list of a channel in pages, with a bar of numbers and words below."""
    parts = _paged(items, size)
    for number, part in enumerate(parts, 1):
        bar = "".join(
            f'<a href="{page_of(n).replace("&", "&amp;")}">{n}</a> '
            for n in range(1, len(parts) + 1)
            if n != number
        )
        after = (
            f'<a href="{page_of(number + 1).replace("&", "&amp;")}">下一页</a>' if number < len(parts) else ""
        )
        entries = _rows(((address(s), s.title, f"{s.day:%Y-%m-%d}") for s in part), form)
        site.add(page_of(number), draw(name, entries, f'<div class="pages">{bar}{after}</div>'), charset)


def gov() -> WholeSite:
    """A department on 大汉: /art/Y/M/D/art_c_n.html, columns by number, leaders, letters, forms, an English page."""
    site, made = WholeSite(), stories()

    def article(s):
        return f"/art/{s.day.year}/{s.day.month}/{s.day.day}/art_{s.channel + 1229}_{s.number + 58000}.html"

    def page_of(c):
        return lambda n: f"/col/col{c + 1229}/index.html" + (f"?uid=77&pageNum={n}" if n > 1 else "")

    others = {
        "/col/col1300/index.html": (
            "领导之窗",
            "".join(
                f'<li><a href="/art/2023/1/1/art_1300_{n}.html">副局长{n}</a></li>' for n in range(901, 906)
            ),
        ),
        "/col/col1301/index.html": (
            "局长信箱",
            "".join(
                f'<li><a href="/hudong/mail/show_{n}.html">关于路灯不亮的来信</a> 已办结</li>'
                for n in range(5)
            ),
        ),
        "/col/col1302/index.html": (
            "依申请公开",
            '<form action="/apply"><input name="a">申请人<input name="b">联系电话</form>',
        ),
        "/english/index.html": ("English", "<p>Welcome to the Bureau.</p>"),
        "/col/col1303/index.html": ("机构设置", "<p>办公室：负责文电、会务。</p><p>电话：0789-66001</p>"),
    }
    for n in range(901, 906):
        others[f"/art/2023/1/1/art_1300_{n}.html"] = (f"副局长{n}", "<p>分管：水利、农机。</p>")
    for n in range(5):
        others[f"/hudong/mail/show_{n}.html"] = (
            "来信",
            "<table><tr><td>来信人</td><td>李**</td></tr><tr><td>办理状态</td><td>已办结</td></tr></table>",
        )
    nav = "".join(f'<li><a href="{page_of(c)(1)}">{NAMES[c]}</a></li>' for c in range(4)) + "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, (name, _) in others.items()
        if "/col/" in path or "english" in path
    )

    def draw(title: str, entries: str, bar: str) -> str:
        return (
            f"<title>江州市水利局 {title}</title></head><body><div id='top'><a href='/'>网站首页</a><a href='/search/?q='>搜索</a></div>"
            f"<ul class='nav'>{nav}</ul><div class='main'><div class='title'>{title}</div><ul>{entries}</ul>{bar}</div>"
            "<div id='foot'>主办：江州市水利局 <a href='/col/col1304/index.html'>网站地图</a> 备案号：000000</div></body>"
        )

    form = "<li><a href='{url}' title='{title}'>{title}</a><span>{date}</span></li>"
    for c in range(4):
        _lists(site, NAMES[c], [s for s in made if s.channel == c], article, page_of(c), draw, form)
    home = "".join(
        _rows(
            ((article(s), s.title, f"{s.day:%m-%d}") for s in made if s.channel == c and s.number < 1020),
            form,
        )
        for c in range(4)
    )
    site.add("/", draw("首页", home, ""))
    for path, (name, body) in others.items():
        site.add(path, draw(name, body, ""))
    for s in made:
        # Every fifth is a bare notice: two sentences.
        text = "".join(f"<p>{p}</p>" for p in _paragraphs(s, 2 if s.number % 5 == 0 else 4))
        site.add(
            article(s),
            f'<title>{s.title}</title><meta name="ArticleTitle" content="{s.title}"><meta name="PubDate" content="{s.day:%Y-%m-%d} 10:00">'
            f'<meta name="ContentSource" content="市水利局"></head><body><ul class="nav">{nav}</ul><table id="article"><tr><td class="title">{s.title}</td></tr>'
            f'<tr><td>发布日期：{s.day:%Y-%m-%d} 来源：市水利局 字体：[<a href="javascript:">大</a>]</td></tr><tr><td><div id="zoom">{text}</div></td></tr></table>'
            '<a href="javascript:window.print()">打印</a></body>',
        )  # fmt: skip
        site.articles.add(article(s))
    return site


def asp() -> WholeSite:
    """An old county site in GBK that calls itself gb2312: news.asp?id=, tables, print views, a guest book."""
    site, made = WholeSite(), stories()[:60]

    def article(s):
        return f"/news.asp?id={s.number}"

    def page_of(c):
        return lambda n: f"/class.asp?classid={c + 1}" + (f"&page={n}" if n > 1 else "")

    menu = "".join(f'<td><a href="{page_of(c)(1)}">{NAMES[c]}</a></td>' for c in range(4))
    menu += '<td><a href="/gbook.asp">留言本</a></td><td><a href="/reg.asp">会员注册</a></td><td><a href="/about.asp?id=1">本站简介</a></td>'

    def draw(title: str, entries: str, bar: str) -> str:
        return (
            f"<title>{title}-江州信息港</title></head><body><table width=778><tr><td><a href=/>首页</a></td>{menu}</tr></table>"
            f"<table><tr><td width=180><form action=/search.asp>搜索<input name=key></form></td><td><table>{entries}</table>{bar}</td></tr></table>"
            "<center>版权所有 江州信息港 <a href=/admin/login.asp>管理</a></center></body>"
        )

    form = "<tr><td>·<a href={url} target=_blank>{title}</a></td><td><font color=#999999>({date})</font></td></tr>"
    for c in range(4):
        _lists(
            site,
            NAMES[c],
            [s for s in made if s.channel == c],
            article,
            page_of(c),
            draw,
            form,
            charset="gb18030",
        )
    site.add(
        "/",
        draw("首页", _rows(((article(s), s.title, f"{s.day:%m-%d}") for s in made[:20]), form), ""),
        "gb18030",
        "gb2312",
    )
    for s in made:
        text = "<br>　　".join(_paragraphs(s))
        tools = f'<a href="/print.asp?id={s.number}">打印本页</a> <a href="/comment.asp?id={s.number}">发表评论</a>'
        body = f"<tr><td align=center><b>{s.title}</b></td></tr><tr><td>作者：佚名 来源：江州报 点击数：{s.number % 90} 更新时间：{s.day.year}-{s.day.month}-{s.day.day}</td></tr><tr><td>　　{text}</td></tr><tr><td>{tools}</td></tr>"
        site.add(article(s), draw(s.title, body, ""), "gb18030", "gb2312")
        site.add(
            f"/print.asp?id={s.number}",
            f"<title>{s.title}</title></head><body><h3>{s.title}</h3>　　{text}</body>",
            "gb18030",
        )
        site.add(f"/comment.asp?id={s.number}", draw("评论", "<tr><td>暂无评论</td></tr>", ""), "gb18030")
        site.articles.add(article(s))
    for n in range(1, 5):
        posts = "".join(
            f"<tr><td>网友{i}</td><td>你们的网站办得不错，希望多登些乡下的消息，我们都爱看。</td></tr>"
            for i in range(6)
        )
        site.add(
            f"/gbook.asp?page={n}" if n > 1 else "/gbook.asp",
            draw("留言本", posts, f'<a href="/gbook.asp?page={n + 1}">下一页</a>'),
            "gb18030",
        )
    site.add(
        "/about.asp?id=1",
        draw(
            "本站简介",
            "<tr><td>江州信息港创办于2001年，是本县的综合网站，每天更新本地消息，欢迎各界人士来稿。</td></tr>",
            "",
        ),
        "gb18030",
    )
    return site


def wordpress() -> WholeSite:
    """A local magazine on WordPress: slugs, tags, authors, months, days, feeds, comments, an English section."""
    site, made = WholeSite(), stories()[:60]

    def article(s):
        return f"/archives/{s.number * 7}"

    slugs = ("news", "notice", "people", "towns")

    def page_of(c):
        return lambda n: f"/category/{slugs[c]}" + (f"/page/{n}" if n > 1 else "")

    tags = "".join(
        f'<a href="/tag/{t}" class="tag-cloud-link">{t}</a> ' for t in ("bridge", "tea", "river", "school")
    )
    months = sorted({f"/{s.day:%Y/%m}" for s in made})
    days = {f"/{s.day:%Y/%m/%d}": s for s in made}
    calendar = "".join(f'<td><a href="{day}">{s.day.day}</a></td>' for day, s in list(days.items())[:20])

    def draw(title: str, entries: str, bar: str) -> str:
        return (
            f'<title>{title} – 江州志</title><link rel="alternate" type="application/rss+xml" href="/feed"></head><body class="archive"><nav>'
            + "".join(f'<a href="{page_of(c)(1)}">{NAMES[c]}</a>' for c in range(4))
            + f'<a href="/en">English</a></nav><main>{entries}{bar}</main><aside><div class="tagcloud">{tags}</div><table id="wp-calendar"><tr>{calendar}</tr></table>'
            + "".join(f'<a href="{m}">{m[1:5]}年{m[6:]}月</a>' for m in months)
            + '<a href="/wp-login.php">登录</a><a href="/author/lin">林编辑</a></aside></body>'
        )

    form = '<article><h2><a href="{url}" rel="bookmark">{title}</a></h2><div><time>{date}</time> <a href="/author/lin">林编辑</a></div><p>盼了几年，总算等来了……<a href="{url}#more" class="more-link">继续阅读</a></p></article>'

    def rows(items):
        return _rows(((article(s), s.title, f"{s.day:%Y-%m-%d}") for s in items), form)

    for c in range(4):
        _lists(site, NAMES[c], [s for s in made if s.channel == c], article, page_of(c), draw, form)
    _lists(site, "首页", made, article, lambda n: f"/page/{n}" if n > 1 else "/", draw, form, 10)
    for at, t in enumerate(("bridge", "tea", "river", "school")):
        site.add(f"/tag/{t}", draw(t, rows(made[at::4]), ""))
    for m in months:
        site.add(m, draw(m, rows([s for s in made if f"/{s.day:%Y/%m}" == m]), ""))
    for day, s in days.items():
        site.add(day, draw(day, rows([s]), ""))
    site.add("/author/lin", draw("林编辑", rows(made[:10]), ""))
    site.add("/en", draw("English", "<p>Stories from the river town.</p>", ""))
    for s in made:
        text = "".join(f"<p>{p}</p>" for p in _paragraphs(s))
        comments = f'<ol class="commentlist"><li>阿贵：写得好，我家就住在边上。<a href="{article(s)}?replytocom={s.number}#respond">回复</a></li></ol>'
        site.add(
            article(s),
            draw(
                s.title,
                f'<article><h1 class="entry-title">{s.title}</h1><div class="entry-meta"><time datetime="{s.day}T08:00:00+08:00">{s.day}</time> 作者：林编辑</div><div class="entry-content">{text}</div></article>{comments}',
                "",
            ),
        )
        site.pages[f"{article(s)}?replytocom={s.number}"] = site.pages[article(s)]
        site.articles.add(article(s))
    return site


def epaper() -> WholeSite:
    """A printed paper: days → editions → articles; the front page is a frame that leads to the latest issue."""
    site, made = WholeSite(), stories()
    days = sorted({s.day for s in made})[-7:]

    def folder(d):
        return f"/jzrb/html/{d:%Y-%m/%d}"

    for at, day in enumerate(days):
        names = "".join(
            f'<li><a href="node_{e + 2}.htm">第{e + 1:02d}版：{NAMES[e]}</a> <a href="page_{e + 2}.pdf">PDF</a></li>'
            for e in range(4)
        )
        turn = "".join(
            f'<a href="{folder(days[n])}/node_2.htm">{word}</a>'
            for n, word in ((at - 1, "上一期"), (at + 1, "下一期"))
            if 0 <= n < len(days)
        )
        for e in range(4):
            items = made[(at * 12 + e * 3) % 84 : (at * 12 + e * 3) % 84 + 3]
            paths = [f"content_{at * 12 + e * 3 + n + 500}.htm" for n in range(len(items))]
            links = "".join(
                f'<li><a href="{path}">{s.title}</a></li>' for path, s in zip(paths, items, strict=True)
            )
            areas = "".join(f'<area coords="1,1,9,9" href="{path}">' for path in paths)
            head = f"<title>江州日报</title></head><body><div>{turn}</div><div>第{e + 1:02d}版：{NAMES[e]}</div><map>{areas}</map>"
            site.add(f"{folder(day)}/node_{e + 2}.htm", f"{head}<ul>{links}</ul><ul>{names}</ul></body>")
            for path, s in zip(paths, items, strict=True):
                text = "".join(f"<p>{p}</p>" for p in _paragraphs(s))
                site.add(
                    f"{folder(day)}/{path}",
                    f"{head}<founder-title><h1>{s.title}</h1></founder-title><div id='ozoom'><founder-content>{text}</founder-content></div><ul>{names}</ul><ul>{links}</ul></body>",
                )
                site.articles.add(f"{folder(day)}/{path}")
    site.add(
        "/",
        f"<title>江州日报</title></head><body><a href='{folder(days[-1])}/node_2.htm'>阅读今日报纸</a><a href='/order.html'>订阅</a></body>",
    )
    site.add("/order.html", "<title>订阅</title></head><body><p>全年定价三百元，电话订阅。</p></body>")
    return site


def portal() -> WholeSite:
    """A city portal: /a/YYYYMM/DD/cN.html beside a forum, members, pictures, videos, topics, a mobile twin."""
    site, made = WholeSite(), stories()

    def article(s):
        return f"/a/{s.day:%Y%m/%d}/c{s.number + 31000}.html"

    words = ("sh", "gg", "bm", "xz")

    def page_of(c):
        return lambda n: f"/{words[c]}/" + (f"index_{n}.shtml" if n > 1 else "")

    nav = "".join(f'<a href="{page_of(c)(1)}">{NAMES[c]}</a>' for c in range(4))
    nav += '<a href="/bbs/">社区</a><a href="/video/">视频</a><a href="/zt/lantern/">灯会专题</a><a href="/m/">手机版</a><a href="/so/?k=">搜索</a>'

    def draw(title: str, entries: str, bar: str) -> str:
        return f"<title>{title}_江州在线</title></head><body><div class=nav>{nav}</div><div class=list>{entries}</div>{bar}<div class=foot><a href='/about/about.html'>关于我们</a><a href='/about/job.html'>人才招聘</a><a href='http://www.other.example/'>友情链接</a></div></body>"

    form = '<div class="item"><a class="pic" href="{url}"><img src="/i.jpg"></a><h3><a href="{url}">{title}</a></h3><span>{date}</span></div>'

    def rows(items):
        return _rows(((article(s), s.title, f"{s.day:%Y-%m-%d}") for s in items), form)

    for c in range(4):
        _lists(site, NAMES[c], [s for s in made if s.channel == c], article, page_of(c), draw, form)
    site.add("/", draw("首页", rows(made[:30]), ""))
    site.add("/zt/lantern/", draw("灯会专题", rows(made[40:50]), ""))
    site.add(
        "/about/about.html",
        draw(
            "关于我们",
            "<p>江州在线是本市的综合门户网站，创办于1999年，每天为市民提供本地消息和生活服务，联系电话见下。</p>"
            * 3,
            "",
        ),
    )
    site.add(
        "/about/job.html",
        draw("人才招聘", "<p>招聘编辑两名，要求本科以上学历，有责任心，文字功底好，待遇面议。</p>" * 2, ""),
    )
    site.add("/m/", draw("手机版", _rows(((f"/m{article(s)}", s.title, "") for s in made[:20]), form), ""))
    site.add(
        "/video/",
        draw(
            "视频",
            "".join(f'<a href="/video/v{n}.html">江州灯会航拍第{n}集高清完整版</a>' for n in range(100, 112)),
            "",
        ),
    )
    for n in range(100, 112):
        site.add(
            f"/video/v{n}.html",
            draw(
                f"江州灯会航拍第{n}集",
                "<h1>江州灯会航拍</h1><video src='/v.mp4'></video><p>播放：3021次</p>",
                "",
            ),
        )
    site.add(
        "/bbs/",
        draw("社区", "".join(f'<a href="/bbs/forum-{n}-1.html">版块{n}</a>' for n in range(1, 4)), ""),
    )
    for n in range(1, 4):
        threads = "".join(
            f'<tr><td><a href="/bbs/thread-{n}{i:03d}-1-1.html">大家说说哪家的面条最好吃呢第{i}楼</a></td><td><a href="/bbs/space-uid-{i}.html">网友{i}</a></td></tr>'
            for i in range(12)
        )
        site.add(
            f"/bbs/forum-{n}-1.html",
            draw(f"版块{n}", f"<table>{threads}</table>", f'<a href="/bbs/forum-{n}-2.html">下一页</a>'),
        )
        for i in range(12):
            posts = "".join(
                f"<div class=post><a href='/bbs/space-uid-{i}.html'>网友{i}</a><p>我觉得老街口那家的面条不错，汤头很鲜，老板人也和气，下次还去，第{n * 100 + i * 7 + k}号的朋友可以试试看，{i + k}块钱一碗，{n}两面。</p></div>"
                for k in range(5)
            )
            site.add(f"/bbs/thread-{n}{i:03d}-1-1.html", draw("大家说说哪家的面条最好吃呢", posts, ""))
            site.add(f"/bbs/space-uid-{i}.html", draw(f"网友{i}的空间", "<p>积分：30</p>", ""))
    for s in made:
        text = "".join(f"<p>{p}</p>" for p in _paragraphs(s, 4))
        near = rows([o for o in made if o.channel == s.channel and o is not s][:4])
        body = f"<h1>{s.title}</h1><div class=info><span>{s.day:%Y-%m-%d} 09:12</span> <span>来源：江州晚报</span> <a href='/bbs/'>我要评论</a></div><div class=content>{text}</div><div class=rel><h4>相关阅读</h4>{near}</div>"
        site.add(article(s), draw(s.title, body, ""))
        site.add(
            f"/m{article(s)}",
            f"<title>{s.title}</title><link rel=canonical href='{article(s)}'></head><body><h1>{s.title}</h1>{text}</body>",
        )
        site.articles.add(article(s))
    return site


def discuz() -> WholeSite:
    """A community whose portal has news: article-N-1.html beside threads, blogs and albums of members."""
    site, made = WholeSite(), stories()[:60]

    def article(s):
        return f"/article-{s.number}-1.html"

    def page_of(c):
        return lambda n: f"/portal.php?mod=list&catid={c + 1}" + (f"&page={n}" if n > 1 else "")

    nav = "".join(f'<a href="{page_of(c)(1).replace("&", "&amp;")}">{NAMES[c]}</a>' for c in range(4))
    nav += '<a href="/forum.php">论坛</a><a href="/home.php?mod=space&amp;do=blog">日志</a><a href="/member.php?mod=register">注册</a>'

    def draw(title: str, entries: str, bar: str) -> str:
        return f'<title>{title} - 江州论坛</title></head><body id="nv_portal"><div id="nv">{nav}</div><div class="bm">{entries}</div>{bar}<div id="ft"><a href="/archiver/">Archiver</a><a href="/misc.php?mod=stat">统计</a></div></body>'

    form = '<dl class="bbda"><dt><a href="{url}" class="xi2">{title}</a></dt><dd><span class="xg1">{date} 10:24</span></dd></dl>'
    for c in range(4):
        _lists(site, NAMES[c], [s for s in made if s.channel == c], article, page_of(c), draw, form)
    threads = "".join(
        f'<li><a href="/thread-{n}-1-1.html">转让老街旺铺一间价格面议非诚勿扰{n}</a> <a href="/space-uid-{n}.html">某某</a></li>'
        for n in range(700, 730)
    )
    site.add(
        "/", draw("首页", _rows(((article(s), s.title, f"{s.day}") for s in made[:12]), form) + threads, "")
    )
    site.add(
        "/forum.php",
        draw(
            "论坛",
            "".join(
                f'<a href="/forum-{n}-1.html">{name}</a>'
                for n, name in enumerate(("灌水", "二手", "租房"), 1)
            ),
            "",
        ),
    )
    for n in range(1, 4):
        site.add(f"/forum-{n}-1.html", draw("版块", threads, f'<a href="/forum-{n}-2.html">2</a>'))
    site.add(
        "/home.php?mod=space&do=blog",
        draw(
            "日志",
            "".join(
                f'<a href="/blog-{n}-{n}.html">我的一天从清晨的第一碗面开始{n}</a>' for n in range(800, 808)
            ),
            "",
        ),
    )
    for n in range(800, 808):
        site.add(
            f"/blog-{n}-{n}.html",
            draw(
                "日志",
                "<h1>我的一天</h1><p>第{n}天早上六点起来，先去老街吃了一碗面，然后沿着河边走了一圈，看见有人在钓鱼，一直看到中午才回家。</p>"
                * 3,
                "",
            ),
        )
    for n in range(700, 730):
        site.add(
            f"/thread-{n}-1-1.html",
            draw(
                "转让老街旺铺",
                "".join(
                    f'<div id="post_{k}"><a href="/space-uid-{k}.html">会员{k}</a> 发表于 2024-3-1 10:00<p>老街旺铺第{n * 13 + k}号，{n - 640}平方米，临街{k + n}步，水电齐全，因本人要去外地，低价转让，有意的请留下电话，非诚勿扰，谢谢大家。</p></div>'
                    for k in range(4)
                ),
                "",
            ),
        )
        site.add(f"/space-uid-{n}.html", draw("个人空间", "<p>等级：新手上路</p>", ""))
    for s in made:
        text = "".join(f"<p>{p}</p>" for p in _paragraphs(s))
        site.add(
            article(s),
            draw(
                s.title,
                f'<div class="h hm"><h1 class="ph">{s.title}</h1><p class="xg1">{s.day} 10:24 | 发布者: admin | 查看: 30 | 来自: 江州日报</p></div><td id="article_content">{text}</td><a href="/portal.php?mod=view&amp;aid={s.number}&amp;print=1">打印</a>',
                "",
            ),
        )
        site.articles.add(article(s))
    return site


def scripted() -> WholeSite:
    """A new site whose lists are drawn by script from JSON: only a browser, or a declaration, sees them."""
    site, made = WholeSite(js="lists"), stories()[:36]

    def article(s):
        return f"/detail/{s.number}.html"

    site.pages["/app.js"] = Answer(
        "fetch('/api/list?cid=' + document.body.dataset.cid).then(r => r.json()).then(d => { for (const e of d.data)"
        " document.querySelector('ul').innerHTML += `<li><a href='/detail/${e.id}.html'>${e.title}</a><i>${e.day}</i></li>`; });",
        headers={"Content-Type": "text/javascript"},
    )
    menu = "".join(f'<a href="/list/{c}.html">{NAMES[c]}</a>' for c in range(4))
    for c in range(4):
        own = [{"id": s.number, "title": s.title, "day": f"{s.day}"} for s in made if s.channel == c]
        site.pages[f"/api/list?cid={c}"] = Answer(
            json.dumps({"data": own}), headers={"Content-Type": "application/json"}
        )
        site.add(
            f"/list/{c}.html",
            f'<title>{NAMES[c]}</title></head><body data-cid="{c}">{menu}<ul></ul><script src="/app.js"></script></body>',
        )
    site.add(
        "/",
        f'<title>江州融媒</title></head><body data-cid="0">{menu}<ul></ul><script src="/app.js"></script></body>',
    )
    for s in made:
        text = "".join(f"<p>{p}</p>" for p in _paragraphs(s))
        site.add(
            article(s),
            f'<title>{s.title}</title></head><body>{menu}<h1>{s.title}</h1><div>{s.day} 江州融媒</div><div class="article">{text}</div></body>',
        )
        site.articles.add(article(s))
    return site


def county() -> WholeSite:
    """A county's site of three systems: notices by a query of its own names, stories under short headlines at
    addresses spelt out, and channels that are numbered and paged as articles are, with summaries."""
    site, made = WholeSite(), stories()[:36]
    names = ("tong che", "shui chang", "deng hui", "ke zhan")

    def article(s):
        if s.channel == 0:
            return f"/show.aspx?lb=3&xxid={s.number}"
        if s.channel == 1:
            return f"/renwen/{''.join(names[int(digit) % 4].replace(' ', '') for digit in str(s.number))}{'abcdefghi'[s.number % 9]}.html"
        return f"/news/{s.number}.html"

    def page_of(c):
        if c == 0:
            return lambda n: "/notices.aspx?lb=3" + (f"&page={n}" if n > 1 else "")
        if c == 1:
            return lambda n: "/renwen/" + (f"{n}.html" if n > 1 else "")
        return lambda n: f"/news/{c + 11}" + (f"_{n}" if n > 1 else "") + ".html"

    menu = "".join(f'<li><a href="{page_of(c)(1)}">{NAMES[c]}</a></li>' for c in range(4))
    about = "<a href='/news/5.html'>本网概况</a><a href='/news/6.html'>新闻热线</a>"

    def draw(title: str, entries: str, bar: str) -> str:
        return f"<title>{title}</title></head><body><ul>{menu}</ul>{entries}{bar}<div>{about}</div></body>"

    brief = "<p>盼了几年，总算等来了，住户一早就站在村口，说的正是这件事。据介绍，工程前后历时八个月，没有占用耕地。</p>"
    for c in range(4):
        form = (
            "<div class='it'><h4><a href='{url}'>{title}</a></h4>"
            + (brief if c > 1 else "")
            + "<span>{date}</span></div>"
        )
        _lists(site, NAMES[c], [s for s in made if s.channel == c], article, page_of(c), draw, form, 4)
    site.add("/", draw("江州网", "", ""))
    for s in made:
        text = "".join(f"<p>{p}</p>" for p in _paragraphs(s))
        tools = f"<a href='/tool.aspx?xxid={s.number}&do=print'>打印本页</a>"
        head = f"<div><b>{s.title}</b></div><div>{s.day} 10:00 来源：江州报</div>"
        site.add(article(s), draw(f"{s.title}-江州网", f"{head}<div>{text}</div>{tools}", ""))
        site.articles.add(article(s))
    for path, name in (("/news/5.html", "本网概况"), ("/news/6.html", "新闻热线")):
        body = f"<h1>{name}</h1><div>2019-01-01 08:00 来源：江州网</div><p>江州网由县里主办，欢迎各界朋友来稿来电。</p>"
        site.add(path, draw(name, body, ""))
    return site


SITES: dict[str, Callable[[], WholeSite]] = {
    "gov": gov, "asp": asp, "wordpress": wordpress, "epaper": epaper, "portal": portal, "discuz": discuz,
    "scripted": scripted, "county": county,
}  # fmt: skip
