"""Feeds, sitemaps, JSON lists: what they name, what is refused, and a site that is crawled by them alone."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from newscrawl.discover.feeds import feed_links, feeds_of
from newscrawl.discover.jsonlists import json_links, json_page
from newscrawl.discover.links import Link
from newscrawl.discover.sitemaps import read_sitemap
from newscrawl.errors import NotHtml, Refused
from newscrawl.model import Fetched
from newscrawl.model.rules import JsonList
from newscrawl.page import parse
from newscrawl.spiders.documents import read_document
from newscrawl.store import Store
from tests.crawling import FAST, Answer, WebServer, scrapy
from tests.made_sites import TEMPLATES, make

HOST = "www.linxi.example"
URL = f"http://{HOST}/feed.xml"
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>临溪网</title><link>http://{HOST}/</link>
<item><title>廊桥开放</title><link>/zx/1.html</link><pubDate>Wed, 20 Mar 2024 09:00:00 +0800</pubDate></item>
<item><title>茶市 &amp;amp; 渡口</title><guid>http://{HOST}/zx/2.html</guid></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>廊桥开放</title><updated>2024-03-20T09:00:00+08:00</updated>
<link rel="edit" href="/edit/1"/><link href="http://{HOST}/zx/1.html"/></entry></feed>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>/zx/1.html</loc><lastmod>2024-03-21</lastmod><n:news><n:publication_date>2024-03-20</n:publication_date>
<n:title>廊桥开放</n:title></n:news></url><url><loc>/zx/2.html</loc></url></urlset>"""
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss><item><link>/&b;</link></item></rss>'
)


def test_the_entries_of_rss_and_atom():
    one = Link(f"http://{HOST}/zx/1.html", "廊桥开放", "Wed, 20 Mar 2024 09:00:00 +0800")
    assert feed_links(RSS.encode(), URL) == [one, Link(f"http://{HOST}/zx/2.html", "茶市 & 渡口")]
    (entry,) = feed_links(ATOM.encode(), URL)
    assert (entry.url, entry.date) == (one.url, "2024-03-20T09:00:00+08:00")


def test_a_page_names_its_feeds_but_not_those_of_comments():
    head = '<link type="application/rss+xml" rel=alternate href="/feed/"><link type="application/rss+xml" href="/comments/feed/">'
    page = parse(
        Fetched(f"<html><head>{head}</head><body><p>临溪</p></body></html>".encode(), f"http://{HOST}/")
    )
    assert feeds_of(page) == [f"http://{HOST}/feed/"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_with_the_news_extension(pack):
    found = read_sitemap(pack(NEWS.encode()), URL)
    assert found.pages == (
        Link(f"http://{HOST}/zx/1.html", "廊桥开放", "2024-03-20"),
        Link(f"http://{HOST}/zx/2.html"),
    )


def test_an_index_and_a_plain_list():
    index = "<sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap></sitemapindex>"
    assert [link.url for link in read_sitemap(index.encode(), URL).maps] == [f"http://{HOST}/a.xml.gz"]
    plain = f"http://{HOST}/zx/1.html\nhttp://{HOST}/zx/2.html\n".encode()
    found = read_document(plain, URL)
    assert found is not None
    assert [link.url for link in found.links] == [f"http://{HOST}/zx/1.html", f"http://{HOST}/zx/2.html"]
    assert read_document(b"http://a.example/ is where it stands", URL) is None


def test_what_declares_entities_or_is_no_document_is_refused():
    for body in (BOMB.encode(), gzip.compress(BOMB.encode())):
        with pytest.raises(NotHtml, match="entities"):
            read_sitemap(body, URL)
    with pytest.raises(Refused):
        read_document(b"\x1f\x8bbroken", URL)
    assert read_document(b"<html><p>rss</p></html>", URL) is None


LIST = JsonList(f"http://{HOST}/api?page={{page}}", "data.list", "/zx/{id}.html", date="time")


@pytest.mark.parametrize("frame", ["{}", "cb({});", "\ufeff{}"])
def test_a_json_list_in_any_frame(frame: str):
    body = frame.replace(
        "{}", '{"data": {"list": [{"id": 7, "title": "<b>廊桥</b>开放", "time": "2024-03-20"}, {"id": 7}]}}'
    )
    assert json_links(body.encode(), f"http://{HOST}/api?page=1", LIST) == [
        Link(f"http://{HOST}/zx/7.html", "廊桥开放", "2024-03-20")
    ]


@pytest.mark.parametrize("body", ["", "<html>", '{"data": {}}', "[" * 100_000])
def test_what_is_no_list_is_refused(body: str):
    with pytest.raises(NotHtml):
        json_links(body.encode(), URL, LIST)


def test_the_pages_of_a_json_list():
    assert [json_page(LIST, f"http://{HOST}/api?page={n}") for n in ("3", "x", "")] == [3, None, None]


def test_a_site_whose_home_page_links_nothing_is_found_by_its_feed_and_sitemap(tmp_path: Path):
    site = make(TEMPLATES["jeecms"])
    paths = list(site.articles)
    xml = {"Content-Type": "application/xml"}
    items = "".join(f"<item><link>http://{HOST}{path}</link></item>" for path in paths[:40])
    urls = "".join(f"<url><loc>http://{HOST}{path}</loc></url>" for path in paths[40:])
    pages = {path: site.pages[path] for path in paths}
    pages["/"] = Answer(
        '<html><head><link type="application/rss+xml" href="/rss.xml"></head><p>临溪</p></html>'
    )
    pages["/rss.xml"] = Answer(f"<rss>{items}</rss>", headers=xml)
    pages["/sitemap.xml"] = Answer(
        "<sitemapindex><sitemap><loc>/s.xml.gz</loc></sitemap></sitemapindex>", headers=xml
    )
    pages["/s.xml.gz"] = Answer(
        gzip.compress(f"<urlset>{urls}</urlset>".encode()), headers={"Content-Type": "application/gzip"}
    )
    with WebServer(pages) as server:
        done = scrapy(
            tmp_path,
            "crawl",
            "site",
            "-a",
            f"url=http://{HOST}/",
            *FAST,
            NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}",
        )
    assert done.returncode == 0, done.stderr
    with Store(f"sqlite:///{tmp_path / 'crawl.db'}") as store:
        assert {(record.url or "").removeprefix(f"http://{HOST}") for record in store.records()} == set(paths)
