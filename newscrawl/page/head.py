"""What a page says about itself: META values, base address, canonical link, comments. One pass."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

_LONG_COMMENT = 40
_NAMES = ("name", "property", "itemprop", "http-equiv")


@dataclass(slots=True)
class Head:
    """`meta`: content by lower-cased name, property, itemprop or http-equiv, the first non-empty one;
    `base`, `canonical`: as written; `comments`: the longer ones, where some systems keep the facts;
    `addresses`: of scripts and style sheets."""

    meta: dict[str, str] = field(default_factory=dict)
    base: str = ""
    canonical: str = ""
    comments: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


def read_head(root: Element) -> Head:
    """Read the declarations of a page wherever they stand."""
    head = Head()
    for element in root.iter("meta", "script", "link", "base", etree.Comment):
        tag = element.tag
        if tag == "meta":
            _read_meta(element, head.meta)
        elif tag == "base":
            head.base = head.base or (element.get("href") or "").strip()
        elif tag == "script":
            head.addresses.append(element.get("src") or "")
        elif tag == "link":
            _read_link(element, head)
        elif element.text and len(element.text) > _LONG_COMMENT:
            head.comments.append(element.text)
    return head


def _read_link(element: Element, head: Head) -> None:
    address = (element.get("href") or "").strip()
    head.addresses.append(address)
    if not head.canonical and (element.get("rel") or "").lower() == "canonical":
        head.canonical = address


def _read_meta(element: Element, meta: dict[str, str]) -> None:
    content = (element.get("content") or "").strip()
    if not content:
        return
    for key in _NAMES:
        name = element.get(key)
        if name:
            meta.setdefault(name.strip().lower(), content)
