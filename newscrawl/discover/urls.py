"""Addresses: made absolute, cleaned for fetching, and reduced to what makes two of them the same page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

MAX_LENGTH = 1000

# What already is an address in its plain form needs no escaping, which is the costly part.
_PLAIN = re.compile(r"https?://[a-z0-9.-]{1,253}(?::\d{1,5})?/[\w/.~%?=&+,;:@!-]*", re.ASCII)
_PORTS = {"http": ":80", "https": ":443"}
_SLASHES = re.compile(r"(?<!:)/{2,}")
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|shtml|jhtml|php|jsp|aspx?)$", re.IGNORECASE)
# Added by share buttons and advertising; the page is the same without them.
_TRACKING = frozenset(
    (
        "spm",
        "scm",
        "isappinstalled",
        "nsukey",
        "wfr",
        "gclid",
        "fbclid",
        "share_token",
        "phpsessid",
        "sessionid",
    )
)


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


def clean(url: str) -> str | None:
    """The address to fetch: no fragment, default port, session id, tracking or doubled slash; else None.

    Raises ValueError where `url` cannot be split.
    """
    if len(url) > MAX_LENGTH:
        return None
    scheme, netloc, path, query, _ = urlsplit(url)
    if scheme not in _PORTS or not netloc or "@" in netloc:
        return None
    netloc = netloc.lower().removesuffix(_PORTS[scheme])
    path = _SESSION.sub("", _SLASHES.sub("/", path)) or "/"
    return urlunsplit((scheme, netloc, path, _without_tracking(query), ""))


def canonical(url: str) -> str:
    """The form in which addresses of one page are equal: `/index.html` is `/`, parameters are sorted.

    For comparing only: a server may want the address as it was linked.
    """
    scheme, netloc, path, query, _ = urlsplit(clean(url) or url)
    return canonicalize_url(urlunsplit((scheme, netloc, _INDEX.sub("/", path), query, "")))


def host(url: str) -> str:
    """The host name of an address, in lower case; "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _without_tracking(query: str) -> str:
    if not query:
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _is_tracking(pair[0])]
    # Encoding anew would change values that are not UTF-8; it is done only where something goes.
    return query if len(kept) == len(pairs) else urlencode(kept)


def _is_tracking(name: str) -> bool:
    name = name.lower()
    return name in _TRACKING or name.startswith("utm_")
