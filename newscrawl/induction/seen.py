"""Pages of a site, read once: which are articles, which are lists, which are neither."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from newscrawl.discover.guess import Guessed
from newscrawl.discover.kinds import Kind
from newscrawl.discover.links import Link, links
from newscrawl.discover.parts import part_number, parts
from newscrawl.discover.shapes import shape
from newscrawl.discover.urls import canonical, host
from newscrawl.errors import Refused
from newscrawl.extract import extract_under
from newscrawl.model import Fetched, Page, Record
from newscrawl.page import parse

MAX_PAGES = 400
"""Pages that are read of one site at most."""

# Of pages with addresses of one shape, the share that must be articles for the others to be believed.
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Seen:
    """One page with its links, and its record under generic rules where it yields one."""

    page: Page
    url: str
    found: tuple[Link, ...]
    record: Record | None = None


@dataclass(slots=True)
class Sights:
    """The pages of one site. `further`: addresses of second and later pages of stories; `texts`: the longest
    text of the links to each canonical address."""

    home: str
    articles: list[Seen] = field(default_factory=list)
    others: list[Seen] = field(default_factory=list)
    further: set[str] = field(default_factory=set)
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> list[Seen]:
        """All of them."""
        return [*self.articles, *self.others]


def look(fetched: Iterable[Fetched], home: str) -> Sights:
    """Read the pages of the host of `home`, at most MAX_PAGES; what is no HTML is passed over."""
    sights, pages = Sights(home), read(fetched, (host(home),), home)
    texts = link_texts(pages)
    for one in pages:
        if one.record is not None:
            sights.further.update(parts(one.found, one.url))
            sights.further.update(_first_again(one))
    sights.texts = texts
    addresses = {canonical(one.url) for one in pages}
    sorter, shapes = Guessed(home), _shapes(pages)
    for one in pages:
        if one.url in sights.further:
            continue
        kind = sorter.kind(Link(one.url, texts.get(canonical(one.url), "")))
        is_home = canonical(one.url) == canonical(home)
        likely = kind is Kind.ARTICLE or shapes[shape(one.url)] >= _MOSTLY
        is_article = one.record is not None and not is_home and kind is not Kind.OTHER and likely
        is_article = is_article and not _is_twin(one, addresses)
        (sights.articles if is_article else sights.others).append(one)
    return sights


def read(fetched: Iterable[Fetched], hosts: Iterable[str], home: str = "") -> list[Seen]:
    """The pages of some hosts (with and without `www.`), one an address; of many, a spread over all."""
    names = {name.removeprefix("www.") for name in hosts}
    chosen: dict[str, Fetched] = {}
    for one in fetched:
        if one.url and one.status < 300 and host(one.url).removeprefix("www.") in names:
            chosen[canonical(one.url)] = one
    every = max(1, -(-len(chosen) // MAX_PAGES))
    first = canonical(home) if home else ""
    kept = [one for number, (key, one) in enumerate(chosen.items()) if key == first or number % every == 0]
    return [seen for one in kept if (seen := _seen(one)) is not None]


def _first_again(one: Seen) -> Iterator[str]:
    """The first page of a story under its own number, `&page=1`, to which its further pages lead."""
    for link in one.found:
        if "1" in (link.text, link.also) and part_number(one.url, link.url) == 1:
            yield link.url


def _is_twin(one: Seen, addresses: set[str]) -> bool:
    """Whether a page says that another one is the same: it is the mobile or print view of an article."""
    try:
        named = canonical(one.page.canonical) if one.page.canonical else ""
    except ValueError:
        return False
    return named in addresses and named != canonical(one.url)


def _seen(one: Fetched) -> Seen | None:
    try:
        page = parse(one)
    except Refused:
        return None
    found = tuple(links(page))
    try:
        record = extract_under(page, None)
    except Refused:
        record = None
    return Seen(page, one.url or "", found, record)


def link_texts(pages: Iterable[Seen]) -> Mapping[str, str]:
    """The longest text of a link to each address."""
    texts: dict[str, str] = {}
    for one in pages:
        for link in one.found:
            key = canonical(link.url)
            texts[key] = max(texts.get(key, ""), link.text, key=len)
    return texts


def _shapes(pages: Iterable[Seen]) -> Mapping[str, float]:
    """The share of articles with a date among the pages of each shape of address, where there are several."""
    alike: dict[str, Counter[bool]] = defaultdict(Counter)
    for one in pages:
        told = one.record is not None and one.record.published_basis not in (None, "url", "list")
        alike[shape(one.url)][told] += 1
    counted = {key: tally[True] / tally.total() for key, tally in alike.items() if tally.total() > 1}
    return defaultdict(float, counted)
