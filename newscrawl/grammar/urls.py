"""Addresses in plain form: cleaned for fetching, and reduced to what makes two of them the same page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

MAX_LENGTH = 1000

# What most addresses are: nothing is to be done about them but for the name of an index.
_TIDY = re.compile(
    r"https?://[a-z0-9.-]{1,253}/(?:[a-zA-Z0-9_-][a-zA-Z0-9_.-]*+/)*+(?:[a-zA-Z0-9_-][a-zA-Z0-9_.-]*+)?"
)
_PORTS = {"http": ":80", "https": ":443"}
_SLASHES = re.compile(r"(?<!:)/{2,}")
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|shtml|jhtml|php|jsp|aspx?)$", re.IGNORECASE)
# Added by share buttons and advertising; the page is the same without them.
_TRACKING = frozenset(
    "spm scm isappinstalled nsukey wfr gclid fbclid share_token phpsessid sessionid".split()
)
# Says where a reader came from; some servers want it, so that it only goes when addresses are compared.
_SHARED = _TRACKING | {"from"}


def clean(url: str) -> str | None:
    """The address to fetch: no fragment, default port, session id, tracking or doubled slash; else None.

    Raises ValueError where `url` cannot be split.
    """
    if len(url) > MAX_LENGTH:
        return None
    if _TIDY.fullmatch(url):
        return url
    scheme, netloc, path, query, _ = urlsplit(url)
    if scheme not in _PORTS or not netloc or "@" in netloc:
        return None
    netloc = netloc.lower().removesuffix(_PORTS[scheme])
    path = _SESSION.sub("", _SLASHES.sub("/", path)) or "/"
    return urlunsplit((scheme, netloc, path, _without(query, _TRACKING), ""))


def canonical(url: str) -> str:
    """The form in which addresses of one page are equal: `/index.html` is `/`, parameters are sorted.

    For comparing and citing, not for fetching: a server may want the address as it was linked.
    Raises ValueError where `url` cannot be split.
    """
    if len(url) <= MAX_LENGTH and _TIDY.fullmatch(url):
        return _INDEX.sub("/", url)
    scheme, netloc, path, query, _ = urlsplit(clean(url) or url)
    query = _without(query, _SHARED)
    return str(canonicalize_url(urlunsplit((scheme, netloc, _INDEX.sub("/", path), query, ""))))


def _without(query: str, names: frozenset[str]) -> str:
    """A query without the parameters of these names, and without those of campaigns."""
    if not query:
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _is_one(name.lower(), names)]
    # Encoding anew would change values that are not UTF-8; it is done only where something goes.
    return query if len(kept) == len(pairs) else urlencode(kept)


def _is_one(name: str, names: frozenset[str]) -> bool:
    return name in names or name.startswith("utm_")
