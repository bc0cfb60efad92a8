"""Links: made absolute, and told apart by host. What makes two addresses one page stands in the grammar."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from newscrawl.grammar.urls import canonical, clean

__all__ = ["absolute", "canonical", "clean", "host"]

# What already is an address in its plain form needs no escaping, which is the costly part.
_PLAIN = re.compile(r"https?://[a-z0-9.-]{1,253}(?::\d{1,5})?/[\w/.~%?=&+,;:@!-]*", re.ASCII)

# What most links of a site are: an address or a path from the root that needs no cleaning. No empty segment,
# none of dots, no query, no session.
_TIDY = re.compile(r"(https?://[a-z0-9.-]{1,253})?(?:/[\w~%=+&,@-][\w.~%=+&,@-]*)+/?", re.ASCII)
_SHORT = 500


def absolute(base: str, href: str, charset: str = "utf-8") -> str | None:
    """The http(s) address that `href` means on a page at `base`, cleaned for fetching, else None.

    `charset` is the page's: browsers send the query of a link in it (the path goes as UTF-8).
    """
    try:
        tidy = _TIDY.fullmatch(href) if len(href) <= _SHORT else None
        if tidy and tidy[1]:
            return href
        if tidy and (root := _root(base)):
            return root + href
        # As browsers do: to them it is a slash.
        way, mark, query = href.strip().partition("?")
        url = urljoin(base, way.replace("\\", "/") + mark + query)
        if not _PLAIN.fullmatch(url):
            url = safe_url_string(url, encoding=charset)
        return clean(url)
    except (ValueError, LookupError):
        return None


@lru_cache(256)
def _root(base: str) -> str | None:
    """Scheme and host of an address in plain form, as `clean` has them. Raises ValueError."""
    url = urljoin(base, "/")
    root = clean(url) if _PLAIN.fullmatch(url) else None
    return root and root.removesuffix("/")


def host(url: str) -> str:
    """The host name of an address, in lower case; "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
