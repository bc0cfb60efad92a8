"""What makes an article the same article: number on the site, canonical address, content."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import article_page, paragraphs, parsed, record_of

from newscrawl.model import Site
from newscrawl.normalize.identity import article_id, canonical_url, content_hash

HOST = "http://www.qingling.example"
SITE = Site(
    id="xx.qingling",
    name="青陵",
    domains=("www.qingling.example",),
    start=(f"{HOST}/",),
    article=r"/(?:special/arc-|[a-z]+/)(?P<key>\d+)\.html$",
)


def canonical_of(url: str | None, link: str = "") -> str | None:
    head = f'<link rel="canonical" href="{link}">' if link else ""
    return canonical_url(parsed(article_page(paragraphs(), head=head), url))


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (f"{HOST}/a/1.html", f"{HOST}/a/1.html"),
        ("HTTP://WWW.Qingling.Example/a/1.html#top", f"{HOST}/a/1.html"),
        (f"{HOST}/a.php?id=7&utm_source=wx&utm_medium=x", f"{HOST}/a.php?id=7"),
        (f"{HOST}/a.php?spm=1.2&id=7&from=timeline&isappinstalled=0", f"{HOST}/a.php?id=7"),
        (f"{HOST}/a.php?b=2&a=1", f"{HOST}/a.php?a=1&b=2"),
        (f"{HOST}/新闻/1.html", f"{HOST}/%E6%96%B0%E9%97%BB/1.html"),
        (f"{HOST}/a/1.html?", f"{HOST}/a/1.html"),
        (HOST, f"{HOST}/"),
        (None, None),
    ],
)
def test_address_without_a_canonical_link(url: str | None, canonical: str | None) -> None:
    assert canonical_of(url) == canonical


@pytest.mark.parametrize(
    ("url", "link", "canonical"),
    [
        (f"{HOST}/special/arc-7.html", "/news/7.html", f"{HOST}/news/7.html"),
        (f"{HOST}/a.php?id=7", f"{HOST}/7.html?utm_source=x", f"{HOST}/7.html"),
        (f"{HOST}/7.html", "http://m.qingling.example/7.html", f"{HOST}/7.html"),
        (f"{HOST}/7.html", "http://www.qingling.example/", f"{HOST}/7.html"),
        (f"{HOST}/7.html", "http://www.other.example/7.html", f"{HOST}/7.html"),
        (f"{HOST}/7.html", "http://www.qingling.example:port/7.html", f"{HOST}/7.html"),
        (None, f"{HOST}/7.html", f"{HOST}/7.html"),
    ],
)
def test_a_canonical_link_counts_on_the_same_host_unless_it_is_the_home_page(
    url: str | None, link: str, canonical: str
) -> None:
    assert canonical_of(url, link) == canonical


def test_one_article_under_two_addresses_is_one_by_its_number_on_the_site() -> None:
    one = article_id(SITE, f"{HOST}/special/arc-2871.html", f"{HOST}/special/arc-2871.html", "d1")
    other = article_id(SITE, f"{HOST}/news/2871.html", f"{HOST}/news/2871.html", "d2")
    assert one == other
    assert one != article_id(SITE, f"{HOST}/news/2872.html", None, "d1")


def test_the_same_number_on_another_site_is_another_article() -> None:
    address = f"{HOST}/news/1.html"
    other = Site(id="xx.other", name="x", domains=(), start=(), article=SITE.article)
    assert article_id(SITE, address, address, "d") != article_id(other, address, address, "d")


def test_without_a_number_the_address_counts_and_without_an_address_the_content() -> None:
    assert article_id(SITE, f"{HOST}/about", f"{HOST}/about", "d1") == article_id(
        None, None, f"{HOST}/about", "d2"
    )
    assert article_id(None, None, None, "d1") == article_id(None, None, None, "d1")
    assert article_id(None, None, None, "d1") != article_id(None, None, None, "d2")


def test_ids_are_32_hex_digits() -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", article_id(None, None, None, "d"))


def test_one_page_saved_without_and_fetched_with_its_address_is_one_article() -> None:
    html = article_page(paragraphs(), head=f'<link rel="canonical" href="{HOST}/news/1.html">')
    saved, fetched = record_of(html, None), record_of(html, f"{HOST}/news/1.html?spm=x")
    assert saved.id == fetched.id
    assert saved.canonical_url == fetched.canonical_url == f"{HOST}/news/1.html"


def test_content_is_equal_whatever_its_white_space() -> None:
    assert content_hash("廊桥", "一。\n\n二。") == content_hash(" 廊 桥 ", "一。 二。\t")
    assert content_hash("廊桥", "一。") != content_hash("廊桥", "一！")
    assert content_hash(None, "一") == content_hash("", "一")


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_a_hash_of_64_hex_digits(title: str, body: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", content_hash(title, body))


@pytest.mark.parametrize(
    "url", ["http://[x", "http://a:b/", "//", "http://", "nonsense", "javascript:1", "http://\udce4/"]
)
def test_broken_addresses_of_a_page_do_not_break_its_record(url: str) -> None:
    assert record_of(article_page(paragraphs() + '<img src="a.jpg"><a href="b.pdf">b</a>'), url).title
