"""Headline, kicker and subtitle: as displayed, in full, without the names of site and channels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import STORY, cleaned, html_page, paragraphs, record_of

from newscrawl.fields.title import find_kicker, find_subtitle, find_title, strip_tail
from newscrawl.model import Found

HEADLINE = "石塘镇第三座廊桥完工通行"


def page_with(title: str, shown: str, *, head: str = "", story: str = "") -> str:
    return html_page(
        f"{shown}<div class=info>2024-03-12 09:15 来源：青陵日报</div><div class=text>{story}{paragraphs()}</div>",
        title=title,
        head=head,
    )


def title_of(page: str) -> Found[str]:
    found = find_title(cleaned(page))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "tail",
    [
        "_青陵新闻网",
        "-青陵新闻网",
        " - 青陵在线",
        "_故事_江州粉丝网",
        "-本地新闻-江州新闻网",
        "|廊桥|木匠_青陵频道",
        "_中国_青陵_石塘",
        "——青陵日报",
        "_",
        " | 青陵晚报客户端",
        "-qingling.com",
        "_qlnews.com.cn",
    ],
)
def test_tails_of_the_title_tag_go(tail: str) -> None:
    assert strip_tail(HEADLINE + tail) == HEADLINE


@pytest.mark.parametrize(
    "title",
    [
        HEADLINE,
        "补壹刀：这座桥为什么修了四年",
        "棱镜|青陵茶叶涨价背后",
        "【资讯汇总】石塘镇三月大事",
        "吉林省安图县林业局-安图县林业局召开会议",
        "青陵—宁浦动车公交化开行首月",
        "从1-10月数据看青陵经济",
        "青陵新闻网开通便民热线",
        "COVID-19疫苗接种点公布",
        "A股收评：沪指涨0.5%",
        "云亭区、石塘县 - 两地携手修桥",
    ],
)
def test_headlines_are_not_damaged(title: str) -> None:
    assert strip_tail(title) == title


@pytest.mark.parametrize("tail", ["_青陵新闻网", "-安图县林业信息网", "|青陵频道"])
def test_a_headline_that_holds_the_site_s_own_name_survives_behind_its_tail(tail: str) -> None:
    title = "安图县林业局-安图县林业局召开廊桥保护会议"
    assert strip_tail(title + tail) == title


@pytest.mark.parametrize("mark", ["(2)", "（2）", " (12)"])
def test_page_marks_go(mark: str) -> None:
    assert strip_tail(HEADLINE + mark + "_青陵新闻网") == HEADLINE
    assert title_of(page_with(HEADLINE, f"<h1>{HEADLINE}{mark}</h1>")).value == HEADLINE


@pytest.mark.parametrize(
    "shown",
    [
        f"<h1>{HEADLINE}</h1>",
        f"<h2>{HEADLINE}</h2>",
        f'<div class="title"><span>{HEADLINE}</span></div>',
        f'<table><tr><td class="bt"><strong>{HEADLINE}</strong></td></tr></table>',
        f"<p>{HEADLINE}</p>",
        f"<h1>　{HEADLINE[:5]}\n{HEADLINE[5:]} </h1>",
    ],
)
def test_the_displayed_headline_is_found_by_what_the_title_tag_says(shown: str) -> None:
    found = title_of(page_with(f"{HEADLINE}_青陵新闻网", shown))
    assert (found.value.replace(" ", ""), found.rule) == (HEADLINE, "headline")


def test_the_displayed_headline_beats_a_shorter_title_tag() -> None:
    shown = f"{HEADLINE} 村民告别摆渡"
    assert title_of(page_with(HEADLINE, f"<h1>{shown}</h1>")).value == shown


def test_where_the_title_tag_names_a_paper_the_bold_line_above_the_story_is_the_headline() -> None:
    shown = (
        f"<p>2024年03月12日 星期二</p><p><strong>第A01版：要闻</strong></p><p><strong>{HEADLINE}</strong></p>"
    )
    page = html_page(f"{shown}<div class=text>{paragraphs()}</div>", title="青陵日報電子版")
    assert title_of(page).value == HEADLINE


def test_a_headline_may_be_two_characters() -> None:
    assert title_of(page_with("春雨-青陵副刊", "<h1>春雨</h1>")).value == "春雨"


def test_of_two_the_prominent_one_is_the_headline() -> None:
    page = page_with(HEADLINE, f'<p><a href="/1.html">{HEADLINE}</a></p><h1>{HEADLINE}</h1>')
    found = cleaned(page).headline
    assert found is not None
    assert found.type == "heading"


def test_without_a_displayed_headline_the_title_tag_or_meta_tells() -> None:
    found = title_of(page_with(f"{HEADLINE}_青陵新闻网", ""))
    assert (found.value, found.rule) == (HEADLINE, "title-tag")
    meta = f'<meta property="og:title" content="{HEADLINE}">'
    assert title_of(page_with("青陵新闻网", "", head=meta)).value == HEADLINE


@pytest.mark.parametrize("badge", ["原创", "图集", "独家"])
def test_a_badge_in_front_of_the_headline_goes(badge: str) -> None:
    found = title_of(page_with(f"{HEADLINE}_青陵新闻网", f"<h1><span>{badge}</span>{HEADLINE}</h1>"))
    assert (found.value, found.rule) == (HEADLINE, "headline-without-badge")


@pytest.mark.parametrize(
    "original",
    [
        f"（原标题：{HEADLINE}）",
        f"原标题：{HEADLINE}",
        f"（原题为《{HEADLINE}》）",
        f"(原标题:{HEADLINE})",
    ],
)
@pytest.mark.parametrize("cut", ["石塘镇第三座廊桥...", "石塘镇第三座廊桥……", "石塘镇第三座廊桥…"])
def test_a_cut_headline_is_restored_from_the_original_title(cut: str, original: str) -> None:
    found = title_of(page_with(f"{cut}_青陵新闻网", f"<h1>{cut}</h1>", story=f"<p>{original}</p>"))
    assert (found.value, found.rule) == (HEADLINE, "original-title")


def test_a_cut_headline_is_restored_from_the_title_tag() -> None:
    found = title_of(page_with(f"{HEADLINE}_青陵新闻网", "<h1>石塘镇第三座廊桥...</h1>"))
    assert (found.value, found.rule) == (HEADLINE, "title-tag")


def test_a_cut_headline_that_nothing_completes_stays_as_displayed() -> None:
    assert (
        title_of(page_with("石塘镇第三座廊桥...", "<h1>石塘镇第三座廊桥...</h1>")).value
        == "石塘镇第三座廊桥..."
    )


def test_the_original_title_of_a_whole_headline_changes_nothing() -> None:
    page = page_with(HEADLINE, f"<h1>{HEADLINE}</h1>", story="<p>（原标题：廊桥修成了，走桥的人笑了）</p>")
    assert title_of(page).value == HEADLINE
    assert "原标题" not in (record_of(page).body or "")


@pytest.mark.parametrize(
    ("stack", "kicker", "subtitle"),
    [
        (f'<div class="yinti">四年修一桥</div><h1>{HEADLINE}</h1>', "四年修一桥", None),
        (f'<h1>{HEADLINE}</h1><h2 class="subtitle">村民投工两千多人次</h2>', None, "村民投工两千多人次"),
        (
            f'<p class="kicker">四年修一桥</p><h1>{HEADLINE}</h1><p class="sub-title">一颗铁钉也没有</p>',
            "四年修一桥",
            "一颗铁钉也没有",
        ),
        (
            f"<div><h3>四年修一桥</h3><h1>{HEADLINE}</h1><h4>一颗铁钉也没有</h4></div>",
            "四年修一桥",
            "一颗铁钉也没有",
        ),
        (f"<div><h3></h3><h2>{HEADLINE}</h2><h3>一颗铁钉也没有</h3></div>", None, "一颗铁钉也没有"),
        (f"<h3>青陵要闻</h3><div><h1>{HEADLINE}</h1></div>", None, None),
        (f"<h3><a href='/'>青陵要闻</a></h3><h1>{HEADLINE}</h1>", None, None),
        (f"<h1>青陵新闻网</h1><h2>{HEADLINE}</h2>", None, None),
        (f"<h1>{HEADLINE}</h1>", None, None),
        (f'<h1>{HEADLINE}</h1><p class="subtitle"><a href="/x.html">村民投工两千多人次</a></p>', None, None),
    ],
)
def test_kicker_and_subtitle(stack: str, kicker: str | None, subtitle: str | None) -> None:
    page = cleaned(page_with(HEADLINE, stack))
    found = [
        item.value if item else None for item in (find_kicker(page), find_title(page), find_subtitle(page))
    ]
    assert found == [kicker, HEADLINE, subtitle]


def test_a_stack_inside_the_story_s_element_is_no_body() -> None:
    page = html_page(
        f"<div><h3>四年修一桥</h3><h1>{HEADLINE}</h1><h4>一颗铁钉也没有</h4>"
        f"<p>2024-03-12 09:15 来源：青陵日报</p>{paragraphs()}</div>",
        title=HEADLINE,
    )
    record = record_of(page)
    assert (record.kicker, record.title, record.subtitle) == ("四年修一桥", HEADLINE, "一颗铁钉也没有")
    assert record.body == "\n\n".join(STORY)


def test_a_crosshead_that_opens_the_story_is_no_subtitle() -> None:
    page = html_page(f"<h1>{HEADLINE}</h1><h3>桥是怎么修的</h3>{paragraphs()}", title=HEADLINE)
    assert find_subtitle(cleaned(page)) is None


def test_the_comment_of_founder_holds_the_stack() -> None:
    facts = (
        f"<!--enpproperty <title>{HEADLINE}</title><introtitle>四年修一桥</introtitle>"
        "<subtitle>一颗铁钉也没有</subtitle> /enpproperty-->"
    )
    record = record_of(page_with("青陵日报数字报-廊桥", f"{facts}<!--enpcontent-->", story=""))
    assert (record.kicker, record.title, record.subtitle) == ("四年修一桥", HEADLINE, "一颗铁钉也没有")


def test_a_headline_repeated_on_top_of_the_body_is_not_body() -> None:
    page = page_with(HEADLINE, f"<h1>{HEADLINE}</h1>", story=f"<p align=center>{HEADLINE}</p>")
    assert record_of(page).body == "\n\n".join(STORY)


words = st.text(alphabet="山水桥村茶人路田船雨晴开走看说：“”！《》、 ", min_size=6, max_size=30).map(
    lambda text: "修" + " ".join(text.split())
)


@given(words, st.sampled_from(["_青陵新闻网", "-青陵新闻网", "|要闻_青陵频道", ""]))
def test_any_headline_comes_back_without_its_tail(headline: str, tail: str) -> None:
    assert strip_tail(headline + tail) == headline


@given(st.text(max_size=200))
def test_stripping_never_adds_anything(title: str) -> None:
    assert len(strip_tail(title)) <= len(title)
