"""The named functions that rules are written with: what each reads, under which name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import html_page, parsed

from newscrawl.model import Rule
from newscrawl.rule import comment, css, meta, script

HEAD = (
    '<meta name="Author" content="林晓禾"><meta property="og:title" content="廊桥">'
    '<script>var pub = "2024-03-12"; var pub2 = "2024-03-13";</script>'
)
BODY = """<div class="bread"><a href="/">首页</a> &gt; <a href="/yw/">要闻</a> &gt;  正文</div>
<p class="ed">责编：<span>韩小满</span></p><p class="ed">校对：<b>许佩文</b> 等</p>
<!--enpproperty <title>石塘镇第三座廊桥完工通行</title><author></author><source>青陵日报</source> /enpproperty-->"""
PAGE = parsed(html_page(BODY, head=HEAD))


@pytest.mark.parametrize(
    ("rule", "name", "texts"),
    [
        (css(".bread"), "css(.bread)", ["首页 > 要闻 > 正文"]),
        (css("p.ed"), "css(p.ed)", ["责编：韩小满", "校对：许佩文 等"]),
        (css("#absent"), "css(#absent)", []),
        (meta("author"), "meta(author)", ["林晓禾"]),
        (meta("OG:Title"), "meta(OG:Title)", ["廊桥"]),
        (meta("absent"), "meta(absent)", []),
        (script("pub", r'var pub\d* = "([^"]+)"'), "script(pub)", ["2024-03-12", "2024-03-13"]),
        (script("absent", r"var none = (\d+)"), "script(absent)", []),
        (comment("title"), "comment(title)", ["石塘镇第三座廊桥完工通行"]),
        (comment("source"), "comment(source)", ["青陵日报"]),
        (comment("author"), "comment(author)", [""]),
        (comment("absent"), "comment(absent)", []),
    ],
)
def test_what_a_rule_reads(rule: Rule, name: str, texts: list[str]) -> None:
    assert (rule.name, list(rule.read(PAGE))) == (name, texts)


def test_a_rule_can_be_read_again() -> None:
    rule = css("p.ed")
    assert list(rule.read(PAGE)) == list(rule.read(PAGE)) != []


texts = st.lists(st.text(alphabet="山水 桥\n村", min_size=1, max_size=6), min_size=1, max_size=6)


@given(texts, st.lists(st.sampled_from(["b", "span", "a", "i"]), min_size=6, max_size=6))
def test_css_reads_all_text_below_an_element(pieces: list[str], tags: list[str]) -> None:
    markup = "".join(f"<{tag}>{text}</{tag}>尾" for tag, text in zip(tags, pieces, strict=False))
    wanted = " ".join("尾".join([*pieces, ""]).split())
    assert list(css("h2.x").read(parsed(html_page(f'<h2 class="x">{markup}</h2>后')))) == [wanted]
