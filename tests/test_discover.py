"""discover: addresses, links with headline and date, kinds of links, further pages of a story."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discover.guess import Guessed
from newscrawl.discover.kinds import Declared, Kind
from newscrawl.discover.links import MAX_LINKS, Link, links
from newscrawl.discover.parts import part_number, parts
from newscrawl.discover.urls import absolute, canonical, clean
from newscrawl.model import Fetched, Page, Site
from newscrawl.page import parse

BASE = "http://www.jiangzhou.example/zx/index.html"


def page(html: str, url: str = BASE) -> Page:
    return parse(Fetched(html.encode(), url))


def found(html: str) -> list[Link]:
    return links(page(f"<html><body>{html}</body></html>"))


# --- addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("a.html", "http://www.jiangzhou.example/zx/a.html"),
        (" ../b.html#top ", "http://www.jiangzhou.example/b.html"),
        ("http://www.jiangzhou.example//zx//a.html", "http://www.jiangzhou.example/zx/a.html"),
        ("http://WWW.Jiangzhou.example:80/a.html", "http://www.jiangzhou.example/a.html"),
        ("https://www.jiangzhou.example:443/", "https://www.jiangzhou.example/"),
        ("http://www.jiangzhou.example:8080", "http://www.jiangzhou.example:8080/"),
        ("/a.html?utm_source=wx&id=3&spm=1.2", "http://www.jiangzhou.example/a.html?id=3"),
        ("/a.jsp;jsessionid=0A1B2C?id=3", "http://www.jiangzhou.example/a.jsp?id=3"),
        ("\\zx\\a.html", "http://www.jiangzhou.example/zx/a.html"),
        ("/新闻/一.html", "http://www.jiangzhou.example/%E6%96%B0%E9%97%BB/%E4%B8%80.html"),
        ("http://www.江州.example/", "http://www.xn--6rtt63a.example/"),
        ("/to?u=http://b.example/a", "http://www.jiangzhou.example/to?u=http://b.example/a"),
    ],
)
def test_absolute_cleans_the_address_to_fetch(href, expected):
    assert absolute(BASE, href) == expected


@pytest.mark.parametrize(
    "href",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "data:text/html,x",
        "javascript:void(0)",
        "http://u:p@a.example/",
        "http://[::1",
        "http://a.example/" + "x" * 1000,
    ],
)
def test_absolute_refuses_what_is_not_to_be_fetched(href):
    assert absolute(BASE, href) is None


def test_a_query_goes_in_the_charset_of_the_page():
    assert absolute(BASE, "/s?q=江州", "gb18030") == "http://www.jiangzhou.example/s?q=%BD%AD%D6%DD"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/zx/index.html", "http://a.example/zx/"),
        ("http://a.example", "http://a.example/#top"),
        ("http://a.example/x?b=2&a=1", "http://a.example/x?a=1&b=2"),
        ("http://a.example/%e4%b8%ad", "http://a.example/%E4%B8%AD"),
    ],
)
def test_canonical_is_equal_for_one_page(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    "other",
    [
        "http://a.example/zx/index_2.html",
        "https://a.example/zx/",
        "http://b.example/zx/",
        "http://a.example/zx",
    ],
)
def test_canonical_differs_for_other_pages(other):
    assert canonical("http://a.example/zx/") != canonical(other)


@given(st.text(alphabet="ab/.:?#&=%;[]@ 中\n", max_size=40))
def test_cleaning_twice_changes_nothing(tail):
    once = absolute(BASE, tail)
    assert once is None or (clean(once) == once and canonical(canonical(once)) == canonical(once))


@given(st.text(alphabet="abZ/.%~+-_", max_size=20))
def test_what_needs_no_cleaning_comes_out_as_if_cleaned(tail):
    for base in (
        BASE,
        "http://www.Jiangzhou.example:80/a/",
        "https://b.example:8443/",
        "http://江州.example/x",
    ):
        for link in (f"/{tail}", f"http://b.example/{tail}"):
            # An empty query takes the long way.
            assert absolute(base, link) == absolute(base, f"{link}?")
    url = f"http://b.example/{tail}"
    assert canonical(url) == canonical(f"{url}#")


# --- links ----------------------------------------------------------------------------------------


def test_each_address_is_given_once_with_its_headline():
    html = """<a href="/a.html"><img src="a.jpg" alt="题图"></a><a href="/a.html">一条足够长的标题</a>
        <a href="/a.html">[详情]</a><a href="/b.html" title="全部标题在此">全部标…</a><a href="#">顶部</a>
        <a href="javascript:void(0)">无</a><area href="/node_2.htm"><iframe src="/in.html"></iframe>"""
    got = [(link.url.removeprefix("http://www.jiangzhou.example"), link.text) for link in found(html)]
    assert got == [
        ("/a.html", "一条足够长的标题"),
        ("/b.html", "全部标题在此"),
        ("/node_2.htm", ""),
        ("/in.html", ""),
    ]


def test_entries_that_a_list_keeps_in_a_script_are_links():
    records = "".join(
        f"<record><![CDATA[<li><a href='/art/2024/3/{n}/art_1_{n}.html'>一条足够长的标题{n}</a><span>2024-03-0{n}</span></li>]]></record>"
        for n in (1, 2)
    )
    html = (
        f'<div><script type="text/xml"><datastore><recordset>{records}</recordset></datastore></script></div>'
    )
    got = [(link.url.rpartition("/")[2], link.text, link.date) for link in found(html)]
    assert got == [
        ("art_1_1.html", "一条足够长的标题1", "2024-03-01"),
        ("art_1_2.html", "一条足够长的标题2", "2024-03-02"),
    ]


@pytest.mark.parametrize(
    "script",
    [
        'window.location.href="/web/index.html"',
        "location = '/web/index.html'",
        "location.replace('/web/index.html')",
    ],
)
def test_a_front_door_that_sends_its_readers_on_by_script_is_passed(script: str):
    assert [link.url for link in found(f"<script>{script}</script>")] == [
        "http://www.jiangzhou.example/web/index.html"
    ]
    assert "/web/" not in str(found(f'<script>{script}</script><a href="/zx/">资讯</a>'))


def test_links_are_resolved_against_the_base_of_the_page():
    html = '<base href="http://www.jiangzhou.example/dj/"><p><a href="1.html">一</a></p>'
    assert [link.url for link in links(page(html))] == ["http://www.jiangzhou.example/dj/1.html"]


@pytest.mark.parametrize(
    "entry",
    [
        '<li><a href="/a.html">标题</a><span>2024-01-09</span></li>',
        '<li><span>2024-01-09</span><a href="/a.html">标题</a></li>',
        '<li><a href="/a.html">标题</a> [2024-01-09]</li>',
        '<tr><td><a href="/a.html">标题</a></td><td>发布时间：2024-01-09</td></tr>',
        '<div class="item"><h3><a href="/a.html">标题</a></h3><p class="date">2024-01-09</p></div>',
        '<li><h3><b><a href="/a.html">标题</a></b></h3><i>2024-01-09</i></li>',
    ],
)
def test_the_date_beside_a_link_is_found(entry):
    html = f"<table>{entry}</table>" if entry.startswith("<tr") else f"<ul>{entry}</ul>"
    assert [link.date for link in found(html)] == ["2024-01-09"]


@pytest.mark.parametrize(
    "html",
    [
        # Between two entries it belongs to either.
        '<div><span>2024-01-09</span><a href="/a.html">一</a><span>2024-01-10</span></div>',
        # A dateline in a summary.
        '<li><a href="/a.html">一</a><p>江州1月8日讯 记者从市水务局获悉，今年全市将新建二十座水厂。</p></li>',
        # A score, an address, a telephone number, a range.
        '<li><a href="/a.html">一</a><span>3-12:05</span></li>',
        '<li><a href="/a.html">一</a><span>0789-66001</span></li>',
        # The neighbour's date.
        '<ul><li><a href="/a.html">一</a></li><li>2024-01-09</li></ul>',
    ],
)
def test_no_date_is_better_than_a_wrong_one(html):
    assert found(html)[0].date is None


def test_the_number_of_links_is_bounded_and_large_pages_are_read_fast():
    html = "".join(f'<p><a href="/{n}.html">标题{n}</a>某年某月某日</p>' for n in range(20_000))
    big = page(f"<html><body><div>{html}</div></body></html>")
    start = time.process_time()
    assert len(links(big)) == MAX_LINKS
    assert time.process_time() - start < 10


# --- kinds ----------------------------------------------------------------------------------------

SITE = Site(
    id="demo.two",
    name="江州网",
    domains=("www.jiangzhou.example",),
    start=("http://www.jiangzhou.example/",),
    article=r"/(?:special/arc-|[a-z]+/)(?P<key>\d+)\.html$",
    lists=r"/[a-z]+/(?:list_\d+\.html)?$",
    further=r"\d_\d+\.html$",
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/zx/12.html", Kind.ARTICLE),
        ("/zx/", Kind.LIST),
        ("/zx/list_3.html", Kind.LIST),
        ("/index.html", Kind.LIST),
        ("/zx/12_2.html", Kind.OTHER),
        ("/about.html", Kind.OTHER),
    ],
)
def test_a_declared_site_sorts_by_its_own_expressions(path, kind):
    assert Declared(SITE).kind(Link(f"http://www.jiangzhou.example{path}")) is kind


def test_other_hosts_are_no_part_of_a_declared_site():
    assert Declared(SITE).kind(Link("http://other.example/zx/12.html")) is Kind.OTHER


def test_one_key_for_both_addresses_of_an_article():
    sorter = Declared(SITE)
    one, other = "http://www.jiangzhou.example/special/arc-12.html", "http://www.jiangzhou.example/zx/12.html"
    assert sorter.key(one) == sorter.key(other) == "12"


GUESSES = {
    Kind.ARTICLE: [
        "/zx/sc/146.html",
        "/special/arc-1719.html",
        "/art/2023/1/18/art_123_456.html",
        "/zwgk/202401/t20240108_21250938.html",
        "/html/2024-01/12/content_2_347.htm",
        "/n1/2019/0915/c1001-31355123.html",
        "/19/0915/07/EP5J3QK90001875N.html",
        "/xwzx/12345.jhtml",
        "/news/20240512/",
        "/show.php?id=3321",
        "/index.php?m=content&c=index&a=show&catid=5&id=123",
        "/a/2024-05/some-story.shtml",
        "/plus/view.php?aid=3",
        "/2024/0118/c123a4567/page.htm",
        "/2024/01/18/bridge-opens/",
        "/?p=123",
        "/info/1041/2345.htm",
        "/art/2024/1/18/art_0a1b2c3d4e5f60718293a4b5c6d7e8f9.html",
        "/detail/8f14e45f-ceea-467f-a8d0-2d1f3b4c5d6e.html",
        "/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1013&wbnewsid=1234",
        "/show.aspx?info_lb=3&flag=3&info_id=12",
        "/detail?id=6611c0a7e4b0f0a1b2c3d4e5",
        "/html/?3321.html",
        "/e/action/ShowInfo.php?classid=2&id=33",
    ],
    Kind.LIST: [
        "/2024/03/02",
        "/2024/03/",
        "/",
        "/zx/",
        "/zx/index_2.html",
        "/domestic/list_52_2.html",
        "/html/2024-01/12/node_2.htm",
        "/news.shtml",
        "/index.php?m=content&a=lists&catid=5",
        "/list.asp?page=2",
        "/list.php?id=3",
        "/category/news/page/2/",
        "/2024/01/",
        "/?cat=3",
        "/list.jsp?totalpage=5&PAGENUM=2&urltype=tree.TreeTempUrl&wbtreeid=1013",
        "/l.asp?lm=1",
        "/list/?2_1.html",
        "/e/action/ListInfo/?classid=2",
    ],
    Kind.OTHER: [
        "/files/2024.pdf",
        "/app/news.apk",
        "/search?q=1",
        "/login.html",
        "/a/b/a/b/a/b/1.html",
        "/c/d/e/f/g/h/i/j/k/l/1.html",
        "/calendar.php?year=2031&month=4",
        "/wp-login.php",
        "/2024/01/18/bridge-opens/?replytocom=12",
        "/zx/sc/zx/sc/1.html",
        "/thread-700-1-1.html",
        "/bbs/topic/7012.html",
        "/space-uid-30.html",
        "/gbook.asp?page=2",
        "/portal.php?mod=view&aid=1000&print=1",
        "/so.asp?keyword=7",
        "/vote.asp?id=7",
        "/x.asp?year=3&color=4&size=5",
        "/go.php?id=7&url=http://b.example/",
        "/e/DoPrint/?classid=1&id=7",
    ],
}


@pytest.mark.parametrize(
    ("kind", "path"), [(kind, path) for kind, paths in GUESSES.items() for path in paths]
)
def test_an_undeclared_site_is_sorted_by_the_shape_of_its_addresses(kind, path):
    assert Guessed(BASE).kind(Link(f"http://jiangzhou.example{path}", "新闻")) is kind


def test_what_a_site_says_about_itself_is_no_article():
    sorter = Guessed(BASE)
    url = "http://www.jiangzhou.example/special/arc-1483.html"
    assert sorter.kind(Link(url, "联系我们")) is Kind.OTHER
    assert sorter.kind(Link(url, "联系我们的人：一个社区书记的电话本")) is Kind.ARTICLE


@pytest.mark.parametrize("text", ["打印本页", "【发表评论】", "评论(12)", "告诉好友", "收藏本文", "服务条款"])
def test_what_stands_beside_every_article_is_not_asked_for(text: str):
    assert Guessed(BASE).kind(Link("http://www.jiangzhou.example/tool.asp?id=12", text)) is Kind.OTHER


def test_a_number_of_unknown_name_counts_articles_where_the_link_is_a_headline():
    sorter = Guessed(BASE)
    url = "http://www.jiangzhou.example/d.asp?wzid=12"
    assert sorter.kind(Link(url, "组图")) is Kind.OTHER
    assert sorter.kind(Link(url, "江州港开港")) is Kind.LIST
    assert sorter.kind(Link(url, "安塘：一座古镇的三百年")) is Kind.ARTICLE
    assert sorter.kind(Link(url.replace("wzid", "lmid"), "安塘：一座古镇的三百年")) is Kind.LIST


def test_a_long_headline_makes_an_article_of_a_plain_name():
    sorter = Guessed(BASE)
    url = "http://www.jiangzhou.example/antang.html"
    assert sorter.kind(Link(url, "文化")) is Kind.LIST
    assert sorter.kind(Link(url, "安塘：一座古镇的三百年")) is Kind.ARTICLE


# --- further pages --------------------------------------------------------------------------------

FIRST = "http://www.jiangzhou.example/zx/3071.html"


def at(*names: str) -> list[str]:
    return [f"http://www.jiangzhou.example/zx/{name}" for name in names]


def bar(*entries: tuple[str, str]) -> list[Link]:
    return [Link(f"http://www.jiangzhou.example/zx/{name}", text) for name, text in entries]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (
            [("3071_3.html", "3"), ("3071_2.html", "2"), ("3071_2.html", "下一页")],
            ["3071_2.html", "3071_3.html"],
        ),
        ([("3071.html", "1"), ("3071_2.html", "下一页")], ["3071_2.html"]),
        ([("3071-2.html", "【2】"), ("3071-3.html", "第3页")], ["3071-2.html", "3071-3.html"]),
        (
            [("3071.html?page=2", "[2]"), ("3071.html?page=10", "10")],
            ["3071.html?page=2", "3071.html?page=10"],
        ),
        # TRS numbers the second page 1.
        ([("3071_1.html", "2"), ("3071_2.html", "3")], ["3071_1.html", "3071_2.html"]),
        # The first page under its own number.
        ([("3071_1.html", "1"), ("3071_2.html", "2")], ["3071_2.html"]),
        # Other articles.
        ([("3071_2.html", "江州港开港")], []),
        ([("3072.html", "下一页"), ("3071_2019.html", "2"), ("30712.html", "2"), ("3071_2.htm", "2")], []),
    ],
)
def test_parts_are_what_a_paging_bar_links(entries, expected):
    assert parts(bar(*entries), FIRST) == at(*expected)


def test_a_picture_that_leads_to_the_next_page():
    html = """<h1>江州港的一天</h1><a href="3071_2.html"><img src="1.jpg" alt="江州港的一天"></a>
        <a href="3071_2.html">2</a> <a href="3071-3.html"><img src="2.jpg"></a> <a href="3071_4.html">下一张</a>"""
    assert parts(found(html), FIRST) == at("3071_2.html", "3071-3.html", "3071_4.html")


def test_a_declared_expression_replaces_the_look_at_the_text():
    entries = bar(("3071_2.html", "继续阅读"), ("3071-9.html", "2"))
    assert parts(entries, FIRST, re.compile(r"_\d+\.html$")) == at("3071_2.html")


def test_a_first_page_that_is_numbered_itself():
    assert part_number("http://a.example/c1001-31355-1.html", "http://a.example/c1001-31355-2.html") == 2


def test_parts_are_on_the_same_host():
    assert part_number(FIRST, FIRST.replace("www.", "m.").replace(".html", "_2.html")) is None


@given(st.text(alphabet="3071_-.html?page=2&/中", max_size=30))
def test_part_number_takes_any_address(tail):
    number = part_number(FIRST, f"http://www.jiangzhou.example/zx/{tail}")
    assert number is None or number >= 0
