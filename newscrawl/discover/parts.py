"""The further pages of a story that stands on several."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from newscrawl.discover.links import Link

MAX_PARTS = 60

_NUMBER = re.compile(r"[\[【(（第]?\s?(\d{1,2})\s?[\]】)）页頁]?")
_NEXT = re.compile(r"[\[【(（]?\s?(?:[下后]一?|尾|末)[页頁]\s?[>›»]*\s?[\]】)）]?")
# Some systems number the first page too.
_FIRST = re.compile(r"(?<=[0-9])[_-]1$")
_PAGE_KEYS = frozenset(("page", "p", "pn", "pageno", "page_no", "pageindex", "currentpage", "cpage"))


def parts(links: Iterable[Link], first: str, further: re.Pattern[str] | None = None) -> list[str]:
    """Addresses of the further pages of the story at `first` that a page links to, in their order.

    A link counts where its address is that of `first` with a page number added, and its text is one of a
    paging bar (`2`, `第2页`, `下一页`); `further` is what a site declares, and replaces the look at the text.
    """
    found: dict[str, int] = {}
    for link in links:
        number = part_number(first, link.url)
        if number is None or (further is not None and not further.search(link.url)):
            continue
        shown = _shown_number(link.text)
        if shown == 1 or (shown is None and further is None and not _NEXT.fullmatch(link.text)):
            continue
        found.setdefault(link.url, shown or number)
    return sorted(found, key=found.__getitem__)


def part_number(first: str, url: str) -> int | None:
    """The page number that `url` adds to the address `first`: `_2`, `-2`, `?page=2`; None for any other."""
    one, other = urlsplit(first), urlsplit(url)
    if one.netloc != other.netloc:
        return None
    if one.path != other.path:
        return _path_number(one.path, other.path) if one.query == other.query else None
    added = set(parse_qsl(other.query)) - set(parse_qsl(one.query))
    if len(added) != 1:
        return None
    name, value = added.pop()
    return int(value) if name.lower() in _PAGE_KEYS and value.isascii() and value.isdigit() else None


def _path_number(one: str, other: str) -> int | None:
    stem, dot, extension = one.rpartition(".")
    if not dot or "/" in extension or not other.endswith(dot + extension):
        return None
    stem = _FIRST.sub("", stem)
    middle = other[len(stem) : -len(dot + extension)]
    matches = other.startswith(stem) and middle[:1] in ("_", "-")
    digits = middle[1:]
    return int(digits) if matches and digits.isascii() and digits.isdigit() and len(digits) < 3 else None


def _shown_number(text: str) -> int | None:
    match = _NUMBER.fullmatch(text)
    return int(match.group(1)) if match else None
