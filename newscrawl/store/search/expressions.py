"""Words and facts → the expressions of the two indexes. Pure; the result is bound.

The terms have letters and digits only, so that nothing that is typed can be taken for an operator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newscrawl.grammar.terms import Word
from newscrawl.store.search.documents import fact

PLACES = ("title", "lead", "body")
"""Tiers: all words in the headlines; in headlines and first paragraph; anywhere."""

ANY = -1
"""Stands for all tiers together."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: `words` all of them, `facts` one of each group."""

    words: tuple[Word, ...]
    facts: tuple[tuple[str, ...], ...]

    @property
    def tiers(self) -> int:
        """How many kinds of hits there are, the best first."""
        return len(PLACES) if any(not word.barred and not word.single for word in self.words) else 1


def fts5(asked: Asked, tier: int) -> str | None:
    """The FTS5 expression for the hits of one tier that are in no better one; None: nothing is asked."""
    return _expression(asked, tier, _fts5_word, _fts5_fact, (" AND ", " OR ", " NOT "))


def tsquery(asked: Asked, tier: int) -> str | None:
    """Likewise for PostgreSQL."""
    return _expression(asked, tier, _tsquery_word, _tsquery_fact, (" & ", " | ", " & !"))


def _expression(
    asked: Asked,
    tier: int,
    word: Callable[[Word, int], str],
    group: Callable[[str], str],
    signs: tuple[str, str, str],
) -> str | None:
    both, either, without = signs
    wanted = [each for each in asked.words if not each.barred]
    last = len(PLACES) if asked.tiers == 1 or tier == ANY else tier + 1

    def said(places: int) -> list[str]:
        return [group(fact("c", one.terms[0])) if one.single else word(one, places) for one in wanted]

    parts = said(last) + [f"({either.join(map(group, each))})" for each in asked.facts]
    if not parts:
        return None
    barred = [word(each, len(PLACES)) for each in asked.words if each.barred]
    if tier > 0:
        barred.append(f"({both.join(said(tier))})")
    return f"({both.join(parts)})" + "".join(f"{without}{each}" for each in barred)


def _fts5_word(word: Word, places: int) -> str:
    return f'({{{" ".join(PLACES[:places])}}} : "{" ".join(word.terms)}")'


def _fts5_fact(one: str) -> str:
    return f'(facts : "{one}")'


def _tsquery_word(word: Word, places: int) -> str:
    return f"({' <-> '.join(_term(term, places) for term in word.terms)})"


def _term(term: str, places: int) -> str:
    return f"'{term}':{'ABC'[:places]}"


def _tsquery_fact(one: str) -> str:
    return f"'{one}'"
