"""Records → an RSS 2.0 feed with the modules content, dc and dcterms."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime

from lxml import etree

from newscrawl.formats import feed as said
from newscrawl.formats.feed import Feed
from newscrawl.formats.html import to_html
from newscrawl.formats.xml import ATOM, CONTENT, DC, TERMS, add, document
from newscrawl.model import Record

_MODULES = {"atom": ATOM, "content": CONTENT, "dc": DC, "dcterms": TERMS}


def rss(feed: Feed, records: Iterable[Record]) -> str:
    """The feed as XML text, items in the order given.

    A bare day of publication stands in `dcterms:issued`: `pubDate` would give it a clock time.
    """
    entries = list(records)
    root = etree.Element("rss", {"version": "2.0"}, nsmap=_MODULES)
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home)
    add(channel, "description", feed.description or feed.title)
    add(channel, "language", feed.language)
    add(channel, "generator", "newscrawl")
    built = max(map(said.updated, entries), default=said.EPOCH)
    add(channel, "lastBuildDate", format_datetime(built))
    attributes = {"rel": "self", "type": "application/rss+xml", "href": feed.address}
    add(channel, f"{{{ATOM}}}link", None, attributes)
    for record in entries:
        _item(add(channel, "item"), record)
    return document(root)


def _item(item: etree._Element, record: Record) -> None:
    add(item, "title", record.title or "")
    url = said.address(record)
    if url:
        add(item, "link", url)
    add(item, "guid", said.identity(record), {"isPermaLink": "false"})
    published = said.clocked(record.published_at)
    if published:
        add(item, "pubDate", format_datetime(published))
    elif record.published_at:
        add(item, f"{{{TERMS}}}issued", record.published_at)
    for name in said.authors(record):
        add(item, f"{{{DC}}}creator", name)
    for term in said.subjects(record):
        add(item, "category", term)
    summary = said.summary(record)
    if summary:
        add(item, "description", summary)
    add(item, f"{{{CONTENT}}}encoded", to_html(record))
