"""What makes an article the same article: its canonical URL, its number on the site, its content."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from urllib.parse import urlsplit

from newscrawl.grammar.urls import canonical
from newscrawl.model import Page, Site

_ID_LENGTH = 32


def canonical_url(page: Page) -> str | None:
    """The address to cite: the page's canonical link if it names a page of the same host, else its URL."""
    own = _normal(page.url) if page.url else None
    declared = _normal(page.canonical) if page.canonical else None
    if declared is None:
        return own
    if own is None:
        return declared
    same_host = urlsplit(declared).hostname == urlsplit(own).hostname
    return declared if same_host and urlsplit(declared).path.strip("/") else own


def article_id(site: Site | None, url: str | None, canonical: str | None, digest: str) -> str:
    """From the number that the site gives the article, else its canonical URL, else its content."""
    key = _site_key(site, url)
    basis = f"{site.id} {key}" if site is not None and key else canonical or digest
    return hashlib.sha256(basis.encode("utf-8", "replace")).hexdigest()[:_ID_LENGTH]


def content_hash(title: str | None, body: str) -> str:
    """SHA-256 of title and body without white space: equal for the same text under two URLs."""
    text = "".join(f"{title or ''}\n{body}".split())
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _site_key(site: Site | None, url: str | None) -> str | None:
    if site is None or url is None:
        return None
    match = _article_pattern(site.article).search(url)
    return match.groupdict().get("key") if match else None


@cache
def _article_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _normal(url: str) -> str | None:
    """The address without tracking, in one spelling; None where it cannot be an address."""
    try:
        return canonical(url)
    except ValueError:
        return None
