"""Bytes → Page: charset repair, one parse, the metadata of the head. Nothing here edits the tree."""

from __future__ import annotations

import re

from newscrawl.errors import NotHtml, TooLarge
from newscrawl.model import Fetched, Page
from newscrawl.model.page import absolute
from newscrawl.page.charset import decode
from newscrawl.page.head import read_head
from newscrawl.page.state import drawn_page
from newscrawl.page.tree import has_swollen_tag, parse_tree

__all__ = ["MAX_BYTES", "drawn_page", "parse"]

MAX_BYTES = 32 * 1024 * 1024

_BINARY_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"Rar!",
    b"\x7fELF",
)
# Text in a Chinese encoding has no control characters but white space and escape; a stray one is forgiven.
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_FEW_CONTROLS = 0.02
_HEAD = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TAG = re.compile(rb"<\0?[A-Za-z!]")
_OTHER_TYPES = frozenset(f"application/{name}" for name in ("pdf", "zip", "json", "javascript", "msword")) | {
    "text/css",
    "text/javascript",
}


def parse(fetched: Fetched) -> Page:
    """Parse a response once.

    Raises NotHtml for empty and binary bodies and for types that hold no page, TooLarge beyond MAX_BYTES
    and for a tag with thousands of attributes.
    """
    body = fetched.body
    if len(body) > MAX_BYTES:
        raise TooLarge(f"{len(body)} bytes, more than the {MAX_BYTES} that a page may have")
    _refuse_non_html(body, fetched.content_type)
    html, charset = decode(body, fetched.content_type)
    if has_swollen_tag(html):
        raise TooLarge("a tag has thousands of attributes")
    same = charset.rule == "strict" and b"\0" not in body
    root, lenient = parse_tree(html, body if same else None)
    head = read_head(root)
    url = absolute(None, fetched.url) if fetched.url else None
    base = absolute(url, head.base) or url
    canonical = absolute(base, head.canonical) if head.canonical else None
    return Page(
        html=html,
        root=root,
        charset=charset,
        # A page saved to a file is known by the address that it gives itself.
        url=url or canonical,
        base_url=base or canonical,
        canonical=canonical,
        fetched_at=fetched.fetched_at,
        meta=head.meta,
        comments=tuple(head.comments),
        addresses=tuple(head.addresses),
        title=head.title,
        lenient=lenient,
        hints=fetched.hints,
    )


def _refuse_non_html(body: bytes, content_type: str) -> None:
    if not body or body.isspace():
        raise NotHtml("the body is empty")
    if body.startswith(_BINARY_MAGIC):
        raise NotHtml("the body is a binary file")
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind in _OTHER_TYPES:
        raise NotHtml(f"the content type is {kind}")
    head = body[:_HEAD]
    controls = len(head) - len(head.translate(None, delete=_CONTROLS))
    if controls > _FEW_CONTROLS * len(head) and not head.startswith(_UTF16):
        raise NotHtml("the body is a binary file")
    if not _TAG.search(body):
        raise NotHtml("the body holds no markup")
