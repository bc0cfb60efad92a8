"""What the head of a page says about itself: META values, base address, comments."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree
from lxml.etree import _Element as Element

_LONG_COMMENT = 40


def metadata(root: Element) -> dict[str, str]:
    """META content by lower-cased name, property, itemprop or http-equiv; the first non-empty one counts."""
    values: dict[str, str] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        if not content:
            continue
        for key in ("name", "property", "itemprop", "http-equiv"):
            name = element.get(key)
            if name:
                values.setdefault(name.strip().lower(), content)
    return values


def base_url(root: Element, url: str | None) -> str | None:
    """What relative links are resolved against."""
    base = next((element.get("href", "").strip() for element in root.iter("base")), "")
    if not base:
        return url
    try:
        return urljoin(url, base) if url else base
    except ValueError:
        return url


def comments(root: Element) -> tuple[str, ...]:
    """The longer comments: some content systems keep the facts of an article in one."""
    return tuple(
        node.text for node in root.iter(etree.Comment) if node.text and len(node.text) > _LONG_COMMENT
    )


def canonical_link(root: Element, base: str | None) -> str | None:
    """The address that the page calls its own, made absolute."""
    for element in root.iter("link"):
        href = (element.get("href") or "").strip()
        if href and (element.get("rel") or "").lower() == "canonical":
            try:
                return urljoin(base, href) if base else href
            except ValueError:
                return None
    return None
