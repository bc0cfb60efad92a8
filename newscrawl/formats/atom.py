"""Records → an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from lxml import etree

from newscrawl.formats import feed as said
from newscrawl.formats.feed import Feed
from newscrawl.formats.html import to_html
from newscrawl.formats.xml import ATOM, TERMS, add, clean, document
from newscrawl.model import Record

_A = f"{{{ATOM}}}"
# The stubs of lxml know no default namespace; some readers know no prefix.
_PREFIXES = cast("dict[str, str]", {None: ATOM, "dcterms": TERMS})


def atom(feed: Feed, records: Iterable[Record]) -> str:
    """The feed as XML text, entries in the order given.

    A bare day of publication stands in `dcterms:issued`: `published` would give it a clock time.
    """
    entries = list(records)
    root = etree.Element(f"{_A}feed", nsmap=_PREFIXES)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", clean(feed.language))
    add(root, f"{_A}id", feed.address)
    add(root, f"{_A}title", feed.title)
    if feed.description:
        add(root, f"{_A}subtitle", feed.description)
    add(root, f"{_A}updated", said.rfc3339(max(map(said.updated, entries), default=said.EPOCH)))
    add(root, f"{_A}link", None, {"rel": "self", "href": feed.address})
    add(root, f"{_A}link", None, {"rel": "alternate", "href": feed.home})
    add(root, f"{_A}generator", "newscrawl")
    for record in entries:
        _entry(add(root, f"{_A}entry"), record)
    return document(root)


def _entry(entry: etree._Element, record: Record) -> None:
    add(entry, f"{_A}id", said.identity(record))
    add(entry, f"{_A}title", record.title or "")
    add(entry, f"{_A}updated", said.rfc3339(said.updated(record)))
    published = said.clocked(record.published_at)
    if published:
        add(entry, f"{_A}published", said.rfc3339(published))
    elif record.published_at:
        add(entry, f"{{{TERMS}}}issued", record.published_at)
    url = said.address(record)
    if url:
        add(entry, f"{_A}link", None, {"rel": "alternate", "href": url})
    for name in said.authors(record):
        add(add(entry, f"{_A}author"), f"{_A}name", name)
    for editor in record.editors:
        add(add(entry, f"{_A}contributor"), f"{_A}name", editor.name)
    for term in said.subjects(record):
        add(entry, f"{_A}category", None, {"term": term})
    summary = said.summary(record)
    if summary:
        add(entry, f"{_A}summary", summary)
    add(entry, f"{_A}content", to_html(record), {"type": "html"})
