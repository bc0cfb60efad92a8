"""The further pages of a story that stands on several."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from newscrawl.discover.links import Link

MAX_PARTS = 60

_NUMBER = re.compile(r"[\[【(（第]?\s?(\d{1,2})\s?[\]】)）页頁]?")
_NEXT = re.compile(r"[\[【(（]?\s?(?:(?:[下后]一?|尾|末)[页頁]|[下后]一[张張图圖幅])\s?[>›»]*\s?[\]】)）]?")
# Some systems number the first page too.
_FIRST = re.compile(r"(?<=[0-9])[_-]1$")
_PAGE_KEYS = frozenset(("page", "p", "pn", "pageno", "page_no", "pageindex", "currentpage", "cpage"))
# The whole story on one page: 全文阅读, [余下全文], 在本页阅读全文 at `_all`, `?all=1`, `?page=all`.
_WHOLE = re.compile(
    r"[\[【(（]?\s?(?:在?(?:本页|单页))?(?:点击)?(?:阅读|查看|显示|浏览|展开)?(?:剩余|余下|完整)?"
    r"(?:全文|全部|内容|阅读|显示|浏览){1,2}\s?[>›»]*[\]】)）]?|view all",
    re.IGNORECASE,
)
_WHOLE_WORDS = ("全文", "全部", "余下", "剩余", "单页", "view all")
_ALL = "all|full|whole|quanwen|allpage|viewall|showall"
_WHOLE_PATH = re.compile(rf"[_/-](?:{_ALL}|0)", re.IGNORECASE)
_WHOLE_KEY = re.compile(rf"(?:{_ALL})", re.IGNORECASE)
_NUMBERED = re.compile(rf"(?P<stem>.+)[_/-](?:\d{{1,2}}|{_ALL})(?P<extension>\.\w{{1,8}})", re.IGNORECASE)
_MAX_QUERY = 8
# One of these stands in every page that links to a further one.
_SIGNS = ("下一页", "下页", "后一页", "后页", "下一頁", "下頁", "全文", "_2.", "-2.", "page=2", "p=2")


def parts(links: Iterable[Link], first: str, further: re.Pattern[str] | None = None) -> list[str]:
    """Addresses of the further pages of the story at `first` that a page links to, in their order.

    A link counts where its address is that of `first` with a page number added, and its text is one of a
    paging bar (`2`, `第2页`, `下一页`) or it is but a picture; `further` is what a site declares, and takes
    the place of the look at the text.
    Last comes the page that shows the whole story (`全文阅读`), if there is one.
    """
    found: dict[str, int] = {}
    wholes: list[str] = []
    for link in links:
        if _offers_whole(link.text) and shows_whole(first, link.url):
            wholes.append(link.url)
            continue
        number = part_number(first, link.url)
        if number is None or (further is not None and not further.search(link.url)):
            continue
        shown = _shown_number(link.text) or _shown_number(link.also)
        if shown == 1 or (shown is None and further is None and not _goes_on(link)):
            continue
        found.setdefault(link.url, shown or number)
    return sorted(found, key=found.__getitem__) + wholes[:1]


def may_have_parts(html: str) -> bool:
    """Whether it is worth looking for `parts` among the links of a page with this source."""
    return any(sign in html for sign in _SIGNS)


def is_part(first: str, url: str) -> bool:
    """Whether `url` may be a further page of the story at `first`, or the page that shows it whole."""
    return part_number(first, url) is not None or shows_whole(first, url)


def first_pages(url: str) -> list[str]:
    """The addresses that the first page may have of the story of which `url` is a further page.

    Most of them do not exist: this only saves asking `is_part` of every two addresses.
    """
    scheme, netloc, path, query, _ = urlsplit(url)
    match = _NUMBERED.fullmatch(path)
    paths = [f"{match['stem']}{mark}{match['extension']}" for mark in ("", "_1", "-1")] if match else []
    pairs = query.split("&")[:_MAX_QUERY] if query else []
    queries = []
    for index, pair in enumerate(pairs):
        name = pair.partition("=")[0]
        before, after = pairs[:index], pairs[index + 1 :]
        queries += ["&".join([*before, *after]), "&".join([*before, f"{name}=1", *after])]
    found = [urlunsplit((scheme, netloc, other, query, "")) for other in paths]
    found += [urlunsplit((scheme, netloc, path, other, "")) for other in queries]
    return [first for first in found if first != url]


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


def shows_whole(first: str, url: str) -> bool:
    """Whether `url` is how the story at `first` is shown whole: `_all`, `_0`, `?all=1`, `?page=all`."""
    one, other = urlsplit(first), urlsplit(url)
    if one.netloc != other.netloc:
        return False
    if one.path != other.path:
        middle = _added(one.path, other.path)
        return one.query == other.query and middle is not None and bool(_WHOLE_PATH.fullmatch(middle))
    known = parse_qsl(one.query, keep_blank_values=True)
    added = [pair for pair in parse_qsl(other.query, keep_blank_values=True) if pair not in known]
    return len(added) == 1 and any(_WHOLE_KEY.fullmatch(word) for word in added[0])


def _path_number(one: str, other: str) -> int | None:
    middle = _added(one, other) or ""
    digits = middle[1:]
    return (
        int(digits)
        if middle[:1] in ("_", "-") and digits.isascii() and digits.isdigit() and len(digits) < 3
        else None
    )


def _added(one: str, other: str) -> str | None:
    """What the path `other` adds to the name in the path `one`; None where the names differ."""
    stem, dot, extension = one.rpartition(".")
    stem = _FIRST.sub("", stem)
    if not dot or "/" in extension or not (other.startswith(stem) and other.endswith(dot + extension)):
        return None
    return other[len(stem) : -len(dot + extension)]


def _goes_on(link: Link) -> bool:
    return not link.text or any(map(_NEXT.fullmatch, (link.text, link.also)))


def _offers_whole(text: str) -> bool:
    return any(word in text.lower() for word in _WHOLE_WORDS) and bool(_WHOLE.fullmatch(text))


def _shown_number(text: str) -> int | None:
    match = _NUMBER.fullmatch(text)
    return int(match.group(1)) if match else None
