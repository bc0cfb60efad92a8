"""A look at a site instead of all of it: a bounded number of pages, from as many lists as that allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newscrawl.discover.kinds import Kind
from newscrawl.discover.links import Link
from newscrawl.errors import UsageError

# Of the pages, the part that may be lists; articles that one page may name.
_LISTS = 4
_PER_PAGE = 6


class Sample:
    """`-a sample=60`: at most so many pages, a quarter of them lists; without a number, no bound."""

    def __init__(self, pages: str = "") -> None:
        if pages and not (pages.isascii() and pages.isdigit() and int(pages)):
            raise UsageError(f"-a sample={pages}: not a number of pages")
        self._bounded = bool(pages)
        count = int(pages) if pages else 0
        self._left = {Kind.LIST: count // _LISTS, Kind.ARTICLE: count - count // _LISTS}

    def of(self, links: Iterable[tuple[Link, Kind]]) -> Iterator[tuple[Link, Kind]]:
        """The links of one page that are within the sample."""
        if not self._bounded:
            yield from links
            return
        named = 0
        for link, kind in links:
            named += kind is Kind.ARTICLE
            if (kind is Kind.ARTICLE and named > _PER_PAGE) or self._left.get(kind, 0) <= 0:
                continue
            self._left[kind] -= 1
            yield link, kind
