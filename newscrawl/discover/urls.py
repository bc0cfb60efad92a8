"""Links: made absolute, and told apart by host. What makes two addresses one page stands in the grammar."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from newscrawl.grammar.urls import canonical, clean

__all__ = ["absolute", "canonical", "clean", "host"]

# What already is an address in its plain form needs no escaping, which is the costly part.
_PLAIN = re.compile(r"https?://[a-z0-9.-]{1,253}(?::\d{1,5})?/[\w/.~%?=&+,;:@!-]*", re.ASCII)


def absolute(base: str, href: str, charset: str = "utf-8") -> str | None:
    """The http(s) address that `href` means on a page at `base`, cleaned for fetching, else None.

    `charset` is the page's: browsers send the query of a link in it (the path goes as UTF-8).
    """
    try:
        url = urljoin(base, href.strip())
        if not _PLAIN.fullmatch(url):
            url = safe_url_string(url, encoding=charset)
        return clean(url)
    except (ValueError, LookupError):
        return None


def host(url: str) -> str:
    """The host name of an address, in lower case; "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
