"""A declaration against pages of its site: what matches nothing, what is missed, what contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec import UNSET

from newscrawl.blocks import lay_out
from newscrawl.catalog import applies
from newscrawl.clean.selectors import parse_selector
from newscrawl.discover.guess import Guessed
from newscrawl.discover.kinds import Declared, Kind
from newscrawl.discover.links import Link
from newscrawl.discover.urls import canonical
from newscrawl.induction.compare import extracted
from newscrawl.induction.seen import Seen, link_texts
from newscrawl.induction.study import shares
from newscrawl.model import Layout, Page, Record, RuleSet, Site

Level = Literal["ok", "note", "mend"]

_MISSED = 0.03
_NO_ARTICLES = 0.1
_CONFLICTS = 0.2
_FILLED = 0.95
_HALF = 0.5
_TELLING = 80
_SHOWN = 3
_FIELDS = ("title", "kicker", "subtitle", "published", "source", "author", "editor", "channel")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and in what way."""

    level: Level
    what: str
    says: str


def check(site: Site, pages: Sequence[Seen]) -> list[Finding]:
    """All findings about a declaration, from pages of its hosts; those of one part stand together."""
    sorter, kinds = Declared(site), dict[str, Kind]()
    for one in pages:
        kinds[one.url] = sorter.kind(Link(one.url))
    articles = [one for one in pages if kinds[one.url] is Kind.ARTICLE]
    records = extracted([one.page for one in articles], site)
    return [
        *_articles(articles, records),
        *_missed(site, pages, kinds, len(articles)),
        *_lists(site, pages, kinds, sorter),
        *_further(site, pages),
        *_rules(site, [one.page for one in articles]),
        *_fields(site, records, [one.record for one in articles]),
        *_phrases(records),
    ]


def _articles(articles: Sequence[Seen], records: Sequence[Record | None]) -> Iterator[Finding]:
    if not articles:
        yield Finding("mend", "article", "matches no page that is at hand")
        return
    refused = [one.url for one, record in zip(articles, records, strict=True) if record is None]
    level: Level = "mend" if len(refused) > _NO_ARTICLES * len(articles) else "note" if refused else "ok"
    says = f"{len(articles) - len(refused)} of {len(articles)} pages that it matches are articles"
    yield Finding(level, "article", says + _examples(refused))


def _missed(site: Site, pages: Sequence[Seen], kinds: dict[str, Kind], count: int) -> Iterator[Finding]:
    """Pages that the declaration passes over and generic rules take for articles."""
    texts, guess = link_texts(pages), Guessed(site.start[0])
    missed = []
    for one in pages:
        further = site.further and re.search(site.further, one.url)
        if kinds[one.url] is Kind.ARTICLE or further or one.record is None:
            continue
        record, text = one.record, texts.get(canonical(one.url), "")
        told = record.published_basis == "visible" and record.characters >= _TELLING
        if told and guess.kind(Link(one.url, text)) is Kind.ARTICLE:
            missed.append(one.url)
    if missed:
        level: Level = "mend" if len(missed) > _MISSED * max(1, count) else "note"
        yield Finding(
            level, "article", f"misses {len(missed)} pages that look like articles{_examples(missed)}"
        )


def _lists(site: Site, pages: Sequence[Seen], kinds: dict[str, Kind], sorter: Declared) -> Iterator[Finding]:
    start = {canonical(url) for url in site.start}
    lists = [one for one in pages if kinds[one.url] is Kind.LIST]
    bare = [one.url for one in lists if not any(sorter.kind(link) is Kind.ARTICLE for link in one.found)]
    own = [one for one in lists if canonical(one.url) not in start]
    if site.lists and not own:
        yield Finding("mend", "lists", "matches no page that is at hand")
    elif lists:
        level: Level = "mend" if 2 * len(bare) > len(lists) else "note" if bare else "ok"
        yield Finding(
            level, "lists", f"{len(lists) - len(bare)} of {len(lists)} lists name articles{_examples(bare)}"
        )
    for one in lists:
        if canonical(one.url) in start and all(sorter.kind(link) is Kind.OTHER for link in one.found):
            yield Finding("mend", "start", f"{one.url} names neither articles nor lists")


def _further(site: Site, pages: Sequence[Seen]) -> Iterator[Finding]:
    if site.further:
        urls = {url for one in pages for url in (one.url, *(link.url for link in one.found))}
        hits = sum(bool(re.search(site.further, url)) for url in urls)
        yield Finding(
            "ok" if hits else "mend", "further", f"matches {hits} of {len(urls)} addresses and links"
        )


def _rules(site: Site, pages: Sequence[Page]) -> Iterator[Finding]:
    """Each selector and rule of the site's own sets, on the pages to which its set applies."""
    laid = [(page, lay_out(page)) for page in pages]
    for number, rules in enumerate(site.rules):
        own = [(page, layout) for page, layout in laid if applies(rules, layout)]
        if not own:
            # An earlier layout stays for what is archived of it.
            yield Finding(
                "note" if number else "mend", rules.name, f"applies to none of {len(pages)} articles"
            )
            continue
        for what, hits in _hits(rules, own):
            level: Level = "ok" if hits else "note" if number else "mend"
            yield Finding(level, f"{rules.name} {what}", f"hits {hits} of {len(own)} articles")
    if site.cms is not None and laid:
        hits = sum(applies(site.cms, layout) for _, layout in laid)
        yield Finding(
            "ok" if hits else "mend",
            f"cms {site.cms.name}",
            f"its marks stand on {hits} of {len(laid)} articles",
        )


def _hits(rules: RuleSet, pages: Sequence[tuple[Page, Layout]]) -> Iterator[tuple[str, int]]:
    for field in ("body", "drop"):
        for text in getattr(rules, field):
            yield f"{field}({text})", sum(_selects(text, layout) for _, layout in pages)
    for opening, closing in rules.between:
        marks = [{text for text, _ in layout.marks} for _, layout in pages]
        yield f"between({opening})", sum({opening, closing} <= each for each in marks)
    for field in _FIELDS:
        for rule in getattr(rules, field):
            yield f"{field} {rule.name}", sum(any(map(str.strip, rule.read(page))) for page, _ in pages)


def _selects(text: str, layout: Layout) -> bool:
    selector = parse_selector(text)
    return any(selector.matches(node) for node in layout.nodes)


def _fields(
    site: Site, records: Sequence[Record | None], generic: Sequence[Record | None]
) -> Iterator[Finding]:
    """Each field: the declaration must not find less of it than the rules of all sites do without it."""
    read = [record for record in records if record is not None]
    without = dict(shares(filter(None, generic)))
    for field, belief in shares(read):
        needed = field in ("title", "body") and belief.share < _HALF
        worse = belief.hits < without[field].hits * _FILLED
        level: Level = "mend" if needed or worse else "ok" if belief.hits else "note"
        yield Finding(level, field, f"{belief.hits} of {belief.count} articles: {belief.why}")
    own = tuple(f"{rules.name}:" for rules in site.rules)
    contradicted: dict[str, int] = {}
    for record in read:
        for field, found in ({} if record.provenance is UNSET else record.provenance).items():
            if own and found.rule.startswith(own) and found.conflicts is not UNSET:
                contradicted[field] = contradicted.get(field, 0) + bool(found.conflicts)
    for field, hits in contradicted.items():
        if hits > _CONFLICTS * len(read):
            yield Finding("mend", field, f"the site's own rule contradicts the page on {hits} of {len(read)}")


def _phrases(records: Sequence[Record | None]) -> Iterator[Finding]:
    """Which of the phrases of all sites cut anything here; the others cost nothing, and are no fault."""
    kinds: dict[str, int] = {}
    for record in filter(None, records):
        for piece in () if record.removed is UNSET else record.removed:
            if piece.kind.startswith("phrase"):
                kinds[piece.kind] = kinds.get(piece.kind, 0) + 1
    said = ", ".join(f"{kind} {hits}" for kind, hits in sorted(kinds.items(), key=lambda pair: -pair[1])[:4])
    yield Finding("note" if not kinds else "ok", "phrases", said or "none was hit")


def _examples(urls: Sequence[str]) -> str:
    return f"; not {', '.join(urls[:_SHOWN])}" if urls else ""
