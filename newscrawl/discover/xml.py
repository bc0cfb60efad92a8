"""XML from strangers: feeds, sitemaps, calendars of e-papers; no entities, no DTD, nothing fetched."""

from __future__ import annotations

import re
import zlib

from lxml import etree

from newscrawl.errors import NotHtml, TooLarge

# What sitemaps may be at most, unpacked.
MAX_BYTES = 50 * 1024 * 1024

_GZIP = b"\x1f\x8b"
_BOMB = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>]{0,500}\[)", re.IGNORECASE)
_PROLOGUE = re.compile(rb"\s*+(?:\xef\xbb\xbf\s*+)?<")


def read_xml(body: bytes) -> etree._Element:
    """The root of an XML document, gzipped or not; what is broken behind some point is read up to it.

    Raises NotHtml where it is no XML or declares entities of its own, TooLarge beyond MAX_BYTES.
    """
    data = _unpacked(body)
    if len(data) > MAX_BYTES:
        raise TooLarge(f"XML of more than {MAX_BYTES} bytes")
    if not _PROLOGUE.match(data):
        raise NotHtml("no XML: does not begin with a tag")
    if _BOMB.search(data[:65536]):
        raise NotHtml("XML that declares entities is refused")
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data.lstrip(b"\xef\xbb\xbf \r\n\t"), parser)
    except etree.XMLSyntaxError as error:
        raise NotHtml(f"no XML: {error.msg}") from error
    if root is None:
        raise NotHtml("no XML: nothing in it could be read")
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, in lower case; "" for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def child_text(element: etree._Element, *names: str) -> str:
    """The text of the first child called by one of `names` (lower case, without namespace), else ""."""
    for name in names:
        for child in element:
            if local(child) == name:
                return " ".join("".join(map(str, child.itertext())).split())
    return ""


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    try:
        return zlib.decompressobj(31).decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise NotHtml(f"gzip is damaged: {error}") from error
