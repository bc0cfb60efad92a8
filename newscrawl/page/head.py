"""What a page says about itself: title, META values, base address, canonical link, comments. One pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.model import text_of, visible

_LONG_COMMENT = 40
_NAMES = ("name", "property", "itemprop", "http-equiv")


@dataclass(slots=True)
class Head:
    """`meta`: content by lower-cased name, property, itemprop or http-equiv, the first non-empty one;
    `base`, `canonical`: as written; `comments`: the longer ones, where some systems keep the facts;
    `addresses`: of scripts and style sheets; `title`: the text of the first title element."""

    meta: dict[str, str] = field(default_factory=dict)
    base: str = ""
    canonical: str = ""
    comments: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    title: str | None = None


def read_head(root: Element) -> Head:
    """Read the declarations of a page wherever they stand."""
    head = Head()
    for element in root.iter("meta", "script", "link", "base", "title", etree.Comment):
        tag: Any = element.tag
        if tag is etree.Comment:
            text = element.text
            if text and len(text) > _LONG_COMMENT:
                head.comments.append(text)
        elif tag == "script":
            head.addresses.append(element.get("src") or "")
        elif tag == "title":
            head.title = text_of(element) if head.title is None else head.title
        else:
            attributes: Any = element.items()
            _READERS[tag](dict(attributes), head)
    return head


def _read_base(attributes: dict[str, str], head: Head) -> None:
    head.base = head.base or attributes.get("href", "").strip()


def _read_link(attributes: dict[str, str], head: Head) -> None:
    address = attributes.get("href", "").strip()
    head.addresses.append(address)
    if not head.canonical and attributes.get("rel", "").lower() == "canonical":
        head.canonical = address


def _read_meta(attributes: dict[str, str], head: Head) -> None:
    content = visible(attributes.get("content", "")).strip()
    if not content:
        return
    for key in _NAMES:
        name = attributes.get(key)
        if name:
            head.meta.setdefault(name.strip().lower(), content)


_READERS = {"base": _read_base, "link": _read_link, "meta": _read_meta}
