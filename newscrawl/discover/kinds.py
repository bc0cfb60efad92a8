"""What a link leads to, by the patterns that a declared site states."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit

from newscrawl.discover.links import Link
from newscrawl.discover.traps import repeats
from newscrawl.discover.urls import canonical, host
from newscrawl.model import Site


class Kind(StrEnum):
    """What is done with a link: an article is read and its links are followed, a list is only followed."""

    ARTICLE = "article"
    LIST = "list"
    OTHER = "other"


class Sorter(Protocol):
    """Tells links apart. `further` is the pattern of a story's further pages, where a site declares one."""

    further: re.Pattern[str] | None

    def kind(self, link: Link) -> Kind:
        """What `link` leads to."""

    def key(self, url: str) -> str | None:
        """The number of the article at `url` where one article stands under several addresses, else None."""


class Declared:
    """Links of a declared site, told apart by its own expressions."""

    def __init__(self, site: Site) -> None:
        self.further = re.compile(site.further) if site.further else None
        self._article = re.compile(site.article)
        self._lists = re.compile(site.lists) if site.lists else None
        self._domains = frozenset(site.domains)
        self._start = frozenset(map(canonical, site.start))

    def kind(self, link: Link) -> Kind:
        """An article, a list, or neither: another host, a further page, a path that repeats itself, an
        address nobody declared."""
        url = link.url
        if host(url) not in self._domains or (self.further and self.further.search(url)):
            return Kind.OTHER
        if repeats(urlsplit(url).path):
            return Kind.OTHER
        if self._article.search(url):
            return Kind.ARTICLE
        listed = self._lists is not None and self._lists.search(url)
        return Kind.LIST if listed or canonical(url) in self._start else Kind.OTHER

    def key(self, url: str) -> str | None:
        """The group `key` of the article expression, if it has one."""
        match = self._article.search(url)
        return match.groupdict().get("key") if match else None
