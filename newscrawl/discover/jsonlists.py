"""Lists served as JSON → links with headline and date, as a site declares where they stand."""

from __future__ import annotations

import re

import msgspec

from newscrawl.discover.links import MAX_LINKS, Link
from newscrawl.discover.urls import absolute
from newscrawl.errors import NotHtml
from newscrawl.model.rules import JsonList

# Many sites wrap the answer into a call: `callback({...});`
_CALL = re.compile(rb"^\s*[\w.$]{1,80}\s*\(\s*(?=[\[{])")
_TAG = re.compile(r"<[^<>]{1,200}>")
_BRACES = re.compile(r"\{([\w.]{1,80})\}")


def json_links(body: bytes, url: str, declared: JsonList) -> list[Link]:
    """The entries of one page of a list at `url`, in their order, each address once.

    Raises NotHtml where the answer is no JSON or holds no list at the declared place.
    """
    entries = _at(_parsed(body), declared.items)
    if not isinstance(entries, list):
        raise NotHtml(f"no list at {declared.items!r} in the answer of {url}")
    found: dict[str, Link] = {}
    for entry in entries[:MAX_LINKS]:
        address = absolute(url, _address(entry, declared.link))
        if address is not None and address not in found:
            title = _TAG.sub("", _text(_at(entry, declared.title)))
            date = _text(_at(entry, declared.date)) if declared.date else ""
            found[address] = Link(address, title.strip(), date or None)
    return list(found.values())


def json_page(declared: JsonList, url: str) -> int | None:
    """The number of the page of a list that stands at `url`; None where the address is not of that list."""
    before, paged, after = declared.url.partition("{page}")
    if not paged:
        return declared.first if url == declared.url else None
    number = url[len(before) : len(url) - len(after)]
    matches = url.startswith(before) and url.endswith(after) and number.isascii() and number.isdigit()
    return int(number) if matches else None


def _parsed(body: bytes) -> object:
    data = body.lstrip(b"\xef\xbb\xbf")
    if _CALL.match(data):
        data = data[data.index(b"(") + 1 : data.rindex(b")") if b")" in data else None]
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotHtml(f"no JSON: {error}") from error


def _at(value: object, path: str) -> object:
    """The value at a dotted path; None where there is none. A number is a place in an array."""
    for key in filter(None, path.split(".")):
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def _address(entry: object, link: str) -> str:
    if "{" not in link:
        return _text(_at(entry, link))
    return _BRACES.sub(lambda match: _text(_at(entry, match[1])), link)


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value)
