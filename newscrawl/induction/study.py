"""Pages of a site → its declaration, with how sure each part of it is, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from msgspec import UNSET

from newscrawl.discover.epaper import edition_day
from newscrawl.discover.guess import Guessed
from newscrawl.discover.kinds import Kind
from newscrawl.discover.links import Link
from newscrawl.discover.paging import pages as pages_of_list
from newscrawl.discover.urls import canonical, host
from newscrawl.errors import Undeclarable
from newscrawl.induction.addresses import Pattern, further_pattern, keyed, pattern
from newscrawl.induction.compare import FIELDS
from newscrawl.induction.layout import Induction, induce
from newscrawl.induction.portrait import (
    Belief,
    encoding_of,
    epaper_of,
    feeds_named,
    id_of,
    name_of,
    region_of,
    system_of,
)
from newscrawl.induction.seen import Seen, Sights
from newscrawl.model import Record, Site

FEWEST = 3
"""Articles without which no site is declared."""

_ENTRIES = 3
_FEW_LINKS = 5


@dataclass(frozen=True, slots=True)
class Study:
    """A site as it may be declared; `site` holds its rules. `layout`: the same rules, as selectors.
    `beliefs`: part of the declaration → value and evidence; `shares`: field → how many of the sample have it.
    """

    site: Site
    about: str
    trial: Induction
    beliefs: list[tuple[str, Belief]]
    shares: list[tuple[str, Belief]]


def study(sights: Sights, id: str = "", name: str = "", explicit: bool = False) -> Study:
    """Declare a site from its pages. Raises Undeclarable, saying why, where they hold no articles."""
    if len(sights.articles) < FEWEST:
        raise Undeclarable(_why_none(sights))
    found_name = Belief(name, 1, 1, "as asked for") if name else name_of(sights)
    no_name = Belief(host(sights.home), 0, 1, "no page says it; give --name")
    beliefs: list[tuple[str, Belief]] = [("name", found_name or no_name)]
    region = region_of(sights, found_name.value if found_name else None)
    beliefs.append(("region", region or Belief("", 0, 1, "neither name nor articles say it")))
    site = Site(
        id=id or id_of(sights.home, region.value if region else None),
        name=found_name.value if found_name else host(sights.home),
        domains=_domains(sights),
        start=(sights.home,),
        article="",
        region=region.value if region else None,
        feeds=feeds_named(sights),
        epaper=epaper_of(sights),
    )
    site, addresses = _with_addresses(site, sights)
    cms, system = system_of(sights.articles)
    beliefs += [*addresses, *([("cms", system)] if system else []), ("encoding", encoding_of(sights.pages))]
    site = replace(site, cms=cms)
    fitting = [one for one in sights.articles if re.search(site.article, one.url)]
    trial = induce([one.page for one in fitting], site, site.id, explicit)
    if not trial.layout.is_empty:
        site = replace(site, rules=(trial.layout.rules(site.id),))
    about = f"{site.name}: {len(fitting)} articles were read to declare it{_on(system)}."
    return Study(site, about, trial, [*beliefs, *trial.beliefs], shares(trial.records))


def shares(records: Iterable[Record | None]) -> list[tuple[str, Belief]]:
    """How many records have each field, by which rules, and in how many the page says something else too."""
    rows, all_records = [], list(records)
    for field in FIELDS:
        rules: Counter[str] = Counter()
        conflicts = hits = 0
        for record in filter(None, all_records):
            hits += bool(getattr(record, field))
            evidence = {} if record.provenance is UNSET else record.provenance
            found = evidence.get(field) or evidence.get(f"{field}.0")
            if found:
                rules[found.rule.partition(" (")[0]] += 1
                conflicts += bool(found.conflicts)
        said = ", ".join(f"{rule} {count}" for rule, count in rules.most_common(3))
        why = f"{said}; {conflicts} conflicts" if conflicts else said
        rows.append((field, Belief("", hits, len(all_records), why or "nothing says it")))
    return rows


def lists_of(sights: Sights, article: str) -> tuple[list[Seen], set[str]]:
    """The pages that name articles as lists do, and the addresses of them and of the pages behind them."""
    home, sorter = canonical(sights.home), Guessed(sights.home)
    lists, urls = [], set()
    for one in sights.others:
        if sorter.kind(Link(one.url, sights.texts.get(canonical(one.url), ""))) is Kind.OTHER:
            continue
        entries = {link.url for link in one.found if re.search(article, link.url)} - {one.url}
        if len(entries) >= _ENTRIES or (entries and edition_day(one.url)):
            lists.append(one)
            numbered = pages_of_list(one.url, one.found, one.page.html)
            urls |= {url for numbers in numbered.values() for url in numbers.values()}
            urls |= {one.url} if canonical(one.url) != home else set()
    return lists, urls


def _with_addresses(site: Site, sights: Sights) -> tuple[Site, list[tuple[str, Belief]]]:
    """The site with its expressions of articles, lists and further pages."""
    urls = [one.url for one in sights.articles]
    others = [one.url for one in sights.others]
    plain = pattern(urls, others)
    if plain is None:
        raise Undeclarable("the addresses of articles cannot be told from those of other pages")
    facts = {
        one.url: f"{one.record.title} {one.record.published_at}" for one in sights.articles if one.record
    }
    article = keyed(plain, facts)
    beliefs = [("article", _belief(article, "key: one number all over the site" if article.has_key else ""))]
    lists, listed = lists_of(sights, article.text)
    rest = [one.url for one in sights.others if one.url not in listed and one not in lists]
    # A page that is read in vain costs one request; what is an article is told before what is a list.
    found = pattern(sorted(listed), rest, least=1, wrong=1.0)
    if found:
        beliefs.append(("lists", _belief(found, f"{len(lists)} pages name {_ENTRIES} articles or more")))
    further = further_pattern(article, sights.further, urls) if sights.further else None
    if further:
        hits = sum(bool(re.search(further, url)) for url in sights.further)
        beliefs.append(("further", Belief(further, hits, len(sights.further), "paging bars of stories")))
    return replace(site, article=article.text, lists=found.text if found else None, further=further), beliefs


def _belief(found: Pattern, why: str) -> Belief:
    missed = f"not {', '.join(found.missed)}" if found.missed else ""
    return Belief(found.text, found.matched, found.count, "; ".join(filter(None, (why, missed))))


def _domains(sights: Sights) -> tuple[str, ...]:
    """The hosts that pages were had from, the home's first."""
    return tuple(dict.fromkeys((host(sights.home), *(host(one.url) for one in sights.articles))))


def _why_none(sights: Sights) -> str:
    count, found = len(sights.pages), len(sights.articles)
    if not count:
        return f"not one page of {host(sights.home)} could be read"
    bare = sum(len(one.found) < _FEW_LINKS and "<script" in one.page.html for one in sights.pages)
    if 2 * bare >= count:
        return (
            f"{bare} of {count} pages hold scripts instead of links and text: declare the site by hand with"
            ' js="lists" or js="all" (extra js), or with json_lists where its lists are JSON'
        )
    return f"{found} articles on {count} pages of {host(sights.home)}; {FEWEST} are needed at least"


def _on(system: Belief | None) -> str:
    return f", on {system.value}" if system else ""
