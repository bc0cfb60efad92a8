"""Sitemaps: indexes, lists of addresses with their last change, and the extension for news."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element as Element

from newscrawl.discover.links import Link
from newscrawl.discover.urls import absolute
from newscrawl.discover.xml import child_text, local, read_xml

# The most that the protocol allows in one file.
MAX_ENTRIES = 50_000


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap names: further sitemaps, and pages.

    The date of a page is that of the news extension: its last change is no date of publication.
    """

    maps: tuple[Link, ...]
    pages: tuple[Link, ...]


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Read a sitemap (XML, gzipped, or plain text with one address a line). Raises NotHtml, TooLarge."""
    if not body.startswith(b"\x1f\x8b") and body[:200].lstrip(b"\xef\xbb\xbf").lstrip().startswith(b"http"):
        return _plain(body, url)
    maps: dict[str, Link] = {}
    pages: dict[str, Link] = {}
    for element in read_xml(body):
        address = absolute(url, child_text(element, "loc"))
        if address is None or len(pages) >= MAX_ENTRIES:
            continue
        if local(element) == "sitemap":
            maps[address] = Link(address, "", child_text(element, "lastmod") or None)
        elif local(element) == "url":
            pages[address] = _entry(element, address)
    return Sitemap(tuple(maps.values()), tuple(pages.values()))


def _entry(element: Element, address: str) -> Link:
    for child in element:
        if local(child) == "news":
            return Link(address, child_text(child, "title"), child_text(child, "publication_date") or None)
    return Link(address)


def _plain(body: bytes, url: str) -> Sitemap:
    lines = body.decode("utf-8-sig", "replace").splitlines()[:MAX_ENTRIES]
    found = [absolute(url, line) for line in lines if line.strip().startswith("http")]
    return Sitemap((), tuple(Link(address) for address in dict.fromkeys(found) if address))
