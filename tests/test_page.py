"""Bytes to Page: one tree that has all of the text, what the head declares, and what is no page at all."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import STORY, TITLE, article_page, html_page, paragraphs, parsed, record_of, squeeze
from msgspec import to_builtins

from newscrawl.errors import NotHtml, TooLarge
from newscrawl.model import Fetched, text_of
from newscrawl.page import MAX_BYTES, parse
from newscrawl.page.tree import lenient_tree, parse_tree

HOST = "http://www.qingling.example"


@pytest.mark.parametrize("key", ["content", "blocks"])
def test_a_story_that_a_script_keeps_as_a_list_of_paragraphs(key: str) -> None:
    parts = [{"type": "unstyled", "text": text} for text in STORY]
    post = {
        "title": TITLE,
        "publishedDate": "2024-03-12T01:15:00Z",
        "writers": [{"name": "邱远山"}],
        key: parts,
    }
    state = json.dumps({"props": {"pageProps": {"post": post}}}, ensure_ascii=False)
    script = f'<script id="__NEXT_DATA__" type="application/json">{state}</script>'
    record = record_of(html_page(f'<div id="__next"></div>{script}', title=f"{TITLE}｜青陵网"))
    assert record.body == "\n\n".join(STORY)
    assert record.published_at == "2024-03-12T09:15:00+08:00"
    assert [credit.name for credit in record.reporters] == ["邱远山"]


def test_a_story_whose_facts_stand_around_the_object_of_its_text() -> None:
    text = {"contentList": [{"type": "text", "data": "".join(f"<p>{text}</p>" for text in STORY)}]}
    story = {"title": TITLE, "newsTime": "2024-03-12 09:15:00", "source": "青陵日报", "contentData": text}
    state = json.dumps({"docData": story, "recommend": [{"title": "口袋花园"}]}, ensure_ascii=False)
    record = record_of(
        html_page(f'<div id="root"></div><script>var allData = {state};</script>', title=f"{TITLE}_青陵网")
    )
    assert (record.title, record.body) == (TITLE, "\n\n".join(STORY))
    assert record.published_at == "2024-03-12T09:15:00+08:00"
    assert record.source is not None
    assert record.source.name == "青陵日报"


def text_in(html: str) -> str:
    return squeeze(text_of(parse_tree(html)[0]))


@pytest.mark.parametrize(
    "stray", ["</html>", "</body></html>", "</BODY></HTML >", "<body>", "<html><body class=b>"]
)
def test_stray_document_tags_in_the_middle_lose_nothing(stray: str) -> None:
    html = article_page(paragraphs(STORY[:2]) + stray + paragraphs(STORY[2:]))
    assert text_in(html).count(squeeze("".join(STORY[2:]))) == 1
    assert (record_of(html).body or "").split("\n\n") == list(STORY)


def test_story_behind_the_end_of_the_document_is_read() -> None:
    html = f"<html><body><h1>石塘镇的廊桥</h1></body></html>\n<div>{paragraphs()}</div>"
    assert squeeze("".join(STORY)) in text_in(html)


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "&#27;", "&#x1B;", "\x07"])
def test_nothing_on_a_page_steers_the_terminal_of_who_reads_it(sign: str) -> None:
    steering = f"{sign}[2J{sign}]0;x"
    head = (
        f'<title>石塘镇{steering}的廊桥开放</title><meta name="author" content="林{steering}晓">'
        f'<meta name="keywords" content="廊桥{steering}"><script type="application/ld+json">'
        f'{{"@type": "NewsArticle", "headline": "石塘镇\\u001b[2J的廊桥开放", "author": "沈\\u009b泉", '
        f'"datePublished": "2024-03-12T08:00:00\\u0007+08:00"}}</script>'
    )
    html = f"<html><head>{head}</head><body><h1>石塘镇{steering}的廊桥开放</h1>" + "".join(
        f"<p>来源：江州{steering}日报</p>{paragraphs([line + steering for line in STORY])}"
    ) + "</body></html>"  # fmt: skip
    told = str(to_builtins(record_of(html)))
    assert "廊桥开放" in told
    assert told.isprintable()


@pytest.mark.parametrize("levels", [300, 3000])
def test_deep_nesting_loses_nothing(levels: int) -> None:
    html = article_page("<div>" * levels + paragraphs() + "</div>" * levels)
    assert record_of(html).body == "\n\n".join(STORY)


def test_paragraphs_nested_in_each_other_by_the_thousand_lose_nothing() -> None:
    texts = [f"第{number}段讲的是石塘镇第{number}座桥，桥长{number + 40}米。" for number in range(3000)]
    html = article_page("".join(f"<div><p>{text}" for text in texts))
    assert record_of(html).body == "\n\n".join(texts)


def test_the_lenient_tree_is_used_where_the_fast_parser_lost_text_and_the_record_says_so() -> None:
    html = article_page("<div>" * 3000 + paragraphs() + "</div>" * 3000)
    page = parsed(html)
    assert page.lenient
    assert (record_of(html).provenance or {})["parser"].rule == "lenient-tree"


def test_an_ordinary_page_is_read_once() -> None:
    page = parsed(article_page(paragraphs()))
    assert not page.lenient
    assert "parser" not in (record_of(article_page(paragraphs())).provenance or {})


def test_unclosed_tags_lose_nothing() -> None:
    html = article_page("".join(f"<font><b><span><p>{text}" for text in STORY * 50))
    assert record_of(html).body == "\n\n".join(STORY * 50)


def test_markup_junk_in_the_text_does_no_harm() -> None:
    html = article_page(
        paragraphs() + '<p pcms-style=\\"font-L\\"><x:y 1=2 "><o:p></o:p>最后一段，写在乱码标记后面。</p>'
    )
    assert "最后一段，写在乱码标记后面。" in squeeze(record_of(html).body)


def test_the_lenient_tree_has_the_same_text_and_attributes() -> None:
    html = html_page('<div class="text a" id="zoom"><p>甲<!-- 不算 --><b>乙</b>丙</p><br>丁</div>')
    root = lenient_tree(html)
    assert squeeze(text_of(root)) == squeeze(text_of(parse_tree(html)[0]))
    div = next(root.iter("div"))
    assert (div.get("class"), div.get("id")) == ("text a", "zoom")


def test_the_lenient_tree_keeps_the_order_of_elements_below_its_depth() -> None:
    inner = "".join(f"<p>{number}</p>" for number in range(5))
    root = lenient_tree("<div>" * 400 + inner + "尾" + "</div>" * 400)
    assert squeeze(text_of(root)) == "01234尾"


@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<p>", "</b>", "<td>", "甲", "乙，", "<br>", "</html>"]),
        max_size=60,
    )
)
def test_both_trees_hold_the_same_text(pieces: list[str]) -> None:
    html = "<html><body>" + "".join(pieces) + "完</body></html>"
    assert squeeze(text_of(parse_tree(html)[0])) == squeeze(text_of(lenient_tree(html)))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", ""),
        (b" \r\n\t", "text/html"),
        (b"%PDF-1.7 <html>", ""),
        (b"\x89PNG\r\n<p>", "text/html"),
        (b"GIF89a<p>", ""),
        (b"PK\x03\x04<p>", ""),
        (b"\x1f\x8b<p>", ""),
        (b"<p>" + b"\0" * 400, ""),
        (b"<p>text</p>", "image/jpeg"),
        (b"<p>text</p>", "application/pdf"),
        (b'{"a": "<p>"}', "application/json; charset=utf-8"),
        (b"body { color: red }", "text/css"),
        ("只有文字，没有标记。".encode(), "text/html"),
    ],
)
def test_what_is_no_page_is_refused(body: bytes, kind: str) -> None:
    with pytest.raises(NotHtml) as refusal:
        parse(Fetched(body, None, kind))
    assert refusal.value.code == "not_html"
    assert str(refusal.value)


def test_utf16_pages_are_no_binary_files() -> None:
    html = article_page(paragraphs())
    assert record_of(html.encode("utf-16")).body == "\n\n".join(STORY)


def test_a_page_beyond_the_bound_is_refused_and_one_below_it_is_not() -> None:
    with pytest.raises(TooLarge) as refusal:
        parse(Fetched(b"<p>" + b" " * MAX_BYTES))
    assert refusal.value.code == "too_large"


def attributes(count: int) -> str:
    return " ".join(f'data-{number}="{number}"' for number in range(count))


@pytest.mark.parametrize("text", [paragraphs(), "<p>" + "桥" * 20_000 + "，</p>", ""])
def test_a_tag_with_thousands_of_attributes_is_refused_at_once(text: str) -> None:
    with pytest.raises(TooLarge, match="attributes"):
        parse(Fetched(f"<html><body>{text}<p {attributes(80_000)}>{STORY[0]}</p></body></html>".encode()))


@pytest.mark.parametrize(
    "tag",
    [
        f"<p {attributes(500)}>",
        '<img src="data:image/png;base64,' + "A" * 60_000 + '">',
        f"<script>var words = '{'a b ' * 30_000}';</script><p>",
        f"<!-- {'a=1 ' * 30_000} --><p>",
        "<script>for (i=0;i<n;i++) x = [" + '{"a": 1, "b": "桥"}, ' * 9_000 + "]</script><p>",
    ],
)
def test_long_tags_scripts_and_comments_are_not(tag: str) -> None:
    assert record_of(article_page(f"{tag}{paragraphs()}")).body == "\n\n".join(STORY)


def test_meta_is_read_by_name_property_and_itemprop_and_the_first_value_counts() -> None:
    page = parsed(
        html_page(
            "",
            head='<meta NAME="ArticleTitle" content=" 廊桥完工 "><meta property="og:title" content="廊桥">'
            '<meta itemprop="datePublished" content="2024-03-12"><meta name="author" content="">'
            '<meta name="Author" content="林晓禾"><meta name="author" content="别人">',
        )
    )
    assert page.meta["articletitle"] == "廊桥完工"
    assert page.meta["og:title"] == "廊桥"
    assert page.meta["datepublished"] == "2024-03-12"
    assert page.meta["author"] == "林晓禾"


def test_meta_in_the_body_counts() -> None:
    assert parsed(html_page('<meta name="source" content="青陵日报">')).meta["source"] == "青陵日报"


@pytest.mark.parametrize(
    ("head", "url", "canonical"),
    [
        ('<link rel="canonical" href="/a/1.html">', f"{HOST}/b/2.html", f"{HOST}/a/1.html"),
        ('<link href="1.html" rel="CANONICAL">', f"{HOST}/b/2.html", f"{HOST}/b/1.html"),
        (
            '<link rel="canonical" href="http://m.qingling.example/1">',
            f"{HOST}/1",
            "http://m.qingling.example/1",
        ),
        ('<link rel="canonical" href=" ">', f"{HOST}/1", None),
        ('<link rel="canonical" href="http://[broken">', f"{HOST}/1", None),
        ('<link rel="stylesheet" href="/a.css">', f"{HOST}/1", None),
    ],
)
def test_canonical_link(head: str, url: str, canonical: str | None) -> None:
    assert parsed(html_page("", head=head), url).canonical == canonical


def test_a_page_without_a_url_is_known_by_its_canonical_link() -> None:
    page = parsed(html_page("", head=f'<link rel="canonical" href="{HOST}/1.html">'), url=None)
    assert (page.url, page.base_url) == (f"{HOST}/1.html", f"{HOST}/1.html")


@pytest.mark.parametrize(
    ("base", "resolved"),
    [
        ("", f"{HOST}/bdxw/1.html"),
        ('<base href="/images/">', f"{HOST}/images/"),
        ('<base href="http://img.qingling.example/">', "http://img.qingling.example/"),
        ('<base target="_blank">', f"{HOST}/bdxw/1.html"),
        ('<base href="http://[broken">', f"{HOST}/bdxw/1.html"),
    ],
)
def test_base_href(base: str, resolved: str) -> None:
    assert parsed(html_page("", head=base), f"{HOST}/bdxw/1.html").base_url == resolved


def test_long_comments_are_kept_for_the_content_systems_that_put_facts_there() -> None:
    fact = "enpproperty <title>石塘镇第三座廊桥完工通行</title><source>青陵日报</source>"
    page = parsed(html_page(f"<!--{fact}--><!--short--><p>正文</p>"))
    assert page.comments == (fact,)


@given(st.binary(max_size=400), st.sampled_from(["", "text/html; charset=gbk", "text/plain"]))
def test_any_bytes_become_a_page_or_are_refused(body: bytes, kind: str) -> None:
    try:
        page = parse(Fetched(body, None, kind))
    except NotHtml:
        return
    assert page.root is not None


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "<p", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "&#0;", "&", "'", '"', "/", "="]
        ),
        max_size=30,
    )
)
def test_broken_markup_is_parsed_or_refused(pieces: list[str]) -> None:
    try:
        parse(Fetched(("<p>" + "".join(pieces)).encode()))
    except NotHtml:
        return


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_page(seed: int) -> None:
    body = random.Random(seed).randbytes(3000)
    with pytest.raises(NotHtml):
        parse(Fetched(body))


def test_a_stray_control_character_does_not_make_a_page_binary() -> None:
    page = parse(Fetched("<p>江州\x01的\x08消息很长，写到这里为止。</p>".encode() + b" " * 400))
    assert "消息很长" in "".join(str(text) for text in page.root.itertext())
