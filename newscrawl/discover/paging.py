"""The pages of a list: which links lead to them, in what order they are read, and when to stop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from newscrawl.discover.links import Link
from newscrawl.discover.urls import absolute

# A paging bar that a script writes names no more pages than these at once.
MAX_AHEAD = 50
# After so many pages in a row that show nothing that the list has not shown before, it has no end of its own.
DULL = 10
# A server that is busy answers with an empty list now and then; two in a row are the end.
_EMPTY = 2
# The number of the page on top, whose address has none, and of what is before it.
_TOP, _BEFORE = -1, -2

_MARK = re.compile(
    r"[\[【(（第<«]?\s?"
    r"(?:\d{1,4}|[下后尾末首前上]一?[页頁]|最后一?[页頁]|last|next|older(?: posts)?|[>›»]{1,2})"
    r"\s?[页頁\]】)）»>]*",
    re.IGNORECASE,
)
_FIRST = frozenset(("1", "首页", "第一页", "第1页", "上一页", "上页", "前一页", "首頁"))
_KEYS = frozenset(
    ("page", "p", "pn", "pg", "paged", "pageno", "page_no", "pageindex", "pagenum", "currentpage")
)
_IN_PATH = re.compile(
    r"(?P<before>(?:[/_-]|/page/?|/p|/index|/list|/default|[a-z]))(?P<number>\d{1,5})(?P<after>/|\.[a-z]{3,5})?$",
    re.IGNORECASE,
)
# TRS writes its paging bar by script: pages, number of this one, name, extension.
_SCRIPTED = re.compile(
    r"createPageHTML\(\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*[\"'](\w{1,40})[\"']\s*,\s*[\"'](\w{1,8})[\"']"
)


def place(url: str) -> tuple[str, int] | None:
    """The list and the number of the page in it that an address names, or None.

    The list is the address with `{}` for the number: `/zx/index_2.html` → (`/zx/index_{}.html`, 2).
    """
    scheme, netloc, path, query, _ = urlsplit(url)
    for name, value in parse_qsl(query):
        if name.lower() in _KEYS and value.isascii() and value.isdigit() and len(value) < 6:
            return url.replace(f"{name}={value}", f"{name}={{}}", 1), int(value)
    match = _IN_PATH.search(path)
    if match is None or query:
        return None
    blank = f"{path[: match.start('number')]}{{}}{match['after'] or ''}"
    return urlunsplit((scheme, netloc, blank, "", "")), int(match["number"])


def pages(url: str, found: Iterable[Link], html: str = "") -> dict[str, dict[int, str]]:
    """Addresses by number of the list pages that the paging bar of a page at `url` links to, by list."""
    lists: dict[str, dict[int, str]] = {}
    for link in found:
        # The first page has an address without a number, and is where one came from.
        marked = _MARK.fullmatch(link.text) and link.text.strip("[]【】()（） ") not in _FIRST
        named = place(link.url) if marked else None
        if named is not None:
            lists.setdefault(named[0], {})[named[1]] = link.url
    for count, at, name, extension in _SCRIPTED.findall(html):
        for number in range(int(at) + 1, min(int(count), int(at) + 1 + MAX_AHEAD)):
            target = absolute(url, f"{name}_{number}.{extension}")
            named = place(target) if target else None
            if target and named:
                lists.setdefault(named[0], {})[number] = target
    return lists


@dataclass(frozen=True, slots=True)
class PageOfList:
    """One page of a list. `entries`: addresses of the articles on it, of which `fresh` were met for the first
    time; `novel`: it names some that pages like it have not; `old`: all are older than what is asked for.
    """

    entries: Sequence[str] = ()
    fresh: int = 0
    novel: bool = False
    old: bool = False


@dataclass(slots=True)
class Trail:
    """The pages of one list, read one after the other: entries that move on to the next page while the list
    grows are then met twice, and none is passed over.

    `first`: the address of the page on top, which is read again at the end if the list has grown meanwhile.
    `shared`: others read pages of the list as well, so that no page is out of turn: each is read on from.
    """

    first: str
    known: dict[int, str] = field(default_factory=dict)
    at: int = _BEFORE
    read: int = 0
    done: bool = False
    _empty: int = 0
    _dull: int = 0
    _pending: int | None = None
    _again: bool = False
    _retried: set[int] = field(default_factory=set)
    _last: frozenset[str] = frozenset()
    _shifted: bool = False
    shared: bool = False
    _taken: set[int] = field(default_factory=set)

    def number(self, url: str) -> int:
        """The number of the page at `url`; the page on top has none, and comes before all."""
        named = place(url)
        return named[1] if named and self.known.get(named[1]) == url else _TOP

    def take(self, number: int, page: PageOfList, known: dict[int, str]) -> str | None:
        """The address to read after page `number`, or None where the list ends or one is under way.

        `known`: further pages that it links to.
        """
        self.known |= known
        if not self._is_due(number):
            return None
        self.at, self._pending = number, None
        self._taken.add(number)
        self.read += 1
        if self._again:
            return self._reread(page.fresh)
        here = frozenset(page.entries)
        if not page.entries:
            return self._after_empty(number)
        repeated = self._last == here and not page.fresh
        self._shifted = self._shifted or bool(self._last & here)
        self._last, self._empty = here, 0
        self._dull = 0 if page.novel else self._dull + 1
        if page.old or repeated or self._dull >= DULL:
            return self._end()
        return self._next() or self._end()

    def lose(self, number: int) -> str | None:
        """The address to read after page `number` could not be had."""
        if not self._is_due(number):
            return None
        self.at, self._pending = number, None
        return self._after_empty(number)

    def _after_empty(self, number: int) -> str | None:
        """Once more the page that was empty or could not be had, then the one behind it."""
        if number in self.known and number not in self._retried:
            self._retried.add(number)
            return self._ask(number)
        self._empty += 1
        return self._next() or self._end() if self._empty < _EMPTY else self._end()

    def _next(self) -> str | None:
        following = min((number for number in self.known if number > self.at), default=None)
        return None if following is None else self._ask(following)

    def _ask(self, number: int) -> str:
        self._pending = number
        return self.known[number]

    def _is_due(self, number: int) -> bool:
        """Whether it is this page's turn: others are met out of turn, such as the first under its number."""
        if self.shared:
            return number == self._pending or number not in self._taken
        if self.done:
            return False
        return number == self._pending if self._pending is not None else number > self.at

    def _end(self) -> str | None:
        if self._shifted and not self._again:
            self._again, self.at, self._pending = True, _BEFORE, self.number(self.first)
            return self.first
        self.done = True
        return None

    def _reread(self, fresh: int) -> str | None:
        """From the top again, as long as pages hold something new."""
        following = self._next() if fresh else None
        self.done = following is None
        return following
