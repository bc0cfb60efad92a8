"""The first look through all pages: how many are of which site, and which may be pages of one story."""

from __future__ import annotations

import hashlib
import re
from bisect import insort
from collections import defaultdict

from newscrawl.catalog import site_for
from newscrawl.discover.parts import first_pages, is_part
from newscrawl.discover.urls import canonical, host
from newscrawl.errors import Refused
from newscrawl.furniture import SAFE
from newscrawl.inputs import Input
from newscrawl.model import Fetched

PAGES = 200
"""Pages of one site that furniture is learned from at most."""

# All sites together: this part of the pages, or all of them if they are few.
_SHARE = 4
_FEW = 400
_HEAD = 65536
_LINK = re.compile(rb"<link\b[^<>]{1,1000}+>", re.IGNORECASE)
_CANONICAL = re.compile(rb"\brel\s?=\s?[\"']?canonical\b", re.IGNORECASE)
_HREF = re.compile(rb"\bhref\s?=\s?[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)


class Look:
    """What the first look remembers: of a page little more than two numbers."""

    def __init__(self) -> None:
        self._count = 0
        self._sites: dict[str, list[int]] = defaultdict(list)
        self._addresses: set[int] = set()
        self._further: dict[str, list[str]] = {}

    def at(self, page: Input) -> None:
        """Take note of one page."""
        fetched = page.content
        if isinstance(fetched, Refused):
            return
        self._count += 1
        site = site_of(fetched)
        if site:
            self._offer(self._sites[site], digest(fetched))
        address = address_of(fetched)
        if address and fetched.url:
            self._addresses.add(number_of(address))
            firsts = first_pages(fetched.url)
            if firsts:
                self._further[fetched.url] = firsts

    def take(self, other: Look) -> None:
        """Remember what another one has seen, of pages that come later."""
        self._count += other._count
        for site, digests in other._sites.items():
            mine = self._sites[site]
            for digest in digests:
                self._offer(mine, digest)
        self._addresses |= other._addresses
        self._further |= other._further

    def sites(self) -> frozenset[str]:
        """The sites whose pages it has seen."""
        return frozenset(self._sites)

    def saw(self, address: str) -> bool:
        """Whether the page at a canonical address was among them."""
        return number_of(address) in self._addresses

    def chosen(self) -> dict[str, frozenset[int]]:
        """The digests of the pages to learn from, by site. Which ones does not depend on the order."""
        sites = {site: digests for site, digests in self._sites.items() if len(digests) >= SAFE}
        budget, most = max(_FEW, self._count // _SHARE), PAGES
        while most > SAFE and sum(min(most, len(digests)) for digests in sites.values()) > budget:
            most -= SAFE
        return {site: frozenset(digests[:most]) for site, digests in sites.items()}

    def families(self) -> dict[str, frozenset[str]]:
        """Canonical addresses that may be further pages, by that of the first page; all are at hand."""
        found: dict[str, set[str]] = defaultdict(set)
        for url, firsts in self._further.items():
            for first in firsts:
                address = canonical(first)
                if number_of(address) in self._addresses and is_part(first, url):
                    found[address].add(canonical(url))
        return {first: frozenset(others - {first}) for first, others in found.items() if others - {first}}

    def _offer(self, digests: list[int], digest: int) -> None:
        """Keep the smallest: a sample of all, whatever comes first."""
        if digest not in digests:
            insort(digests, digest)
            del digests[PAGES:]


def site_of(fetched: Fetched) -> str | None:
    """The id of the declared site that a page is from, else its host; None where nothing tells."""
    url = fetched.url or _canonical(fetched.body)
    site = site_for(url)
    return site.id if site is not None else host(url) or None


def address_of(fetched: Fetched) -> str:
    """The canonical form of a page's address; "" where it has none that is one."""
    try:
        return canonical(fetched.url) if fetched.url else ""
    except ValueError:
        return ""


def number_of(address: str) -> int:
    """A number that stands for an address, the same in every process."""
    return int.from_bytes(
        hashlib.blake2b(address.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )


def digest(fetched: Fetched) -> int:
    """A number that stands for a page: its address and its bytes."""
    found = hashlib.blake2b(fetched.body, digest_size=8)
    found.update((fetched.url or "").encode("utf-8", "surrogateescape"))
    return int.from_bytes(found.digest(), "big")


def _canonical(body: bytes) -> str:
    """The canonical link as it stands in the head of a page; to parse it all would cost much more."""
    for link in _LINK.finditer(body[:_HEAD]):
        if _CANONICAL.search(link[0]):
            href = _HREF.search(link[0])
            return href[1].decode("utf-8", "replace") if href else ""
    return ""
