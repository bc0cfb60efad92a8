"""Which of the pages are further pages of one story: addresses suggest it, the links of the pages decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newscrawl.catalog import site_for
from newscrawl.discover.links import links
from newscrawl.discover.parts import parts
from newscrawl.discover.story import Story
from newscrawl.discover.urls import canonical
from newscrawl.errors import Refused
from newscrawl.model import Fetched, Page
from newscrawl.page import parse
from newscrawl.survey.spool import Spool
from newscrawl.workers import Crew


@dataclass(frozen=True, slots=True)
class Joined:
    """A story that begins at `url`, of the canonical `address`.

    `further`: canonical addresses of its other pages in order; `shown`: of all pages that its paging leads
    to, also of those that only repeat others; `missing`: addresses of pages that are not at hand.
    """

    address: str
    url: str
    further: tuple[str, ...] = ()
    shown: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Family:
    """The address and page of a story's first page, and its possible further pages by canonical address."""

    address: str
    first: Fetched
    others: Mapping[str, Fetched]


def joined(families: Mapping[str, frozenset[str]], spool: Spool, crew: Crew) -> dict[str, Joined]:
    """The stories among `families`, by the canonical address of their first page, sorted."""
    stories: dict[str, Joined] = {}
    taken: set[str] = set()
    for story in crew(_assembled, _families(families, spool), _lost):
        # A page that is part of a story begins none.
        if story.shown and story.address not in taken:
            taken |= story.shown
            stories[story.address] = story
    return stories


def _families(families: Mapping[str, frozenset[str]], spool: Spool) -> Iterator[_Family]:
    for address in sorted(families):
        first = spool.get(address)
        others = {other: page for other in families[address] if (page := spool.get(other))}
        if first is not None:
            yield _Family(address, first, others)


def _assembled(family: _Family) -> Joined:
    """Follow the paging of a story from its first page through the pages that are at hand."""
    url = family.first.url or ""
    page = _parsed(family.first)
    if page is None:
        return Joined(family.address, url)
    site = site_for(url)
    further = re.compile(site.further) if site is not None and site.further else None
    story = Story(page, parts(links(page), url, further))
    shown: set[str] = set()
    while (other := story.next()) is not None:
        fetched = family.others.get(canonical(other))
        page = _parsed(fetched) if fetched is not None else None
        if page is None:
            story.missing.append(other)
        else:
            shown.add(canonical(other))
            story.take(page, parts(links(page), url, further))
    told = tuple(canonical(part.url or "") for part in story.page().further)
    return Joined(family.address, url, told, frozenset(shown), tuple(story.missing))


def _parsed(fetched: Fetched) -> Page | None:
    try:
        return parse(fetched)
    except Refused:
        return None


def _lost(family: _Family) -> Joined:
    return Joined(family.address, family.first.url or "")
