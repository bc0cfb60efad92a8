"""Feeds as real readers parse them; JSON Feed, JSON-LD and ninjs against what their specifications demand."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import feedparser
import jsonschema
import pytest
from lxml import etree
from records import full_record, record

from newscrawl.formats import FEEDS, Feed, atom, citation, json_feed, news_article, ninjs, pinned, rss
from newscrawl.formats.feed import is_web
from newscrawl.formats.html import to_html
from newscrawl.model import Credit, ImagePart, Paragraph, Record, Source, VideoPart

FEED = Feed("江州要闻", "http://www.jiangzhou.example/", "http://news.example/feed.atom", "江州的新闻")
DAY = record(2, published_at="2024-03-12", published_precision="day", reporters=[], source=None)
HOSTILE = "<script>alert(1)</script> & \"'\u2028\u2029\u0085\x1b[31m\x00=1+1 \ud83d"
BARE = record(
    3, title=None, body=None, blocks=[], images=[], url=None, canonical_url=None, fetched_at=None, regions=[],
    published_at=None, published_precision=None, published_basis=None, source=None, reporters=[], editors=[],
    channel=[], site=None, characters=0,
)  # fmt: skip
RECORDS = [full_record(), DAY, BARE]


def hostile() -> Record:
    """A record whose every text would like to be something else."""
    text = HOSTILE.replace("\ud83d", "")
    return record(
        4,
        title=text,
        body=text,
        keywords=[text],
        blocks=[
            Paragraph(text),
            ImagePart("javascript:alert(1)", text),
            ImagePart('http://www.jiangzhou.example/a.jpg?x="><script>', text),
            VideoPart("data:text/html,<script>alert(1)</script>"),
        ],
    )


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_a_reader_library_parses_the_feed(name: str) -> None:
    parsed = feedparser.parse(FEEDS[name](FEED, RECORDS))
    assert not parsed.bozo
    assert parsed.version == {"atom": "atom10", "rss": "rss20"}[name]
    assert parsed.feed.title == "江州要闻"
    assert parsed.feed.links
    first, day, bare = parsed.entries
    assert first.title == RECORDS[0].title
    assert first.id == f"urn:newscrawl:article:{RECORDS[0].id}"
    assert first.link == RECORDS[0].url
    assert first.published_parsed[:5] == (2024, 3, 12, 1, 15), "09:15 in Beijing"
    assert [author.name for author in first.authors if author] == ["林晓禾", "常理"]
    assert "正文。" in first.content[0].value
    assert {tag.term for tag in first.tags} == {"江州要闻", "公园", "城市"}
    assert day.published == "2024-03-12", "a day stays a day"
    assert bare.id


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_a_bare_day_is_given_no_clock_time(name: str) -> None:
    text = FEEDS[name](FEED, [DAY])
    assert "pubDate" not in text
    assert "<published>" not in text
    assert "2024-03-12</dcterms:issued>" in text


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_a_feed_without_entries_is_one(name: str) -> None:
    parsed = feedparser.parse(FEEDS[name](FEED, []))
    assert not parsed.bozo
    assert parsed.entries == []


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_hostile_text_is_shown_and_never_run(name: str) -> None:
    text = FEEDS[name](FEED, [hostile()])
    tree = etree.fromstring(text.encode())
    assert not tree.xpath("//*[local-name()='script']")
    assert not feedparser.parse(text).bozo
    (content,) = tree.xpath("//*[local-name()='content' or local-name()='encoded']/text()")
    shown = etree.fromstring(str(content), etree.HTMLParser())
    assert not shown.xpath("//script")
    assert set(shown.xpath("//@src | //@href")) == {'http://www.jiangzhou.example/a.jpg?x="><script>'}


def test_atom_has_what_rfc_4287_requires() -> None:
    tree = etree.fromstring(atom(FEED, [*RECORDS, hostile()]).encode())
    names = {"a": "http://www.w3.org/2005/Atom"}
    for name in ("id", "title", "updated"):
        assert len(tree.xpath(f"a:{name}", namespaces=names)) == 1
    assert len(tree.xpath("a:link[@rel='self']", namespaces=names)) == 1
    entries = tree.xpath("a:entry", namespaces=names)
    ids = [entry.xpath("string(a:id)", namespaces=names) for entry in entries]
    assert len(set(ids)) == len(entries) == 4
    for entry in entries:
        for name in ("id", "title", "updated", "content"):
            assert len(entry.xpath(f"a:{name}", namespaces=names)) == 1
        assert entry.xpath("a:author/a:name/text()", namespaces=names), "each entry needs an author"
        assert len(entry.xpath("a:link[@rel='alternate']", namespaces=names)) <= 1
        for moment in entry.xpath("a:updated/text() | a:published/text()", namespaces=names):
            assert datetime.fromisoformat(moment).tzinfo


def test_rss_has_what_its_specification_requires() -> None:
    tree = etree.fromstring(rss(FEED, RECORDS).encode())
    assert tree.get("version") == "2.0"
    for name in ("title", "link", "description"):
        assert tree.xpath(f"string(channel/{name})")
    for item in tree.xpath("channel/item"):
        assert item.xpath("title or description")
        assert item.xpath("string(guid[@isPermaLink='false'])")


def json_feed_faults(feed: dict[str, Any]) -> list[str]:
    """What JSON Feed 1.1 demands and `feed` does not do."""
    checks = {
        "version": feed.get("version") == "https://jsonfeed.org/version/1.1",
        "title is text": isinstance(feed.get("title"), str),
        "items is a list": isinstance(feed.get("items"), list),
        "addresses are absolute": all(is_web(feed[k]) for k in ("home_page_url", "feed_url") if k in feed),
        "ids are unique text": len({item["id"] for item in feed["items"]}) == len(feed["items"]),
    }
    for item in feed["items"]:
        checks |= {
            f"{item['id']}: id": isinstance(item["id"], str) and bool(item["id"]),
            f"{item['id']}: content": "content_html" in item or "content_text" in item,
            f"{item['id']}: url": "url" not in item or is_web(item["url"]),
            f"{item['id']}: authors": all(author.get("name") for author in item.get("authors", ())),
            f"{item['id']}: tags": all(isinstance(tag, str) for tag in item.get("tags", ())),
            f"{item['id']}: times": all(
                datetime.fromisoformat(item[name]).tzinfo and "T" in item[name]
                for name in ("date_published", "date_modified")
                if name in item
            ),
            f"{item['id']}: extensions": all(isinstance(v, dict) for k, v in item.items() if k[0] == "_"),
            f"{item['id']}: names": set(item) <= JSON_FEED_ITEM,
        }
    return [name for name, holds in checks.items() if not holds]


JSON_FEED_ITEM = {
    "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image",
    "date_published", "date_modified", "authors", "tags", "language", "attachments", "_newscrawl",
}  # fmt: skip


def test_the_json_feed_is_one() -> None:
    feed = json.loads(json_feed(FEED, [*RECORDS, hostile()]))
    assert json_feed_faults(feed) == []
    first, day, *_ = feed["items"]
    assert first["date_published"] == "2024-03-12T09:15:00+08:00"
    assert "date_published" not in day
    assert day["_newscrawl"]["published_at"] == "2024-03-12"
    assert json.loads(json_feed(FEED, []))["items"] == []


def test_the_rules_for_json_feeds_can_fail() -> None:
    broken = json.loads(json_feed(FEED, RECORDS))
    broken["version"] = "1.1"
    del broken["items"][0]["content_html"]
    broken["items"][1]["date_modified"] = "2024-03-12"
    assert len(json_feed_faults(broken)) == 3


TEXT = {"type": "string", "minLength": 1}
TIME = {"type": "string", "format": "date-time"}


def thing(kind: str, **properties: Any) -> dict[str, Any]:
    """A schema.org thing of type `kind` with these properties and no other."""
    allowed = {"@type": {"const": kind}, **properties}
    return {
        "type": "object",
        "properties": allowed,
        "required": ["@type"],
        "additionalProperties": False,
    }


PERSON = thing("Person", name=TEXT, jobTitle=TEXT, affiliation=thing("Organization", name=TEXT))
# What the vocabulary says of the properties of NewsArticle that we use: which types each of them may take.
NEWS_ARTICLE = thing(
    "NewsArticle",
    identifier=TEXT,
    version={"type": ["number", "string"]},
    url={"type": "string", "format": "uri"},
    headline=TEXT,
    alternativeHeadline=TEXT,
    datePublished={"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?[+-]\d\d:\d\d)?$"},
    dateModified={"type": "string"},
    author={"type": "array", "items": PERSON},
    editor={"type": "array", "items": PERSON},
    sourceOrganization=thing("NewsMediaOrganization", name=TEXT, identifier=TEXT),
    dateline=TEXT,
    articleSection=TEXT,
    keywords={"type": "array", "items": TEXT},
    articleBody=TEXT,
    image={"type": "array", "items": thing("ImageObject", url=TEXT, caption=TEXT, creditText=TEXT)},
    contentLocation={"type": "array", "items": thing("AdministrativeArea", name=TEXT, identifier=TEXT)},
    isBasedOn={"type": "string", "format": "uri"},
    inLanguage=TEXT,
    creativeWorkStatus=TEXT,
)
NEWS_ARTICLE["properties"] |= {"@context": {"const": "https://schema.org"}, "@id": TEXT}
NEWS_ARTICLE["required"] = ["@context", "@type", "@id"]


@pytest.mark.parametrize("each", [*RECORDS, hostile()], ids=["full", "day", "bare", "hostile"])
def test_the_json_ld_keeps_to_the_vocabulary(each: Record) -> None:
    article = json.loads(news_article(each))
    jsonschema.validate(article, NEWS_ARTICLE, format_checker=jsonschema.FormatChecker())
    assert article.get("datePublished") == each.published_at
    assert "\n" not in news_article(each)


def named(**more: Any) -> dict[str, Any]:
    """A list of objects with a name and some more properties, as ninjs has many."""
    properties = {"name": TEXT, "literal": TEXT, "uri": {"type": "string", "format": "uri"}, **more}
    return {
        "type": "array",
        "items": {"type": "object", "properties": properties, "additionalProperties": False},
    }


def valued(**more: Any) -> dict[str, Any]:
    """A list of objects with a value, its role and content type."""
    properties = {"role": TEXT, "contenttype": TEXT, "value": TEXT, **more}
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": ["value"],
            "additionalProperties": False,
        },
    }


# What ninjs 2.1 allows, as far as we use it: uri is required, nothing unknown may stand in an item.
NINJS_FIELDS: dict[str, Any] = {
    "uri": {"type": "string", "format": "uri"},
    "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component"]},
    "representationtype": {"enum": ["full", "partial"]},
    "profile": TEXT,
    "version": {"type": "string"},
    "firstcreated": TIME,
    "versioncreated": TIME,
    "contentcreated": TIME,
    "pubstatus": {"enum": ["usable", "withheld", "canceled"]},
    "language": TEXT,
    "descriptions": valued(),
    "bodies": valued(charcount={"type": "number"}, wordcount={"type": "number"}),
    "headlines": valued(),
    "places": named(rel=TEXT),
    "subjects": named(rel=TEXT),
    "infosources": named(role=TEXT),
    "title": TEXT,
    "by": TEXT,
    "located": TEXT,
    "renditions": named(href={"type": "string", "format": "uri"}, contenttype=TEXT, title=TEXT),
    "altids": valued(),
    "standard": {
        "type": "object",
        "properties": {"name": TEXT, "version": TEXT, "schema": {"type": "string", "format": "uri"}},
        "additionalProperties": False,
    },
}
ASSOCIATED = {
    "type": "object",
    "properties": {"name": TEXT, **NINJS_FIELDS},
    "required": ["name", "uri"],
    "additionalProperties": False,
}
NINJS = {
    "type": "object",
    "properties": {**NINJS_FIELDS, "associations": {"type": "array", "items": ASSOCIATED}},
    "required": ["uri"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("each", [*RECORDS, hostile()], ids=["full", "day", "bare", "hostile"])
def test_ninjs_keeps_to_its_schema(each: Record) -> None:
    item = json.loads(ninjs(each))
    jsonschema.validate(item, NINJS, format_checker=jsonschema.FormatChecker())
    assert "\n" not in ninjs(each)


def test_ninjs_says_who_and_where() -> None:
    item = json.loads(ninjs(full_record()))
    assert item["by"] == "记者 林晓禾 摄影 林晓禾 通讯员 常理"
    assert [place["literal"] for place in item["places"]] == ["990102", "990100"]
    assert [source["name"] for source in item["infosources"]] == ["江州日报", "东山新闻网"]
    assert item["associations"][0]["renditions"][0]["href"] == "http://www.jiangzhou.example/p/1.jpg"
    assert json.loads(ninjs(record(1, status="withdrawn")))["pubstatus"] == "canceled"


def test_parts_become_plain_elements() -> None:
    html = to_html(full_record())
    assert "<h3>一</h3>" in html
    assert "<ul><li>甲</li><li>乙</li></ul>" in html
    assert "<td>2024</td>" in html
    assert "<figcaption>公园 林晓禾</figcaption>" in html
    assert to_html(record(1, blocks=[])).count("<p>") == 3


ADDRESS = "http://www.jiangzhou.example/news/5.html"


def people(*credited: str) -> list[Credit]:
    """`文 林晓禾` → a credit for each."""
    return [Credit(name, role) for role, name in (one.split() for one in credited)]


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({}, f"林晓禾. 口袋公园[EB/OL]. 江州日报, (2024-03-12)[2024-03-13]. {ADDRESS}."),
        ({"reporters": []}, f"口袋公园[EB/OL]. 江州日报, (2024-03-12)[2024-03-13]. {ADDRESS}."),
        ({"source": None}, f"林晓禾. 口袋公园[EB/OL]. (2024-03-12)[2024-03-13]. {ADDRESS}."),
        ({"source": Source(None, "网络整理", None)}, f"林晓禾. 口袋公园[EB/OL]. (2024-03-12)[2024-03-13]. {ADDRESS}."),
        ({"published_at": None}, f"林晓禾. 口袋公园[EB/OL]. 江州日报[2024-03-13]. {ADDRESS}."),
        ({"fetched_at": None}, f"林晓禾. 口袋公园[EB/OL]. 江州日报, (2024-03-12). {ADDRESS}."),
        ({"source": None, "published_at": None, "fetched_at": None}, f"林晓禾. 口袋公园[EB/OL]. {ADDRESS}."),
        ({"published_at": "2024-03-12T20:30Z"}, f"林晓禾. 口袋公园[EB/OL]. 江州日报, (2024-03-13)[2024-03-13]. {ADDRESS}."),
        ({"published_at": "2024-03-11"}, f"林晓禾. 口袋公园[EB/OL]. 江州日报, (2024-03-11)[2024-03-13]. {ADDRESS}."),
        ({"canonical_url": None, "url": ADDRESS + "?a"}, f"林晓禾. 口袋公园[EB/OL]. 江州日报, (2024-03-12)[2024-03-13]. {ADDRESS}?a."),
        ({"title": " 口袋\n公园 "}, f"林晓禾. 口袋 公园[EB/OL]. 江州日报, (2024-03-12)[2024-03-13]. {ADDRESS}."),
        ({"title": None}, None),
        ({"canonical_url": None, "url": "file:///a.html"}, None),
    ],
)  # fmt: skip
def test_an_entry_says_what_is_known_and_nothing_else(changes: dict[str, Any], entry: str | None) -> None:
    told = {"title": "口袋公园", "canonical_url": ADDRESS, "published_at": "2024-03-12T23:15+08:00"} | changes
    assert citation(record(5, **told)) == entry


@pytest.mark.parametrize(
    ("credited", "authors"),
    [
        (["记者 林晓禾", "摄影 林晓禾", "通讯员 常理"], "林晓禾, 常理. "),
        (["记者 林晓禾", "记者 常理", "记者 顾明", "记者 沈泉"], "林晓禾, 常理, 顾明, 等. "),
        (["记者 林晓禾", "记者 常理", "记者 顾明"], "林晓禾, 常理, 顾明. "),
        (["摄影 林晓禾", "图 常理", "首席摄影记者 顾明", "翻译 沈泉", "制图 周舟"], ""),
        (["摄影报道 林晓禾", "编译 常理", "城建观察者 顾明"], "林晓禾, 常理, 顾明. "),
    ],
)
def test_an_entry_begins_with_those_who_wrote(credited: list[str], authors: str) -> None:
    entry = citation(record(5, title="口袋公园", reporters=people(*credited)))
    assert entry is not None
    assert entry.partition("口袋公园[EB/OL]")[0] == authors


def test_a_quoted_text_is_pinned_by_id_version_and_digest() -> None:
    one, two = record(5), record(5, version=2, content_hash="0" * 64)
    assert pinned(one) == f"urn:newscrawl:article:{one.id}@1 sha256:{one.content_hash}"
    assert pinned(two) == f"urn:newscrawl:article:{one.id}@2 sha256:{'0' * 64}"
