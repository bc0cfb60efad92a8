"""What the index holds of an article: its terms by field, and its facts as terms of their own. Pure.

A fact is a term that no text can contain: §r5117 for a region, §o12 for an outlet. Words and facts are then
asked for in one go, and nothing is read row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from newscrawl.grammar.terms import terms

DAY_BITS = 20
"""A day has room for a million documents."""

MOST_TERMS = 15_000
"""Terms of a text that are indexed; PostgreSQL counts places up to 16,383."""

FACT = "§"


@dataclass(frozen=True, slots=True)
class Document:
    """The terms of one version, in order: headlines, first paragraph, the rest of the text; and its facts."""

    title: list[str]
    lead: list[str]
    body: list[str]
    facts: list[str]


def document(headlines: Iterable[str | None], body: str | None, facts: Iterable[str]) -> Document:
    """The document of an article. `facts`: as `fact` gives them."""
    lead, _, rest = (body or "").partition("\n\n")
    title = terms("\n".join(line for line in headlines if line))[:MOST_TERMS]
    opening = terms(lead)[: MOST_TERMS - len(title)]
    remaining = MOST_TERMS - len(title) - len(opening)
    signs = dict.fromkeys(fact("c", sign) for term in title for sign in term)
    return Document(title, opening, terms(rest)[:remaining], [*facts, *signs])


def fact(kind: str, value: object) -> str:
    """A fact as a term. Kinds: s site, o outlet, p reporter (row ids), r region, c a headline's character."""
    return f"{FACT}{kind}{value}"


def regions(codes: Iterable[str]) -> Iterator[str]:
    """A division and those above it, each by its code without the zeros at the end: 51, 5117, 511702."""
    for code in codes:
        for length in (2, 4, 6):
            if code[length - 2 : length] != "00":
                yield fact("r", code[:length])


def first_of(day: date | None) -> int:
    """The lowest document number of a day; what has no date comes before all days."""
    return (day.toordinal() if day else 0) << DAY_BITS


def day_of(published: str | None) -> date | None:
    """The day of an ISO 8601 time; None where there is none, or none that exists."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def vector(one: Document) -> str:
    """The document as PostgreSQL writes a tsvector: headlines weigh A, the first paragraph B, the rest C."""
    places: dict[str, list[str]] = {}
    at = 0
    for weight, part in (("A", one.title), ("B", one.lead), ("C", one.body)):
        # A gap, so that no word reaches from one part into the next.
        at += 2
        for term in part:
            places.setdefault(term, []).append(f"{at}{weight}")
            at += 1
    words = [f"'{term}':{','.join(found[:255])}" for term, found in places.items()]
    return " ".join([*words, *(f"'{each}'" for each in dict.fromkeys(one.facts))])
