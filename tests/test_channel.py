"""Breadcrumbs in their forms, and the keywords that the article itself contains."""

from __future__ import annotations

import pytest
from invented import STORY, TITLE, cleaned, cleaned_by, html_page, paragraphs

from newscrawl.fields.channel import find_channel, find_keywords
from newscrawl.model import RuleSet
from newscrawl.rule import css, meta


def page_with(breadcrumb: str, *, head: str = "") -> str:
    return html_page(
        f"{breadcrumb}<h1>{TITLE}</h1><div>2024-03-12 来源：青陵日报</div><div class=text>{paragraphs()}</div>",
        head=head,
    )


@pytest.mark.parametrize(
    ("breadcrumb", "names"),
    [
        (
            "<div>当前位置:<a href='/'>首页</a>&nbsp;>&nbsp;<a href='/q/'>情感</a> > <a>故事</a> ></div>",
            ["首页", "情感", "故事"],
        ),
        (
            "<div>您当前的位置：<a href='/'>首页</a> &gt; <a href='/b/'>本地新闻</a> &gt; 正文</div>",
            ["首页", "本地新闻"],
        ),
        ("<p>您现在所在的位置是：首页 » 要闻 » 石塘</p>", ["首页", "要闻", "石塘"]),
        ("<div>所在位置: 青陵网>要闻>正文</div>", ["青陵网", "要闻"]),
        ("<div class='breadcrumb'>首页 › 文化</div>", ["首页", "文化"]),
        ("<td><a href='/'>青陵在线</a>→<a href='/yw/'>要闻</a>→浏览文章</td>", ["青陵在线", "要闻"]),
        (f"<div>当前位置：<a href='/'>首页</a> ＞ <a href='/c/'>城事</a> ＞ {TITLE}</div>", ["首页", "城事"]),
        ("<div>位置：首页 &gt;&gt; 民生</div>", ["首页", "民生"]),
    ],
)
def test_breadcrumbs(breadcrumb: str, names: list[str]) -> None:
    found = find_channel(cleaned(page_with(breadcrumb)))
    assert found is not None
    assert (found.value, found.rule) == (names, "breadcrumb")


@pytest.mark.parametrize(
    "line",
    [
        "<p>水位 > 警戒线 > 保证水位，是三个等级。</p>",
        "<div>首页 要闻 视频</div>",
        "<p><a href='/x.html'>更多 >></a></p>",
        "",
    ],
)
def test_other_lines_are_no_breadcrumb(line: str) -> None:
    found = find_channel(cleaned(page_with(line)))
    assert found is None


def test_a_breadcrumb_below_the_headline_s_story_does_not_count() -> None:
    page = html_page(f"<h1>{TITLE}</h1><div>{paragraphs()}</div><div>当前位置：首页 > 要闻</div>")
    assert find_channel(cleaned(page)) is None


def test_the_nearest_breadcrumb_counts() -> None:
    page = page_with("<div class=path>青陵网 > 旧闻</div><div class=path>首页 > 要闻 > 石塘</div>")
    found = find_channel(cleaned(page))
    assert found is not None
    assert found.value == ["首页", "要闻", "石塘"]


def test_a_rule_counts_before_the_breadcrumb() -> None:
    page = page_with("<div class=path>青陵网 > 旧闻</div><p class=lanmu>要闻 > 石塘</p>")
    found = find_channel(cleaned_by(page, RuleSet("own", channel=(css(".lanmu"),))))
    assert found is not None
    assert (found.value, found.rule) == (["要闻", "石塘"], "own:css(.lanmu)")


def test_meta_that_names_the_last_channel_gives_way_to_the_whole_breadcrumb() -> None:
    page = page_with("<div>位置：首页 > 要闻 > 石塘</div>", head='<meta name="ColumnName" content="石塘">')
    found = find_channel(cleaned_by(page, RuleSet("own", channel=(meta("ColumnName"),))))
    assert found is not None
    assert (found.value, found.rule) == (["首页", "要闻", "石塘"], "breadcrumb")


@pytest.mark.parametrize("name", ["keywords", "Keywords", "news_keywords", "ContentKeywords"])
@pytest.mark.parametrize("separator", [",", "，", " ", "、", ";", "|"])
def test_keywords_that_the_article_contains(name: str, separator: str) -> None:
    content = separator.join(["廊桥", "石塘镇", "青陵新闻网", "廊桥", "房产", "茶"])
    page = page_with("", head=f'<meta name="{name}" content="{content}">')
    found = find_keywords(cleaned(page))
    assert found is not None
    assert found.value == ["廊桥", "石塘镇"]


@pytest.mark.parametrize("content", ["", "青陵新闻网,青陵日报社,房产", STORY[0]])
def test_a_site_s_standing_keywords_are_none(content: str) -> None:
    assert find_keywords(cleaned(page_with("", head=f'<meta name="keywords" content="{content}">'))) is None
