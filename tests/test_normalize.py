"""Draft to Record: language, counts, provenance, page addresses, and nothing empty in disguise."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import STORY, URL, article_page, paragraphs, parsed, record_of

from newscrawl.extract import extract, extract_page
from newscrawl.model import Record
from newscrawl.normalize.script import language_of

TRADITIONAL = "這座廊橋由三個村合力修建，橋頭還有一間小屋，記者在現場看到許多遊客。"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("".join(STORY), "zh-Hans"),
        (TRADITIONAL, "zh-Hant"),
        (f"“{TRADITIONAL[:12]}”，他用简体字写道：这座桥很长，记者们都说好，网友还发来了照片。", "zh-Hans"),
        ("A covered bridge was opened to traffic in Shitang on Monday, officials said.", "und"),
        (
            "The bridge (廊桥) was opened in Shitang (石塘) on Monday, the county government said in a statement.",
            "und",
        ),
        ("12345 67890", "und"),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


@given(st.text(alphabet="山水桥村茶人路，。 \n", max_size=100))
def test_text_of_either_script_is_chinese(text: str) -> None:
    assert language_of(f"山{text}水") in ("zh-Hans", "und")


def test_characters_count_what_is_not_white_space() -> None:
    assert record_of(article_page("<p>桥 通 了，　车来了。</p><p>水。</p>")).characters == len(
        "桥通了，车来了。水。"
    )


def test_unknown_values_are_none_or_empty_lists_and_never_empty_texts() -> None:
    record = extract(f"<html><body><p>{STORY[0]}</p><p>{STORY[1]}</p></body></html>".encode())
    values = {field.name: getattr(record, field.name) for field in fields(Record)}
    assert [name for name, value in values.items() if value == ""] == []
    assert (record.url, record.canonical_url, record.site, record.fetched_at) == (None, None, None, None)
    assert (record.kicker, record.subtitle, record.published_at, record.source) == (None, None, None, None)
    assert (record.reporters, record.editors, record.images, record.page_urls) == ([], [], [], [])


def test_a_record_names_the_page_and_when_it_was_read() -> None:
    record = record_of(article_page(paragraphs()))
    assert (record.schema, record.version, record.status) == ("newscrawl.article/1", 1, "live")
    assert (record.url, record.page_urls) == (URL, [URL])


def test_page_addresses_of_a_story_on_several_pages() -> None:
    urls = [URL, URL.replace(".html", "_2.html"), URL.replace(".html", "_3.html")]
    first, *others = [parsed(article_page(paragraphs(STORY[n : n + 1])), url) for n, url in enumerate(urls)]
    record = extract_page(first.with_further(others))
    assert record.page_urls == urls
    assert record.body == "\n\n".join(STORY[:3])
    assert (record.url, record.canonical_url) == (URL, URL)


def test_provenance_says_what_was_read_and_by_which_rule() -> None:
    evidence = record_of(article_page(paragraphs())).provenance or {}
    assert evidence["title"].rule == "headline"
    assert (evidence["body"].rule, evidence["body"].raw.split()[0]) == ("text-balance", "4")
    assert evidence["encoding"].rule == "charset:strict"
    assert "subtitle" not in evidence


def test_lost_characters_are_told() -> None:
    broken = article_page(paragraphs() * 5).encode().replace("茶".encode(), b"\xe8\x8c", 1)
    evidence = extract(broken, URL).provenance or {}
    assert evidence["encoding"].raw == "utf-8, declared utf-8, 1 characters lost"


def test_what_was_removed_is_listed_under_its_rule() -> None:
    page = article_page(
        paragraphs() + "<p>长按二维码关注我们</p>",
        around="<div class=side><p>云亭区把道路两旁的零碎空地改成小花园，种上月季和绣球，居民下楼就能看见花。</p></div>",
    )
    removed = {item.rule for item in record_of(page).removed or []}
    assert "phrase:follow-us" in removed


def test_two_extractions_of_one_page_are_equal() -> None:
    page = article_page(paragraphs())
    assert record_of(page) == record_of(page)
