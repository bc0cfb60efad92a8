"""Further pages of a story: which links lead to them, and what the first page's address may be."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discover.links import Link
from newscrawl.discover.parts import (
    MAX_PARTS,
    first_pages,
    is_part,
    may_have_parts,
    part_number,
    parts,
    shows_whole,
)
from newscrawl.discover.story import Story
from newscrawl.discover.urls import canonical
from newscrawl.model import Fetched, Page
from newscrawl.page import parse

FIRST = "http://a.example/wenhua/7.html"


@pytest.mark.parametrize(
    "text",
    [
        "全文阅读",
        "阅读全文",
        "[余下全文]",
        "在本页阅读全文",
        "显示全文 >>",
        "单页阅读",
        "阅读剩余全文",
        "View All",
    ],
)
def test_the_page_that_shows_the_whole_comes_last(text: str) -> None:
    links = [Link("http://a.example/wenhua/7_all.html", text), Link("http://a.example/wenhua/7_2.html", "2")]
    assert parts(links, FIRST) == ["http://a.example/wenhua/7_2.html", "http://a.example/wenhua/7_all.html"]


@pytest.mark.parametrize("text", ["更多", "江州全文发布新规", "全", "阅读", "内容", "显示全部评论12条", ""])
def test_other_words_promise_no_whole_story(text: str) -> None:
    assert parts([Link("http://a.example/wenhua/7_all.html", text)], FIRST) == []


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("http://a.example/wenhua/7_all.html", True),
        ("http://a.example/wenhua/7-full.html", True),
        ("http://a.example/wenhua/7_0.html", True),
        ("http://a.example/wenhua/7/all.html", True),
        (FIRST + "?all=1", True),
        (FIRST + "?all", True),
        (FIRST + "?page=all", True),
        (FIRST, False),
        (FIRST + "?page=2", False),
        (FIRST + "?from=weibo", False),
        ("http://a.example/wenhua/8_all.html", False),
        ("http://a.example/wenhua/7_all.html?x=1", False),
        ("http://b.example/wenhua/7_all.html", False),
    ],
)
def test_how_the_whole_story_is_addressed(url: str, whole: bool) -> None:
    assert shows_whole(FIRST, url) is whole
    assert is_part(FIRST, url) is (whole or part_number(FIRST, url) is not None)


def test_what_a_site_declares_does_not_hide_the_whole_story() -> None:
    links = [Link(FIRST.replace("7", "7_2"), "下一页"), Link(FIRST.replace("7", "7_all"), "全文阅读")]
    assert parts(links, FIRST, re.compile(r"_\d+\.html$")) == [link.url for link in links]


def test_pages_without_any_sign_of_others_need_no_look_at_their_links() -> None:
    assert may_have_parts('<a href="7_2.html">2</a>')
    assert may_have_parts("<a href=x>下一页</a>")
    assert not may_have_parts('<a href="8.html">江州又一处步道开放</a>')


# --- the first page's address ---------------------------------------------------------------------

names = st.from_regex(r"[a-z]{1,4}_?\d{1,6}", fullmatch=True)
queries = st.lists(st.from_regex(r"[a-z]{2,5}=\d{1,4}", fullmatch=True), max_size=3).map("&".join)
marks = st.one_of(
    st.integers(2, 99).map(lambda number: ("path", f"_{number}")),
    st.integers(2, 99).map(lambda number: ("path", f"-{number}")),
    st.sampled_from([("path", "_all"), ("path", "-full"), ("query", "all=1"), ("query", "page=all")]),
    st.integers(2, 99).map(lambda number: ("query", f"page={number}")),
)


@given(names, queries, marks, st.sampled_from(["", "_1", "-1"]), st.booleans())
def test_every_further_page_leads_back_to_its_first(
    name: str, query: str, mark: tuple[str, str], one: str, leading: bool
) -> None:
    where, added = mark
    first, path, pairs = name, name, query
    if where == "path":
        first, path = name + one, name + added
    else:
        pairs = "&".join(filter(None, [added, query] if leading else [query, added]))
    first_url = f"http://a.example/wenhua/{first}.html" + (f"?{query}" if query else "")
    url = f"http://a.example/wenhua/{path}.html" + (f"?{pairs}" if pairs else "")
    if is_part(first_url, url):
        assert canonical(first_url) in map(canonical, first_pages(url))


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_address_is_its_own_first_page(path: str, query: str) -> None:
    url = f"http://a.example/{path.replace('#', '').replace('?', '')}?{query.replace('#', '')}"
    try:
        found = first_pages(url)
    except ValueError:
        return
    assert url not in found
    assert len(found) <= 3 + 2 * 8


def test_an_article_alone_has_no_other_first_page() -> None:
    assert first_pages("http://a.example/wenhua/202403/t20240312_21250993.html") == []


# --- collecting -----------------------------------------------------------------------------------


def read(url: str, text: str = "") -> Page:
    return parse(Fetched(f"<html><body><p>{text or url}</p></body></html>".encode(), url))


def test_a_story_is_first_page_and_parts_in_the_order_they_were_found() -> None:
    story = Story(read(FIRST), [FIRST.replace("7", "7_2")])
    urls = []
    while (url := story.next()) is not None:
        urls.append(url)
        story.take(read(url), [FIRST, FIRST.replace("7", "7_2"), FIRST.replace("7", "7_3")])
    assert urls == [FIRST.replace("7", f"7_{n}") for n in (2, 3)]
    assert [page.url for page in story.page().further] == urls
    assert story.page().missing == ()


def test_a_part_that_is_the_first_page_again_is_missing() -> None:
    story = Story(read(FIRST, "同一页"), [FIRST + "?page=2"])
    url = story.next()
    assert url == FIRST + "?page=2"
    story.take(read(url, "同一页"), [])
    assert story.page().further == ()
    assert story.page().missing == (url,)


def test_a_story_without_parts_is_its_page() -> None:
    page = read(FIRST)
    assert Story(page).page() is page


def test_a_story_has_an_end() -> None:
    story = Story(read(FIRST), [FIRST.replace("7", "7_2")])
    number = 2
    while (url := story.next()) is not None:
        number += 1
        story.take(read(url), [FIRST.replace("7", f"7_{number}")])
    assert len(story.page().further) == MAX_PARTS
