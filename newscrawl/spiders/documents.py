"""Feeds, sitemaps, JSON lists and calendars of e-papers: what they name, and what is read next.

What an answer is shows in its first bytes, so that it is known of any address, also in the run after a kill.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from newscrawl.discover.epaper import read_calendar
from newscrawl.discover.feeds import feed_links
from newscrawl.discover.jsonlists import json_links, json_page
from newscrawl.discover.links import Link
from newscrawl.discover.sitemaps import read_sitemap
from newscrawl.model.rules import JsonList

DOCUMENTS = ("feed", "sitemap", "json", "calendar")
"""The kinds of documents."""

# Sitemaps that one index may name: what comes after these is years old.
MAX_SITEMAPS = 200

# Behind a byte order mark, a declaration, style sheets and comments.
_PROLOGUE = rb"\A(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]{0,500}>\s*){0,5}<(?:\w{1,20}:)?"
_FEED = re.compile(_PROLOGUE + rb"(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_SITEMAP = re.compile(_PROLOGUE + rb"(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_ADDRESSES = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*https?://[^\s<>]{1,1000}(?:\s+http|\s*\Z)")
_CALENDAR = re.compile(_PROLOGUE + rb"period_?list[\s>]", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_HEAD = 2000


@dataclass(frozen=True, slots=True)
class Document:
    """What one document names: `links` to sort and follow, `lists` that are read whatever they look like.

    `days`: for a calendar, the days of which it knows an issue.
    """

    kind: str
    links: Sequence[Link] = ()
    lists: Sequence[Link] = ()
    days: Sequence[date] = ()


def read_document(
    body: bytes, url: str, json_lists: Sequence[JsonList] = (), asked: Sequence[date] = ()
) -> Document | None:
    """What the answer to `url` names where it is a document, None where it is a page.

    `asked`: the days whose issues a calendar is read for. Raises NotHtml, TooLarge where it cannot be read.
    """
    for declared in json_lists:
        number = json_page(declared, url)
        if number is not None:
            return _json(body, url, declared, number)
    head = body[:_HEAD]
    if _FEED.match(head):
        return Document("feed", feed_links(body, url))
    if _SITEMAP.match(head) or _ADDRESSES.match(head) or head.startswith(_GZIP):
        found = read_sitemap(body, url)
        return Document("sitemap", found.pages, found.maps[:MAX_SITEMAPS])
    if _CALENDAR.match(head):
        fronts = read_calendar(body, url)
        wanted = [day for day in asked if day in fronts]
        return Document("calendar", lists=[Link(fronts[day]) for day in wanted], days=sorted(fronts))
    return None


def _json(body: bytes, url: str, declared: JsonList, number: int) -> Document:
    """The entries of one page, and the page behind it where there are any."""
    found = json_links(body, url, declared)
    following = declared.url.replace("{page}", str(number + 1))
    return Document("json", found, [Link(following)] if found and "{page}" in declared.url else [])
