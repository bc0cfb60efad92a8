"""Learning the furniture of each site from some of its pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from newscrawl.errors import Refused
from newscrawl.extract import clean_page
from newscrawl.furniture import Furniture, learn, sight
from newscrawl.inputs import Input
from newscrawl.model import Fetched, Sighting
from newscrawl.page import parse
from newscrawl.survey.look import digest, site_of
from newscrawl.workers import Crew

_Page = tuple[str, int, Fetched]
Seen = tuple[str, int, Sighting | None]
"""Of a page that was looked at closely: its site, its digest, and what it shows."""


def learned(pages: Iterable[Input], chosen: Mapping[str, frozenset[int]], crew: Crew) -> dict[str, Furniture]:
    """The furniture of each site that has some. All of `pages` are read, those chosen by digest cleaned."""
    return furniture_of(seen(pages, chosen, crew))


def seen(pages: Iterable[Input], chosen: Mapping[str, frozenset[int]], crew: Crew) -> Iterator[Seen]:
    """What the pages chosen by digest show. All of `pages` are read."""
    yield from crew(_seen, _picked(pages, chosen), _not_seen)


def furniture_of(pages: Iterable[Seen]) -> dict[str, Furniture]:
    """What repeats on the pages of each site; of pages that are the same one counts."""
    done: set[tuple[str, int]] = set()
    shown: dict[str, list[Sighting]] = defaultdict(list)
    for site, number, sighting in pages:
        if sighting is not None and (site, number) not in done:
            done.add((site, number))
            shown[site].append(sighting)
    fixtures = {site: learn(sightings) for site, sightings in shown.items()}
    return {site: Furniture.of(found) for site, found in fixtures.items() if found}


def _picked(pages: Iterable[Input], chosen: Mapping[str, frozenset[int]]) -> Iterator[_Page]:
    done: set[int] = set()
    for page in pages:
        fetched = page.content
        if isinstance(fetched, Refused) or not chosen:
            continue
        site = site_of(fetched)
        if site is not None and site in chosen:
            number = digest(fetched)
            if number in chosen[site] and number not in done:
                done.add(number)
                yield site, number, fetched


def _seen(page: _Page) -> Seen:
    site, number, fetched = page
    try:
        return site, number, sight(clean_page(parse(fetched)))
    except Exception:  # a page that finds a bug is told of when it is extracted; here it tells nothing
        return site, number, None


def _not_seen(page: _Page) -> Seen:
    return page[0], page[1], None
