"""Where the story stands: found without any rule among what looks like it, and by rules that hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import STORY, TITLE, article_page, cleaned_by, html_page, paragraphs

from newscrawl.model import Cleaned, RuleSet

NAV = "<ul class=nav>" + "".join(f'<li><a href="/{n}/">频道{n}</a></li>' for n in range(12)) + "</ul>"
FOOTER = (
    '<div class="bottom"><p>青陵新闻网版权所有，未经授权不得转载，违者必究。</p>'
    "<p>地址：青陵市云亭区学士路1号，邮编：000000，电话：0000-0000000。</p></div>"
)
OTHERS = (
    (
        "云亭区新添五十个口袋花园",
        "云亭区今年把道路两旁的零碎空地改成小花园，种上月季、绣球和芒草，居民下楼就能看见花，",
    ),
    (
        "夜班公交延长到零点",
        "从本月起，青陵市六条夜班公交线路的末班车延长到零点，覆盖两个火车站、三家医院和大学城，",
    ),
    (
        "老粮站变身图书馆",
        "闲置十九年的石塘粮站经过修缮，变成了一座有两万册藏书的图书馆，粮仓里的木板墙原样保留，",
    ),
    (
        "茶园里的直播课",
        "一到周末，仙人坳的茶园就支起手机架，返乡的年轻人教茶农们对着镜头讲自己家的茶，一讲半天，",
    ),
)


def entries(item: str) -> str:
    """A list of link and summary, written as `item` says; its running text is longer than the story."""
    return "".join(
        item.format(link=f'<a href="/{n}.html">{title}</a>', title=title, text=text * 2)
        for n, (title, text) in enumerate(OTHERS)
    )


LISTS = {
    "li with p": f"<div><h3>热门</h3><ul>{entries('<li>{link}<p>{text}</p></li>')}</ul></div>",
    "dl": "<dl><dt>看点</dt>" + entries("<dd>{link}<br>{text}</dd>") + "</dl>",
    "li beside li": "<ul class=d4>" + entries('<li class="t">{link}</li><li class="d">{text}</li>') + "</ul>",
    "div entries": "<div>" + entries("<div class=item><h4>{link}</h4><div>{text}</div></div>") + "</div>",
    "table rows": "<table>" + entries("<tr><td>{link}</td><td>{text}</td></tr>") + "</table>",
    "text in the link": "<div>"
    + entries("<p>{link}：{text}</p>").replace("</a>：", "：").replace("</p>", "</a></p>")
    + "</div>",
    "a div that says so": '<div class="sidebar">' + entries("<p>{text}。</p>") + "</div>",
    "written by script": "<div>"
    + entries('<div class="entry"><h3>{title}</h3><p>{text}</p><span>2024-03-12</span></div>')
    + "</div>",
}


def story_of(cleaned: Cleaned) -> list[str]:
    return [verdict.text for verdict in cleaned.body]


@pytest.mark.parametrize("place", ["above", "below", "beside"])
@pytest.mark.parametrize("name", list(LISTS))
def test_found_among_lists_of_link_and_summary(name: str, place: str) -> None:
    column, facts = LISTS[name], '<div class="info">2024-03-12 09:15 来源：青陵日报</div>'
    story = f"<h1>{TITLE}</h1>{facts}<div>{paragraphs()}</div>"
    page = {
        "above": f"{NAV}<div>{column}</div><div>{story}</div>{FOOTER}",
        "below": f"{NAV}<div><div>{story}</div><div>{column}</div></div>{FOOTER}",
        "beside": f"{NAV}<table><tr><td>{story}</td><td>{column}</td></tr></table>{FOOTER}",
    }[place]
    cleaned = cleaned_by(html_page(page))
    assert story_of(cleaned) == list(STORY)
    assert cleaned.region_rule == "text-balance"


def test_found_without_a_headline() -> None:
    page = html_page(f"{NAV}<div>{paragraphs()}</div>{LISTS['li with p']}{FOOTER}", title="青陵新闻网")
    assert story_of(cleaned_by(page)) == list(STORY)


def test_one_paragraph_is_a_story() -> None:
    page = html_page(
        f'{NAV}<h1>{TITLE}</h1><p class="t">2024-03-12 09:15 来源：青陵日报</p>'
        f"<div class=c><p>{STORY[0]}</p></div>{LISTS['dl']}{FOOTER}"
    )
    assert story_of(cleaned_by(page)) == [STORY[0]]


def test_one_sentence_beside_two_cards_of_other_stories() -> None:
    cards = "".join(
        f'<div class="card"><img src="{n}.jpg"><h5><a href="/{n}">{title}</a></h5><p>{text * 2}</p></div>'
        for n, (title, text) in enumerate(OTHERS[:2])
    )
    page = html_page(
        f'{NAV}<h1>{TITLE}</h1><p class="t">2024-03-12 09:15 来源：青陵日报</p>'
        f"<div class=c><p>{STORY[1]}</p></div><div class=rfl>{cards}</div>{FOOTER}"
    )
    assert story_of(cleaned_by(page)) == [STORY[1]]


def test_two_cards_of_other_stories_beside_a_story_in_boxes() -> None:
    cards = "".join(
        f'<div class="card"><img src="{n}.jpg"><h5><a href="/{n}">{title}</a></h5><p>{text * 2}</p></div>'
        for n, (title, text) in enumerate(OTHERS[:2])
    )
    story = '<div class="ad"><a href="/ad"><img src="ad.jpg"></a></div>'.join(
        f'<div class="para">{text}</div>' for text in STORY
    )
    page = html_page(
        f'<div class="page"><div class="l"><h1>{TITLE}</h1><p>2024-03-12 09:15 来源：青陵日报</p>{story}</div>'
        f'<div class="rfl">{cards}</div></div>'
    )
    assert story_of(cleaned_by(page)) == list(STORY)


@pytest.mark.parametrize("heading", ["h3", "div"])
def test_entries_that_a_script_writes_without_links(heading: str) -> None:
    name = "" if heading == "h3" else ' class="it"'
    entries = "".join(
        f"<div{name}><{heading}>{title}</{heading}><p>{text * 2}。</p><div>2024-03-{n + 10} 09:38:04</div></div>"
        for n, (title, text) in enumerate(OTHERS)
    )
    page = article_page(paragraphs(), around=f"<div>{entries}</div>")
    assert story_of(cleaned_by(page)) == list(STORY)


def test_a_story_that_opens_with_a_link_is_no_entry_of_the_buttons_around_it() -> None:
    told = [*STORY, *(f"{text}。" for _, text in OTHERS)]
    story = f'<div><a href="/c">去跟贴广场看看</a></div>{paragraphs(told)}'
    buttons = '<div><a href="/1">跟贴已关闭去看看</a></div>' * 2
    page = html_page(f"<div><h1>{TITLE}</h1><div>2024-03-12 09:15</div><div>{story}</div>{buttons}</div>")
    assert story_of(cleaned_by(page)) == told


def test_a_short_story_above_a_school_that_tells_of_itself() -> None:
    about = "".join(
        f"<p>{text}</p>" for text in ("学校创办于1952年，位于风景秀丽的青陵河畔，占地三十二亩。" * 3,) * 2
    )
    page = article_page(f"<p>{STORY[1]}</p>", around=f'<div class="bottom">{about}</div>')
    assert story_of(cleaned_by(page)) == [STORY[1]]


def test_numbers_and_crossheads_in_boxes_of_their_own() -> None:
    box = "<section class=editor><section><span>{}</span></section><section><strong>{}</strong></section></section>"
    page = article_page(
        f"{box.format('01', '一座桥')}<section><p>{STORY[0]}</p></section><section><p>{STORY[1]}</p></section>"
        f"{box.format('02', '一群人')}<section><p>{STORY[2]}</p></section>"
    )
    assert story_of(cleaned_by(page)) == ["01", "一座桥", *STORY[:2], "02", "一群人", STORY[2]]


def test_the_address_of_the_office_behind_the_writer_is_no_story() -> None:
    lines = "".join(f"<p><font>{text}</font></p>" for text in STORY)
    contact = "<p><font>地址：农业路3号 电话：2233445</font></p>"
    signed = f"{lines}<p align=right>（邱远山）</p><hr>{contact}"
    assert story_of(cleaned_by(html_page(f"<p>{TITLE}</p>{signed}"))) == list(STORY)
    apart = f"<div>{lines}</div><div>地址：农业路3号 电话：2233445</div>"
    assert story_of(cleaned_by(html_page(f"<h1>{TITLE}</h1>{apart}"))) == list(STORY)
    told = story_of(cleaned_by(html_page(f"<p>{TITLE}</p>{lines}{contact}")))
    assert told[-1] == "地址：农业路3号 电话：2233445"


def test_text_without_any_paragraph_element() -> None:
    page = article_page("<br><br>\n".join(STORY), around=LISTS["dl"])
    assert story_of(cleaned_by(page)) == list(STORY)


def test_text_between_empty_paragraphs() -> None:
    page = article_page("<p></p>".join(STORY))
    assert story_of(cleaned_by(page)) == list(STORY)


def test_whole_page_in_one_table() -> None:
    rows = "".join(f"<tr><td>{text}</td></tr>" for text in STORY)
    page = html_page(
        f"<table><tr><td>{NAV}</td></tr><tr><td><h1>{TITLE}</h1></td></tr>"
        f"<tr><td>2024-03-12 09:15 来源：青陵日报</td></tr><tr><td><table>{rows}</table></td></tr>"
        f"<tr><td>{FOOTER}</td></tr></table>"
    )
    assert story_of(cleaned_by(page)) == list(STORY)


def test_each_paragraph_in_a_box_of_its_own() -> None:
    boxes = "".join(f"<div><div><span>{text}</span></div></div>" for text in STORY)
    assert story_of(cleaned_by(article_page(boxes, around=LISTS["li with p"]))) == list(STORY)


def test_verse_without_punctuation() -> None:
    lines = [
        "溪水瘦了",
        "石头一块块走上岸",
        "把雪抖在门槛外",
        "像放下一小袋米",
        "声音碰到屋檐的冰凌",
        "碎成许多个",
        "数到你上岸为止",
    ]
    page = article_page(paragraphs(lines), title="临溪冬日", around=FOOTER.replace("bottom", "foot"))
    assert story_of(cleaned_by(page)) == lines


def test_comments_longer_than_the_article_are_not_the_article() -> None:
    comments = "".join(
        f"<p>网友{n}：{STORY[2]}说得好，我们村也该修一座，大家都来出一把力。</p>" for n in range(20)
    )
    page = article_page(paragraphs(), around=f'<div class="comment-list">{comments}</div>')
    assert story_of(cleaned_by(page)) == list(STORY)


WRAPPED = html_page(
    f'<h1>{TITLE}</h1><div class="outer"><p>2024年03月12日 来源：青陵日报</p>'
    f'<div class="Arc_Body">{paragraphs()}</div><p class="after">这一句写在元素之外，不是新闻。</p></div>'
)


@pytest.mark.parametrize(
    "rules",
    [
        RuleSet("own", body=(".arc_body",)),
        RuleSet("own", body=(".absent", ".arc_body")),
        RuleSet("own", body=(".outer .arc_body",)),
    ],
)
def test_a_rule_says_where_the_story_stands(rules: RuleSet) -> None:
    cleaned = cleaned_by(WRAPPED, rules)
    assert story_of(cleaned) == list(STORY)
    assert cleaned.region_rule.startswith("own:body(")


def test_comments_that_enclose_the_story_are_a_rule() -> None:
    page = article_page(
        f"<p>编者的话，放在正文之前，说明来由。</p><!--begin-->{paragraphs()}<!-- end --><p>尾巴，不算。</p>"
    )
    cleaned = cleaned_by(page, RuleSet("own", between=(("begin", "end"),)))
    assert story_of(cleaned) == list(STORY)
    assert cleaned.region_rule == "own:between(begin)"


@pytest.mark.parametrize("page_part", ["<!--begin-->", "<!--end-->{}<!--begin-->"])
def test_marks_that_enclose_nothing_are_no_rule(page_part: str) -> None:
    page = article_page(page_part.format("") + paragraphs())
    cleaned = cleaned_by(page, RuleSet("own", between=(("begin", "end"),)))
    assert (story_of(cleaned), cleaned.region_rule) == (list(STORY), "text-balance")


def test_a_rule_whose_element_holds_only_a_little_of_the_text_is_not_believed() -> None:
    page = article_page(
        paragraphs(), around='<div class="arc_body">图片 视频 专题 评论 论坛 博客 邮箱 天气 地图 房产</div>'
    )
    cleaned = cleaned_by(page, RuleSet("own", body=(".arc_body",)))
    assert (story_of(cleaned), cleaned.region_rule) == (list(STORY), "text-balance")


def test_of_several_elements_the_rule_means_the_largest() -> None:
    page = html_page(
        f'<h1>{TITLE}</h1><div class="t">短的一段，在前。</div><div class="t">{paragraphs()}</div>'
    )
    assert story_of(cleaned_by(page, RuleSet("own", body=(".t",)))) == list(STORY)


def test_the_first_rule_set_that_holds_counts() -> None:
    first, second = RuleSet("site", body=(".outer",)), RuleSet("cms", body=(".arc_body",))
    assert cleaned_by(WRAPPED, first, second).region_rule == "site:body(.outer)"
    assert cleaned_by(WRAPPED, second, first).region_rule == "cms:body(.arc_body)"


def test_what_a_rule_drops_is_removed_under_its_name() -> None:
    page = article_page(paragraphs() + '<div class="Vote"><p>您对这座桥，满意吗，请投票。</p></div>')
    cleaned = cleaned_by(page, RuleSet("own", drop=(".vote",)))
    assert story_of(cleaned) == list(STORY)
    assert "own:drop(.vote)" in [v.rule for v in cleaned.story if v.role == "removed"]


clauses = st.lists(
    st.text(alphabet="山水桥村茶人路田船雨晴开走看说", min_size=4, max_size=24), min_size=2, max_size=5
)
generated = st.lists(
    clauses.map(lambda parts: "，".join(parts) + "。"), min_size=1, max_size=9, unique=True
).filter(lambda story: len("".join(story)) >= 60)


@settings(max_examples=60)
@given(
    generated,
    st.permutations(list(LISTS)),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(["p", "div", "br"]),
)
def test_a_generated_article_comes_out_of_a_generated_template(
    story: list[str], columns: list[str], above: int, below: int, element: str
) -> None:
    text = "<br>".join(story) if element == "br" else "".join(f"<{element}>{t}</{element}>" for t in story)
    before = "".join(f"<div>{LISTS[name]}</div>" for name in columns[:above])
    after = "".join(f"<div>{LISTS[name]}</div>" for name in columns[above : above + below])
    page = html_page(
        f"{NAV}<div>{before}</div><div><h1>{TITLE}</h1><p>2024-03-12 09:15 来源：青陵日报</p>"
        f"<div>{text}</div></div><div>{after}</div>{FOOTER}"
    )
    assert story_of(cleaned_by(page)) == story
