"""Block by block: what of the article stays, what goes, and under which rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import (
    STORY,
    TITLE,
    article_page,
    body_of,
    cleaned,
    cleaned_by,
    html_page,
    paragraphs,
    parsed,
    rules_by_text,
)

from newscrawl.blocks import lay_out
from newscrawl.clean import clean, join
from newscrawl.extract import clean_page
from newscrawl.model import Verdict

RELATED = (
    "<p><b>相关阅读</b></p><p><a href='/1.html'>云亭区新添五十个口袋花园</a></p>"
    "<p><a href='/2.html'>夜班公交延长到零点，覆盖三家医院</a></p>"
)


def verdict_of(text: str, page: str) -> Verdict:
    (found,) = [v for v in cleaned(page).story if v.block.text == text]
    return found


def among_the_story(line: str) -> str:
    """A page with `line` as a paragraph in the middle of the article."""
    return article_page(paragraphs(STORY[:2]) + f"<p>{line}</p>" + paragraphs(STORY[2:]))


@pytest.mark.parametrize(
    "line",
    [
        "1",
        "01",
        "三、",
        "（二）",
        "游客咨询电话：0000-1234567",
        "编者按：廊桥是石塘镇的老物件，本报今起连载三篇。",
        "开栏的话",
        "问：桥修好以后，车能过吗？",
        "答：不能，只许行人和自行车过桥。",
        "网友报料：桥头的路灯坏了三天。",
        "今天有市民报料，说桥头的路灯又坏了。",
        "“声明一下，我可没出多少力。”他笑着说。",
        "桥长：86米",
        "江南好",
        "ABC",
        "2023年，第一座廊桥动工，桥头立了一块石碑，碑文由村里的老教师写成。",
        "这是2019年06月15日的事，桥头还没有路灯，村民们打着手电筒过河。",
    ],
)
def test_lines_of_the_story_stay(line: str) -> None:
    verdict = verdict_of(line, among_the_story(line))
    assert verdict.role in ("body", "heading")
    assert verdict.text == line


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (
            "【如果您有新闻线索，欢迎向我们报料，一经采纳有费用酬谢。报料微信关注：qlxw123】",
            "phrase:tip-line",
        ),
        ("特别声明：以上内容仅代表作者本人，与本网无关。", "phrase:disclaimer"),
        ("长按二维码关注我们", "phrase:follow-us"),
        ("下载“青陵云”客户端，更多本地新闻抢先看", "phrase:app-promotion"),
        ("阅读剩余全文", "phrase:read-more"),
        ("- THE END -", "phrase:body-over"),
        ("（原标题：第三座廊桥完工，石塘镇的老人们等了四年）", "phrase:original-title"),
        ("责任编辑：韩小满", "fact-line"),
        ("来源：青陵日报", "fact-line"),
        ("（记者 林晓禾 通讯员 许佩文）", "byline"),
        (TITLE, "headline"),
        ("共3页: 上一页 1 2 3 下一页", "pager"),
        ("上一页 1 2 下一页", "pager"),
    ],
)
def test_lines_that_are_no_story_go_under_their_rule(line: str, rule: str) -> None:
    page = among_the_story(line)
    assert (verdict_of(line, page).role in ("removed", "byline"), verdict_of(line, page).rule) == (True, rule)
    assert body_of(page) == list(STORY)


@pytest.mark.parametrize("text", ["1 2 3", "[1] [2]", "【1】【2】", "< 1 2 >"])
def test_linked_numbers_are_a_pager(text: str) -> None:
    page = article_page(paragraphs() + f'<p><a href="2.html">{text}</a> 4</p>')
    assert body_of(page) == list(STORY)


def test_a_story_that_repeats_what_stands_around_its_headline_begins_behind() -> None:
    stack = "<p>山水相连 一桥飞架</p><p>——石塘镇廊桥建设纪实</p>"
    page = html_page(f"<h3>山水相连 一桥飞架</h3><h1>{TITLE}</h1><h3>——石塘镇廊桥建设纪实</h3>"
                     f"<p>2024-03-12 09:15</p><div>{stack}{paragraphs()}</div>")  # fmt: skip
    assert body_of(page) == list(STORY)


def test_a_page_of_pictures_tells_its_story_in_captions() -> None:
    shown = ["3月11日，村民走过新廊桥。（林晓禾 摄）", "孩子们在桥上写生。（林晓禾 摄）"]
    pictures = "".join(f'<p><img src="/{at}.jpg"></p><p>{text}</p>' for at, text in enumerate(shown))
    page = html_page(f"<h1>{TITLE}</h1><div>2024-03-12 09:15 来源：青陵日报</div><div>{pictures}</div>")
    assert body_of(page) == shown


def test_a_piece_inside_a_sentence_is_cut_out_and_kept_as_evidence() -> None:
    text = f"{STORY[1]}（全国爆料热线:T1234567@qingling.example）村里人都说好。"
    page = article_page(paragraphs(STORY[:1]) + f"<p>{text}</p>")
    verdict = verdict_of(text, page)
    assert verdict.text == f"{STORY[1]}村里人都说好。"
    assert verdict.cut == (("phrase:tip-line-inline", "（全国爆料热线:T1234567@qingling.example）"),)


def test_a_block_that_is_nothing_but_the_piece_goes() -> None:
    assert body_of(article_page(paragraphs() + "<p>（新闻报料电话：12345678）</p>")) == list(STORY)


@pytest.mark.parametrize("heading", ["相关阅读", "【延伸阅读】", "相关新闻：", "■ 推荐阅读"])
def test_a_section_of_other_stories_at_the_end_goes(heading: str) -> None:
    page = article_page(paragraphs() + RELATED.replace("相关阅读", heading))
    assert body_of(page) == list(STORY)


def test_comments_without_a_link_go_to_the_end() -> None:
    comments = "<h4>热门评论</h4><p>阿岩：周末去走过，桥板很稳，就是停车位太少，建议坐公交去。</p><p>石头：希望早点把路灯装上，晚上过桥看不清。</p>"
    assert body_of(article_page(paragraphs() + comments)) == list(STORY)


def test_a_section_in_the_middle_goes_and_the_story_goes_on() -> None:
    page = article_page(paragraphs(STORY[:1]) + RELATED + paragraphs(STORY[1:]))
    assert body_of(page) == list(STORY)


def test_a_section_above_the_story_goes() -> None:
    page = article_page(RELATED + paragraphs())
    assert body_of(page) == list(STORY)


def test_summaries_in_a_section_at_the_end_go_with_it() -> None:
    summary = (
        "<p><a href='/3.html'>老粮站变身图书馆</a></p><p>闲置十九年的粮站经过修缮，变成了一座图书馆。</p>"
    )
    page = article_page(paragraphs() + "<h3>相关阅读</h3>" + summary)
    assert body_of(page) == list(STORY)


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        ('<div style="display:none">这一句是给搜索引擎看的，读者看不见。</div>', "hidden"),
        ('<p><a href="/a.html">点开看看云亭区的五十个口袋花园，</a>都在这里</p>', "links"),
        ('<div class="copyright">这一句写在版权区里，不是新闻。</div>', "aside"),
        ('<div class="bshare-custom">分享到各处，请点这里。</div>', "generic:drop(.bshare-custom)"),
    ],
)
def test_what_its_place_condemns(markup: str, rule: str) -> None:
    page = article_page(paragraphs() + markup)
    assert rule in rules_by_text(cleaned(page).story).values()
    assert body_of(page) == list(STORY)


def test_a_list_of_links_inside_the_article_goes() -> None:
    links = "".join(f'<li><a href="/{n}.html">{n}月里的青陵新闻</a></li>' for n in range(1, 6))
    assert body_of(article_page(paragraphs() + f"<ul>{links}</ul>")) == list(STORY)


def test_a_link_inside_a_sentence_is_part_of_it() -> None:
    linked = STORY[1].replace("本地杉木", '<a href="/tag/shanmu">本地杉木</a>')
    assert body_of(article_page(f"<p>{linked}</p>" + paragraphs(STORY[2:]))) == list(STORY[1:])


@pytest.mark.parametrize(
    "markup",
    ["<p><b>桥是怎么修的</b></p>", "<h2>桥是怎么修的</h2>", "<p><strong>桥是怎么修的</strong> </p>"],
)
def test_crossheads_are_headings(markup: str) -> None:
    page = article_page(paragraphs(STORY[:2]) + markup + paragraphs(STORY[2:]))
    assert verdict_of("桥是怎么修的", page).role == "heading"


def test_a_bold_sentence_is_a_paragraph() -> None:
    page = article_page(paragraphs(STORY[:1]) + f"<p><b>{STORY[1]}</b></p>")
    assert verdict_of(STORY[1], page).role == "body"


def test_fact_lines_above_the_story_go_but_a_dated_sentence_in_it_stays() -> None:
    dated = "2024年3月11日10时 桥头的锣鼓响了，孩子们跑过桥去。"
    page = article_page("<p>2024年03月12日 09:15</p>" + paragraphs(STORY[:2]) + f"<p>{dated}</p>")
    assert rules_by_text(cleaned(page).story)["2024年03月12日 09:15"] == "fact-line"
    assert body_of(page) == [*STORY[:2], dated]


@pytest.mark.parametrize(
    "box",
    [
        "<div>摘要<p>石塘镇第三座廊桥完工，桥长八十六米，今天通行。</p></div>",
        "<div><h4>内容提要</h4><p>石塘镇第三座廊桥完工，桥长八十六米，今天通行。</p></div>",
    ],
)
def test_a_box_of_the_summary_goes_and_the_story_stays(box: str) -> None:
    assert body_of(article_page(box + paragraphs(STORY))) == list(STORY)


def test_a_story_of_one_paragraph_called_summary_stays() -> None:
    told = "石塘镇第三座廊桥完工，桥长八十六米，今天通行。"
    assert told in body_of(article_page(f"<div><h4>摘要</h4><p>{told}</p></div>"))


def test_every_block_of_the_span_gets_one_verdict_and_nothing_is_deleted() -> None:
    page = cleaned(article_page(paragraphs() + RELATED + '<p>分享到：</p><img src="/a.jpg">'))
    indices = [verdict.block.index for verdict in page.story]
    assert indices == list(range(indices[0], indices[0] + len(indices)))
    assert all(page.blocks[verdict.block.index] is verdict.block for verdict in page.story)


def test_head_and_foot_hold_what_stands_around_the_body() -> None:
    page = html_page(
        f"<div class=nav>青陵新闻网</div><h1>{TITLE}</h1><div class=info>2024-03-12 来源：青陵日报</div>"
        f"<div class=text>{paragraphs()}</div><div class=ed>责任编辑：韩小满</div>"
    )
    around = cleaned(page)
    assert [block.text for block in around.head] == ["青陵新闻网", TITLE, "2024-03-12 来源：青陵日报"]
    assert [block.text for block in around.foot] == ["责任编辑：韩小满"]
    assert around.headline is around.head[1]


def test_further_pages_join_in_order_and_the_foot_is_the_last_page_s() -> None:
    pages = [
        article_page(paragraphs(STORY[n : n + 1]), around=f"<p>编辑：{name}</p>")
        for n, name in enumerate("甲乙丙")
    ]
    first, *others = [clean(parsed(page), lay_out(parsed(page)), (), None) for page in pages]
    story = join(first, others)
    assert [verdict.text for verdict in story.body] == list(STORY[:3])
    assert (story.headline, story.head) == (first.headline, first.head)
    assert [block.text for block in story.foot] == ["编辑：丙"]
    assert join(first, []) is first


def test_a_further_page_may_be_a_few_lines() -> None:
    first = parsed(article_page(paragraphs()))
    last = parsed(article_page("<p>桥还在。</p>"))
    story = clean_page(first.with_further([last]))
    assert [verdict.text for verdict in story.body] == [*STORY, "桥还在。"]


lines = st.lists(
    st.sampled_from(
        [
            *STORY,
            "长按二维码关注我们",
            "相关阅读",
            "1",
            "（记者 林晓禾）",
            "上一页 1 2 下一页",
            "三、",
            "来源：青陵日报",
        ]
    ),
    min_size=1,
    max_size=12,
)


@given(lines)
def test_sentences_of_the_story_are_in_the_body_and_in_their_order(shuffled: list[str]) -> None:
    page = article_page(paragraphs([*STORY, *shuffled]))
    story = cleaned_by(page)
    wanted = [text for text in (*STORY, *shuffled) if text in STORY]
    cut = any(text == "相关阅读" for text in shuffled)
    kept = [verdict.text for verdict in story.body if verdict.text in STORY]
    assert kept == wanted if not cut else kept[: len(STORY)] == list(STORY)
    assert len(story.story) == len({verdict.block for verdict in story.story})
