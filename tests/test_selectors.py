"""The few CSS selectors of rules, matched on nodes: they must find what lxml finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import html_page, laid_out, parsed
from lxml.cssselect import CSSSelector

from newscrawl.blocks import lay_out
from newscrawl.clean.selectors import SelectorIndex, parse_selector

BODY = """
<div class="wrap"><div class="News_Content main" id="Zoom"><p class="lead">一</p></div></div>
<div class="main"><ul class="list pageLink"><li>二</li></ul><founder-content><p>三</p></founder-content></div>
<p class="main-lead">四</p>
"""


def matched(selector: str) -> list[str]:
    layout = laid_out(html_page(BODY))
    return [
        f"{node.tag}:{node.label.rstrip()}" for node, _, _ in SelectorIndex([(selector, "")]).matches(layout)
    ]


@pytest.mark.parametrize(
    ("selector", "wanted"),
    [
        ("founder-content", ["founder-content:"]),
        ("#zoom", ["div:news_content main zoom"]),
        ("#Zoom", ["div:news_content main zoom"]),
        (".news_content", ["div:news_content main zoom"]),
        (".NEWS_content.main", ["div:news_content main zoom"]),
        (".main", ["div:news_content main zoom", "div:main"]),
        ("div.main#zoom", ["div:news_content main zoom"]),
        ("p.main", []),
        (".wrap .main", ["div:news_content main zoom"]),
        (".main p", ["p:lead", "p:"]),
        (".wrap div .lead", ["p:lead"]),
        (".list .wrap", []),
        (".lead .main", []),
        ("#main", []),
        (".zoom", []),
        (".mai", []),
        (".pagelink", ["ul:list pagelink"]),
    ],
)
def test_selector_finds_its_nodes(selector: str, wanted: list[str]) -> None:
    assert matched(selector) == wanted


@pytest.mark.parametrize(
    "selector", ["", "  ", "div > p", "p:first-child", "[id=a]", ".a, .b", "*", "a.", "div#"]
)
def test_other_selectors_are_refused(selector: str) -> None:
    with pytest.raises(ValueError, match=r"selector"):
        parse_selector(selector)


def test_each_match_comes_with_what_was_said_of_its_selector() -> None:
    index = SelectorIndex([(".lead", "a"), ("p", "b"), (".main", "c")])
    found = {
        (node.tag, selector.text, value) for node, selector, value in index.matches(laid_out(html_page(BODY)))
    }
    assert found == {("p", ".lead", "a"), ("p", "p", "b"), ("div", ".main", "c")}


names = st.sampled_from(["a", "b", "a-b", "ab"])
compounds = st.builds(
    "{}{}".format,
    st.sampled_from(["", "div", "p"]),
    st.lists(st.builds("{}{}".format, st.sampled_from([".", "#"]), names), max_size=2).map("".join),
).filter(bool)
selectors = st.lists(compounds, min_size=1, max_size=3).map(" ".join)
elements = st.recursive(
    st.builds('<p class="{}">x</p>'.format, names),
    lambda inner: st.builds(
        '<div class="{} {}" id="{}">{}{}</div>'.format, names, names, names, inner, inner
    ),
    max_leaves=8,
)


@given(selectors, elements)
def test_same_elements_as_lxml_finds(selector: str, body: str) -> None:
    page = parsed(html_page(body))
    wanted = list(CSSSelector(selector, translator="html")(page.root))
    found = [node.element for node, _, _ in SelectorIndex([(selector, "")]).matches(lay_out(page))]
    assert [element for element in wanted if element not in found] == []
    assert [element for element in found if element not in wanted] == []
