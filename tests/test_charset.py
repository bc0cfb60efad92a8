"""Bytes to text: whatever header and META claim, the text comes back exactly, or the loss is counted."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import STORY, paragraphs

from newscrawl.page.charset import declared_charset, decode

SIMPLIFIED = "".join(STORY)
RARE = "山民刘䶮、李㛃与王𣲘一同上山，走了两个小时才看见那座老桥。" + SIMPLIFIED
TRADITIONAL = (
    "山城老街的第三座廊橋昨天完工，記者在現場看到，居民們帶著孩子來橋上散步。"
    "這座橋由三個村合力修建，全長八十六公尺，橋頭還有一間供過路人休息的小屋。"
)
TEXTS = {"gbk": SIMPLIFIED, "gb18030": RARE, "big5": TRADITIONAL, "utf-8": RARE}
LATE = "<!-- " + "x" * 6000 + " -->"

# What META says, where it stands, and what the header says; "" is nothing.
DECLARATIONS = {
    "right in META": ("{right}", "", ""),
    "right in header": ("", "", "{right}"),
    "wrong in META": ("{wrong}", "", ""),
    "wrong in header": ("", "", "{wrong}"),
    "header wrong, META right": ("{right}", "", "{wrong}"),
    "header right, META wrong": ("{wrong}", "", "{right}"),
    "missing": ("", "", ""),
    "late and right": ("{right}", LATE, ""),
    "late and wrong": ("{wrong}", LATE, ""),
    "no such charset": ("x-chinese-9", "", "x-chinese-9"),
    "gb2312 for all": ("gb2312", "", ""),
    "latin-1 header of the server": ("", "", "ISO-8859-1"),
}


def page_in(encoding: str, declaration: str) -> tuple[bytes, str, str]:
    """The bytes of a page, the Content-Type it came with, and the text that it holds."""
    meta, before, header = DECLARATIONS[declaration]
    names = {"right": encoding, "wrong": "gbk" if encoding == "utf-8" else "utf-8"}
    mark = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={meta.format(**names)}">'
        if meta
        else ""
    )
    html = f"<html><head>{before}{mark}</head><body><p>{TEXTS[encoding]}</p></body></html>"
    kind = f"text/html; charset={header.format(**names)}" if header else "text/html"
    return html.encode(encoding), kind, html


@pytest.mark.parametrize("declaration", list(DECLARATIONS))
@pytest.mark.parametrize("encoding", list(TEXTS))
def test_text_comes_back_whatever_is_declared(encoding: str, declaration: str) -> None:
    body, kind, html = page_in(encoding, declaration)
    text, charset = decode(body, kind)
    assert text == html
    assert charset.replaced == 0


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_byte_order_mark_beats_every_declaration(bom: bytes, encoding: str) -> None:
    html = f'<meta charset="big5"><p>{RARE}</p>'
    text, charset = decode(bom + html.encode(encoding), "text/html; charset=gbk")
    assert text == html
    assert (charset.name, charset.rule, charset.replaced) == (encoding, "bom", 0)


def test_a_short_gbk_page_with_little_chinese_is_read() -> None:
    html = "<html><title>青陵日报</title><body><p>本报讯 今天下雨。</p></body></html>"
    assert decode(html.encode("gbk"), "text/html; charset=utf-8")[0] == html


def test_ascii_is_utf8() -> None:
    text, charset = decode(b"<p>plain</p>")
    assert (text, charset.name, charset.replaced) == ("<p>plain</p>", "utf-8", 0)


def test_broken_sequence_in_utf8_is_replaced_and_counted() -> None:
    good = paragraphs().encode()
    text, charset = decode(good + b"<p>\xe6\x9c</p>" + good)
    assert (charset.name, charset.rule) == ("utf-8", "tolerant")
    assert charset.replaced == 1
    assert text.replace("\ufffd", "") == paragraphs() + "<p></p>" + paragraphs()


def test_replacement_characters_of_the_source_are_not_counted_as_lost() -> None:
    body = (paragraphs() + "<p>\ufffd\ufffd</p>").encode() + b"\xff"
    assert decode(body)[1].replaced == 1


def test_broken_sequence_in_gbk_is_replaced_and_counted() -> None:
    good = paragraphs().encode("gbk")
    text, charset = decode(good + b"<p>\xff</p>" + good, "text/html; charset=gbk")
    assert charset.name == "gb18030"
    assert charset.replaced == 1
    assert text.count(STORY[1]) == 2


def test_utf8_page_with_a_pasted_gbk_fragment_stays_utf8_and_says_so() -> None:
    fragment = "广告".encode("gbk")
    body = (paragraphs() * 3).encode() + b"<div>" + fragment + b"</div>"
    text, charset = decode(body)
    assert (charset.name, charset.rule) == ("utf-8", "tolerant")
    assert charset.replaced > 0
    assert text.count(STORY[0]) == 3


def test_zero_bytes_are_dropped() -> None:
    assert decode(b"<p>a\0b</p>")[0] == "<p>ab</p>"


def test_another_declared_table_is_believed_where_it_reads_better() -> None:
    html = "<p>" + "Ça ira très bien, dit-elle, l’été sera là bientôt. " * 5 + "</p>"
    text, charset = decode(html.encode("windows-1252"), "text/html; charset=windows-1252")
    assert text == html
    assert charset.rule == "declared"


@pytest.mark.parametrize(
    ("body", "kind", "declared"),
    [
        (b'<meta charset="GBK">', "", "gbk"),
        (b"<META http-equiv=Content-Type content='text/html; charset=gb2312'>", "", "gb2312"),
        (b'<meta charset="gbk">', "text/html; charset=UTF-8", "utf-8"),
        (b"", 'text/html;charset="big5"', "big5"),
        (b"<p>charset=gbk</p>", "text/html", None),
    ],
)
def test_what_is_declared(body: bytes, kind: str, declared: str | None) -> None:
    assert declared_charset(body, kind) == declared


sentences = st.lists(st.sampled_from(STORY), min_size=1, max_size=6).map("".join)
declarations = st.sampled_from(["", "gbk", "gb2312", "utf-8", "big5", "iso-8859-1", "nonsense"])


@given(sentences, st.sampled_from(["gbk", "gb18030", "utf-8"]), declarations, declarations)
def test_any_story_in_any_charset_under_any_declaration(
    text: str, encoding: str, header: str, meta: str
) -> None:
    html = f'<meta charset="{meta}"><p>{text}</p>'
    assert decode(html.encode(encoding), f"text/html; charset={header}")[0] == html


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=300)
)
def test_any_text_in_utf8(text: str) -> None:
    assert decode(text.encode())[0] == text


@given(st.binary(max_size=600), st.text(max_size=20))
def test_any_bytes_decode_and_the_loss_is_counted(body: bytes, kind: str) -> None:
    text, charset = decode(body, kind)
    assert charset.replaced <= text.count("\ufffd")
    assert "\0" not in text
