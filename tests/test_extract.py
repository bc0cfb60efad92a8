"""The whole flow: bytes to a record, exactly, whatever the template, the charset and the noise around."""

from __future__ import annotations

from datetime import UTC, datetime
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import STORY, TITLE, URL, article_page, html_page, paragraphs, parsed

from newscrawl.errors import NotAnArticle, NotHtml, Refused
from newscrawl.extract import extract, extract_page
from newscrawl.model import Image, Record, Source

FETCHED = datetime(2024, 3, 13, 8, 0, tzinfo=UTC)

# What stands around a story: {story} is headline, facts and text.
NAV = (
    "<div class=nav><ul>" + "".join(f'<li><a href="/{n}/">频道{n}</a></li>' for n in range(9)) + "</ul></div>"
)
SIDEBAR = (
    "<div class=side><h3>热门文章</h3><ul>"
    + "".join(
        f'<li><a href="/{n}.html">夜班公交延长到零点，第{n}条线路</a><p>从本月起，青陵市第{n}条夜班公交线路的末班车延长到零点。</p></li>'
        for n in range(6)
    )
    + "</ul></div>"
)
FOOTER = "<div class=footer><p>青陵新闻网版权所有，未经授权不得转载。</p><p>新闻热线：0000-1234567</p></div>"
TEMPLATES = {
    "columns": f"{NAV}<div class=main>{{story}}</div>{SIDEBAR}{FOOTER}",
    "sidebar first": f"{NAV}{SIDEBAR}<div class=main>{{story}}</div>{FOOTER}",
    "table": f"<table><tr><td colspan=2>{NAV}</td></tr><tr><td>{SIDEBAR}</td><td>{{story}}</td></tr><tr><td>{FOOTER}</td></tr></table>",
    "inside": f"<div>{NAV}<div>{{story}}{SIDEBAR}</div>{FOOTER}</div>",
    "stray end": f"{NAV}</body></html><div class=main>{{story}}</div></html>{SIDEBAR}{FOOTER}",
}
PARAGRAPHS = {
    "p": "<p>　　{}</p>",
    "p and font": "<p><font face=宋体><span>{}</span></font></p>",
    "div": "<div>{}</div>",
    "br": "　　{}<br><br>",
    "empty p": "{}<p></p>",
    "centre": "<p align=left>{}</p>\n\n",
}

clause = st.text(alphabet="山水桥村茶人路田船雨晴开走看说修石木一三十", min_size=6, max_size=22)
sentence = st.lists(clause, min_size=1, max_size=3).map(lambda parts: "，".join(parts) + "。")
paragraph = st.lists(sentence, min_size=1, max_size=4).map("".join)
stories = st.lists(paragraph, min_size=2, max_size=8, unique=True).filter(lambda s: len("".join(s)) >= 60)


@settings(max_examples=120)
@given(
    stories,
    st.sampled_from(list(TEMPLATES)),
    st.sampled_from(list(PARAGRAPHS)),
    st.sampled_from(["utf-8", "gbk", "gb18030"]),
    st.sampled_from(["utf-8", "gb2312", "big5", ""]),
)
def test_a_generated_article_comes_out_exactly(
    story: list[str], template: str, form: str, encoding: str, declared: str
) -> None:
    text = "".join(PARAGRAPHS[form].format(text) for text in story)
    facts = "<div class=info>2024-03-12 09:15　来源：青陵日报　编辑：韩小满</div>"
    inner = f"<h1>{TITLE}</h1>{facts}<div class=text>{text}</div>"
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    page = f"<html><head>{head}<title>{TITLE}_青陵新闻网</title></head><body>{TEMPLATES[template].format(story=inner)}"
    record = extract(page.encode(encoding), URL, fetched_at=FETCHED)
    assert (record.body or "").split("\n\n") == story
    assert (record.title, record.published_at) == (TITLE, "2024-03-12T09:15+08:00")
    assert record.source is not None
    assert record.source.displayed == "青陵日报"


@settings(max_examples=200)
@given(
    st.binary(max_size=500),
    st.sampled_from([None, "http://a.example/1.html", "http://["]),
    st.text(max_size=20),
)
def test_any_bytes_give_a_record_or_are_refused(body: bytes, url: str | None, kind: str) -> None:
    with_markup = b"<html><title>a</title><p>" + body
    for page in (body, with_markup):
        try:
            record = extract(page, url, content_type=kind, fetched_at=FETCHED)
        except Refused:
            continue
        assert isinstance(record, Record)


TAGS = ("<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<h1>", "</h1>", "<ul>", "<li>", "<br>", "<b>",
        "<a href=x>", "</a>", "<img src=a.jpg>", "<figure>", "<figcaption>", "<blockquote>", "<!--enpcontent-->", "<dl>", "<dd>",
        "<video>", "<title>", "<meta name=author content=x>", "</html>", "<body>")  # fmt: skip
TEXTS = (
    *STORY,
    TITLE,
    "相关阅读",
    "来源：青陵日报",
    "2024-03-12",
    "（记者 林晓禾）",
    "1 2 3",
    "下一页",
    "长按二维码关注我们",
    "三、",
    " ",
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(TAGS + TEXTS), max_size=60))
def test_any_mixture_of_tags_and_lines_gives_a_record_or_is_refused(pieces: list[str]) -> None:
    try:
        record = extract(f"<html><body>{''.join(pieces)}".encode(), URL, fetched_at=FETCHED)
    except Refused:
        return
    assert record.characters == len("".join((record.body or "").split()))
    assert all(text.strip() for text in (record.body or "x").split("\n\n"))


def test_a_record_with_all_that_the_page_shows() -> None:
    page = html_page(
        f'<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/bdxw/">本地新闻</a> &gt; 正文</div><h1>{TITLE}</h1>'
        '<div class="info">2024-03-12 09:15　来源：青陵日报　作者：林晓禾</div><div class="text">'
        f'<p><img src="/p/1.jpg"></p><p style="text-align:center">新廊桥（记者 林晓禾 摄）</p>{paragraphs()}'
        "<p>长按二维码关注我们</p></div><div>责任编辑：韩小满</div>",
        title=f"{TITLE}-本地新闻-青陵新闻网",
        head='<meta name="keywords" content="廊桥,石塘镇,青陵新闻网">',
    )
    record = extract(page.encode(), URL, fetched_at=FETCHED)
    assert record.title == TITLE
    assert record.body == "\n\n".join(STORY)
    assert (record.published_at, record.published_basis) == ("2024-03-12T09:15+08:00", "visible")
    assert record.source == Source("青陵日报", "青陵日报")
    assert [person.name for person in record.reporters if person.role != "摄影"] == ["林晓禾"]
    assert [person.name for person in record.editors] == ["韩小满"]
    assert record.channel == ["首页", "本地新闻"]
    assert record.keywords == ["廊桥", "石塘镇"]
    assert [image.url for image in record.images] == ["http://www.qingling.example/p/1.jpg"]
    assert record.images[0] == Image("http://www.qingling.example/p/1.jpg", "新廊桥", "记者 林晓禾 摄")
    assert record.fetched_at == "2024-03-13T08:00:00+00:00"
    assert record.story


def test_pages_of_one_story_are_joined_in_order() -> None:
    pages = [
        parsed(
            article_page(
                f"<p>{text}</p>", title=f"{TITLE}({n})", around='<p>共3页: <a href="x_2.html">2</a></p>'
            ),
            URL.replace(".html", f"_{n}.html") if n > 1 else URL,
        )
        for n, text in enumerate(STORY[:3], 1)
    ]
    record = extract_page(pages[0].with_further(pages[1:]))
    assert record.body == "\n\n".join(STORY[:3])
    assert record.title == TITLE


def test_a_further_page_that_is_no_page_of_a_story_adds_nothing() -> None:
    first = parsed(article_page(paragraphs()))
    with pytest.raises(NotAnArticle):
        extract_page(parsed(html_page("<p><a href=x>没有了</a></p>")))
    assert extract_page(first.with_further([])).body == "\n\n".join(STORY)


def test_what_is_no_article_is_refused_with_a_reason() -> None:
    with pytest.raises(NotHtml, match="empty"):
        extract(b"")
    with pytest.raises(NotAnArticle, match="no running text"):
        extract(b"<html><body><h1>qingling</h1></body></html>")


@pytest.mark.parametrize("size", [300, 3000])
def test_long_stories_come_out_whole(size: int) -> None:
    story = [f"{STORY[n % len(STORY)]}（第{n}段）" for n in range(size)]
    assert (extract(article_page(paragraphs(story)).encode()).body or "").split("\n\n") == story


HOSTILE = {
    "a section of other stories at every turn": article_page(
        f"<p>相关阅读</p><p><a href=x>夜班公交延长到零点</a></p><p>{STORY[0]}</p>" * 2000
    ),
    "a table of pictures": article_page(
        "<table>"
        + "<tr><td><img src=a.jpg></td></tr><tr><td>图注</td></tr>" * 4000
        + "</table>"
        + paragraphs()
    ),
    "pictures above the story": html_page(
        f"<h1>{TITLE}</h1><table>{'<tr><td><img src=a.jpg></td></tr>' * 8000}</table>"
        f"<div id=ozoom><founder-content>{paragraphs()}</founder-content></div>"
    ),
    "unclosed tags": article_page("<b>" * 20_000 + paragraphs()),
    "levels": article_page("<div>" * 20_000 + paragraphs()),
    "hidden spans": article_page("<span style='display:none'>x</span>" * 10_000 + paragraphs()),
    "one long line": article_page("<p>" + "石塘镇的桥很长，" * 100_000 + "</p>"),
    "nested tables": article_page("<table><tr><td>" * 2000 + paragraphs()),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_hostile_pages_get_an_answer_in_time(name: str) -> None:
    start = process_time()
    record = extract(HOSTILE[name].encode(), URL)
    assert process_time() - start < 10
    assert record.title == TITLE
