"""The selectors of one layout, each kept only where extraction is no worse with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from newscrawl.induction.compare import Change, compare, extracted
from newscrawl.induction.portrait import Belief
from newscrawl.induction.selectors import body_selectors, fact_selectors, furniture_selectors
from newscrawl.model import Page, Record, RuleSet, Site
from newscrawl.rule import css

FACTS: Final = {
    "title": "title",
    "published_at": "published",
    "source": "source",
    "reporters": "author",
    "editors": "editor",
}
"""Field of the record → field of the rule set."""

SAMPLE = 40
"""Pages that selectors are tried on at most."""

_MOSTLY = 0.6
_FEW = 0.4
_TRIED = 3
_REPEATED = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """The selectors of one layout, as a RuleSet will hold them."""

    detect: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing that the rules of all sites do not say."""
        return not (self.body or self.drop or any(getattr(self, name) for name in FACTS.values()))

    def rules(self, name: str) -> RuleSet:
        """As a rule set."""
        return RuleSet(
            name,
            detect=self.detect,
            body=self.body,
            drop=self.drop,
            title=tuple(map(css, self.title)),
            published=tuple(map(css, self.published)),
            source=tuple(map(css, self.source)),
            author=tuple(map(css, self.author)),
            editor=tuple(map(css, self.editor)),
        )


@dataclass(slots=True)
class Induction:
    """A layout under trial on `pages`. `explicit`: keep what holds, even where it makes no difference;
    `known`: values of facts that other pages of the site have."""

    pages: Sequence[Page]
    site: Site
    name: str
    explicit: bool
    layout: Layout
    records: list[Record | None]
    beliefs: list[tuple[str, Belief]]
    known: Mapping[str, frozenset[str]]

    def tries(self, layout: Layout) -> list[Record | None]:
        """The records of the pages with the layout before all other rules of the site."""
        return extracted(self.pages, with_layout(self.site, layout, self.name))

    def keep(self, layout: Layout, records: list[Record | None], what: str, belief: Belief) -> None:
        """Go on from here."""
        self.layout, self.records = layout, records
        self.beliefs.append((what, belief))


def with_layout(site: Site, layout: Layout, name: str) -> Site:
    """The site with a layout before its others; as it is where the layout is empty."""
    return site if layout.is_empty else replace(site, rules=(layout.rules(name), *site.rules))


def induce(
    pages: Sequence[Page],
    site: Site,
    name: str,
    explicit: bool = False,
    known: Mapping[str, frozenset[str]] | None = None,
) -> Induction:
    """The layout of some pages of articles, found from what the rules of `site` and all sites agree on."""
    pages = pages[:: max(1, len(pages) // SAMPLE)][:SAMPLE]
    trial = Induction(pages, site, name, explicit, Layout(), extracted(pages, site), [], known or {})
    _induce_body(trial)
    _induce_furniture(trial)
    for fact, field in FACTS.items():
        _induce_fact(trial, fact, field)
    return trial


def _induce_body(trial: Induction) -> None:
    votes = body_selectors(trial.pages, trial.site)
    for selector, hits in _best(votes, len(trial.pages)):
        layout = replace(trial.layout, body=(selector,))
        records = trial.tries(layout)
        changes = compare(trial.records, records)
        body = changes["body"]
        differs = body.changed + body.found
        if not _holds(changes, "body") or body.changed > _FEW * len(trial.pages):
            continue
        if repeated(records) > repeated(trial.records):
            continue
        if differs or trial.explicit:
            why = f"holds the story where generic rules find it, and on {differs} pages where they vary"
            trial.keep(layout, records, "body", Belief(selector, hits, len(trial.pages), why))
            return


def _induce_furniture(trial: Induction) -> None:
    for selector, hits in furniture_selectors(trial.pages, trial.site).most_common(_TRIED):
        layout = replace(trial.layout, drop=(*trial.layout.drop, selector))
        records = trial.tries(layout)
        before, after = repeated(trial.records), repeated(records)
        if after < before and _holds(compare(trial.records, records), "body"):
            why = f"its lines repeat word by word: {before} repeated lines in stories become {after}"
            trial.keep(layout, records, "drop", Belief(selector, hits, len(trial.pages), why))


def _induce_fact(trial: Induction, fact: str, field: str) -> None:
    with_fact = sum(bool(record and getattr(record, fact)) for record in trial.records)
    known = trial.known.get(fact, frozenset())
    if not (with_fact or known) or (with_fact == len(trial.pages) and not trial.explicit):
        return
    # Where old values alone tell the place, nearly every page has to have one there.
    needed = with_fact or len(trial.pages)
    for selector, hits in _best(fact_selectors(trial.pages, trial.records, fact, known), needed):
        layout = replace(trial.layout, **{field: (selector,)})
        records = trial.tries(layout)
        changes = compare(trial.records, records)
        calm = not any(change.lost or change.changed for change in changes.values())
        if calm and (changes[fact].found or trial.explicit):
            why = f"holds it where it was found, and on {changes[fact].found} pages where it was not"
            trial.keep(layout, records, field, Belief(selector, hits, needed, why))
            return


def repeated(records: Sequence[Record | None]) -> int:
    """Lines of bodies that stand in three bodies or more: furniture, mostly."""
    lines = Counter(
        line for record in records if record and record.body for line in {*record.body.split("\n\n")}
    )
    return sum(hits for hits in lines.values() if hits >= _REPEATED)


def _best(votes: Counter[str], count: int) -> Iterator[tuple[str, int]]:
    """The selectors that most pages name; an id before a class, a short name before a long one."""
    ranked = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0][0] != "#", len(pair[0]), pair[0]))
    return iter([pair for pair in ranked if pair[1] >= _MOSTLY * count][:_TRIED])


def _holds(changes: Mapping[str, Change], but: str) -> bool:
    """Whether nothing is lost, and nothing changes but the field that is meant."""
    return not any(c.lost or (c.changed and name != but) for name, c in changes.items())
