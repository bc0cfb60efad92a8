"""Pages that tell no story are refused with a reason; short and odd stories are not."""

from __future__ import annotations

import pytest
from invented import STORY, TITLE, article_page, html_page, paragraphs, record_of

from newscrawl.errors import NotAnArticle
from newscrawl.extract import extract

NAMES = (
    "口袋花园",
    "夜班公交",
    "图书馆",
    "茶园直播",
    "廊桥",
    "古樟树",
    "养蜂人",
    "竹凉席",
    "老码头",
    "水车",
    "渡船",
    "早市",
)
LINKS = [
    f'<a href="/202403/{n}.html">青陵新闻第{n}条：{name}的故事写在这里</a>' for n, name in enumerate(NAMES)
]


def reason(page: str) -> str:
    with pytest.raises(NotAnArticle) as refusal:
        record_of(page)
    assert refusal.value.code == "not_an_article"
    return str(refusal.value)


@pytest.mark.parametrize(
    "page",
    [
        html_page(
            "<ul>" + "".join(f"<li>{a} <span>2024-03-12</span></li>" for a in LINKS) + "</ul>",
            title="青陵要闻",
        ),
        html_page("".join(f"<p>{a}</p>" for a in LINKS * 4), title="青陵新闻网首页"),
        html_page(
            "<ul>" + "".join(f"<li>{a}<p>{STORY[1][:30]}……</p></li>" for a in LINKS) + "</ul>",
            title="青陵要闻",
        ),
        html_page(
            "<table>" + "".join(f"<tr><td>{a}</td><td>03-12</td></tr>" for a in LINKS) + "</table>",
            title="要闻",
        ),
        html_page(
            '<div class="nav">首页</div><h2>本周热点</h2>'
            + "".join(f"<dl><dt>{a}</dt><dd>{STORY[2][:24]}，</dd></dl>" for a in LINKS)
            + "<p>青陵新闻网版权所有，未经授权不得转载。</p>",
            title="热点_青陵新闻网",
        ),
    ],
)
def test_lists_and_home_pages(page: str) -> None:
    assert reason(page)


def test_a_list_under_the_name_of_its_channel() -> None:
    entries = "".join(f"<li>{a}<p>{STORY[2]}</p></li>" for a in LINKS[:3])
    page = html_page(
        f'<p><a href="/">首页</a> <a href="/yw/">要闻快递</a></p><h1>要闻快递</h1><ul>{entries}</ul><p>{STORY[0]}</p>',
        title="要闻快递",
    )
    assert reason(page) == "the headline is the name of a channel: 要闻快递"


def test_a_short_headline_that_an_edition_of_a_day_lists() -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    page = html_page(
        f'<ul><li><a href="content_500.htm">廊桥灯会</a></li></ul><h1>廊桥灯会</h1>{story}', title=""
    )
    for address in ("html/2024-03/14/content_500.htm", "20240314/A01_3.html"):
        assert extract(page.encode(), f"http://www.qingling.example/qlrb/{address}").title == "廊桥灯会"


@pytest.mark.parametrize("source", [" 来源：青陵新闻网", ""])
def test_a_short_headline_that_a_list_beside_the_story_repeats(source: str) -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    page = html_page(
        f"<h1>春到柳塘</h1><p>2024-03-14 10:20{source}</p><div>{story}</div>"
        '<ul class="hot"><li><a href="/wx/7.html">春到柳塘</a></li><li><a href="/wx/8.html">夜宿石桥</a></li></ul>',
        title="春到柳塘",
    )
    assert extract(page.encode(), "http://www.qingling.example/wx/7.html").title == "春到柳塘"


@pytest.mark.parametrize(
    "told",
    [
        "<li>联系人：某先生</li><li>电话：0789-3300</li><li>发布时间：2024-03-01</li><p>老街旺铺水电齐全，低价转让。</p>",
        "<p>价格：90元</p><p>纯手工织造，经久耐用，是馈赠亲友的上佳之选。</p>",
    ],
)
def test_what_is_offered(told: str) -> None:
    page = html_page(f"<h1>老街旺铺一间转让</h1>{told}", title="老街旺铺一间转让")
    assert reason(page).startswith("the page offers something")


def test_where_to_go_is_told_in_a_notice() -> None:
    points = "".join(
        f"<p>地址：{name}广场东侧</p><p>电话：0789-330{n}</p>" for n, name in enumerate(NAMES[:4])
    )
    page = html_page(
        f"<h1>全县换证服务点公布</h1><p>换证服务点如下，请就近办理。</p>{points}", title="全县换证服务点公布"
    )
    assert record_of(page).title == "全县换证服务点公布"


@pytest.mark.parametrize("name", ["报社介绍", "服务条款", "采编人员名单", "违法和不良信息举报"])
def test_what_a_site_says_about_itself(name: str) -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    page = html_page(f"<h1>{name}</h1><p>2019-01-01 08:30 来源：青陵新闻网</p><div>{story}</div>", title=name)
    assert reason(page) == f"the site speaks of itself: {name}"


@pytest.mark.parametrize(
    "text",
    [
        "抱歉，您访问的页面不存在，请检查网址。",
        "该文章已被删除，您可以返回首页看看别的。",
        "404 Not Found！",
        "您访问过于频繁，请输入验证码后继续。",
        "对不起，没有找到您要的内容，3秒后自动返回首页。",
        "系统维护中，请稍后再来，由此带来的不便敬请谅解。",
        "正在跳转，请稍候，如果您的浏览器没有自动跳转，请点击这里。",
        "很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。",
    ],
)
def test_error_and_captcha_pages_that_answer_200(text: str) -> None:
    page = html_page(
        f"<h1>提示信息</h1><div><p>{text}</p><p>也可以回首页看看，那里有今天的新闻。</p></div>",
        title="提示信息",
    )
    assert reason(page).startswith("the page says: ")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<div id=app></div><script>var page = '正文，都在脚本里。'</script>",
        "<p>加载中</p>",
        "<h1>石塘镇</h1>",
    ],
)
def test_empty_shells(body: str) -> None:
    assert reason(html_page(body, title="青陵新闻网")) == "the page has no running text"


def test_a_thread_of_a_forum() -> None:
    posts = "".join(
        f'<div id="post_{n}"><p>{n}楼 <em>发表于 2024-03-12 10:1{n}</em></p><p id="postmessage_{n}">{text}</p></div>'
        for n, text in enumerate(STORY)
    )
    page = html_page(f'<h1>南门菜场附近哪里可以停车</h1><div id="postlist">{posts}</div>', title="南门菜场")
    assert reason(page) == "the page is a thread of a forum"


def test_a_notice_of_one_paragraph_whose_headline_ends_like_a_paper_s_name() -> None:
    text = "3月11日23时许，我县滨江路发生一起打架警情，致一人轻伤，涉案人员孙某已被控制，案件正在调查中。"
    page = html_page(
        "<h2>警情通报</h2><p class=t>信息来源：青陵县公安局 | 发布时间：2024-03-12 | 点击数：3391</p>"
        f"<div><p>{text}</p><p>青陵县公安局</p><p>2024年3月12日</p></div><p><a href=/>【关闭】</a></p>",
        title="警情通报-青陵县公安局",
    )
    record = record_of(page)
    assert record.title == "警情通报"
    assert record.body == f"{text}\n\n青陵县公安局\n\n2024年3月12日"


def test_a_story_about_a_missing_page_is_a_story() -> None:
    text = "网页不存在？不少市民最近打开挂号网站，看到的只有这六个字。" + "".join(STORY) * 2
    assert (record_of(article_page(f"<p>{text}</p>")).body or "").startswith("网页不存在")


def test_a_story_of_one_line() -> None:
    assert (
        record_of(article_page("<p>石塘镇廊桥今天早上八点，正式通行。</p>")).body
        == "石塘镇廊桥今天早上八点，正式通行。"
    )


def test_a_short_story_among_many_links() -> None:
    links = "".join(f"<li>{a}</li>" for a in LINKS * 3)
    page = article_page(paragraphs(STORY[:2]), around=f"<ul>{links}</ul>")
    assert record_of(page).body == "\n\n".join(STORY[:2])


def test_a_long_story_without_headline_or_date_among_many_links() -> None:
    links = "".join(f"<li>{a}</li>" for a in LINKS * 6)
    page = html_page(f"<div>{paragraphs(STORY * 3)}</div><ul>{links}</ul>", title="青陵新闻网")
    assert record_of(page).characters > 400


@pytest.mark.parametrize("content", ['<p><img src="a.jpg"></p>', ""])
def test_a_story_that_is_only_a_picture_has_no_body(content: str) -> None:
    page = html_page(
        f"<h1>{TITLE}</h1><div>来源：青陵日报 时间：2024-03-12</div><div>{content}</div>"
        + "<ul>"
        + "".join(f"<li>{a}</li>" for a in LINKS)
        + "</ul>"
    )
    record = record_of(page)
    assert (record.title, record.body, record.characters) == (TITLE, None, 0)
    assert len(record.images) == (1 if content else 0)


def test_facts_below_a_link_are_the_next_entry_s_and_make_no_article() -> None:
    entries = "".join(
        f"<div>{a}</div><div>来源：青陵日报 2024-03-{n + 10}</div>" for n, a in enumerate(LINKS)
    )
    assert reason(html_page(f"<h1>青陵要闻滚动播报</h1>{entries}", title="青陵要闻滚动播报"))
