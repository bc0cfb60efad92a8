"""RSS (all its versions) and Atom → links with headline and date; and where a page names its feeds."""

from __future__ import annotations

from html import unescape

from lxml.etree import _Element as Element

from newscrawl.discover.links import MAX_LINKS, Link
from newscrawl.discover.urls import absolute
from newscrawl.discover.xml import child_text, local, read_xml
from newscrawl.model import Page

_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml"))
_DATES = ("pubdate", "published", "date", "issued", "updated", "modified")


def feed_links(body: bytes, url: str) -> list[Link]:
    """The entries of a feed at `url` in their order, each address once; the date as the feed writes it.

    Raises NotHtml, TooLarge where the bytes are no feed that may be read.
    """
    found: dict[str, Link] = {}
    for element in read_xml(body).iter():
        if local(element) not in ("item", "entry") or len(found) >= MAX_LINKS:
            continue
        address = absolute(url, _address(element))
        if address is not None and address not in found:
            title = unescape(child_text(element, "title"))
            found[address] = Link(address, title, child_text(element, *_DATES) or None)
    return list(found.values())


def feeds_of(page: Page) -> list[str]:
    """Addresses of the feeds that a page names in its head, comments on articles left out."""
    base = page.base_url or page.url or ""
    found = []
    for element in page.root.iter("link"):
        if (element.get("type") or "").lower().strip() not in _TYPES:
            continue
        address = absolute(base, element.get("href") or "", page.charset.name)
        if address is not None and "comments" not in address:
            found.append(address)
    return list(dict.fromkeys(found))


def _address(entry: Element) -> str:
    """RSS writes the address as text, Atom as `href`; where the link is missing a guid is one."""
    links = [child for child in entry if local(child) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    text = next((link.text.strip() for link in links if link.text and link.text.strip()), "")
    guid = child_text(entry, "guid", "id")
    return text or (guid if guid.startswith("http") else "")
