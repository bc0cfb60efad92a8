"""The outlet of this copy of the story, and further credits: chosen from what the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from urllib.parse import urlsplit

from newscrawl.fields.source import labelled, said, unlabelled
from newscrawl.fields.source.paper import papers
from newscrawl.knowledge.outlets import outlet_of_host
from newscrawl.knowledge.source_words import OWN
from newscrawl.model import Cleaned, Found, Source


def find_sources(cleaned: Cleaned) -> tuple[Found[Source], ...]:
    """The outlet of this copy first, then further credits, nearest first; () where none is named.

    The order is that of the evidence: rules, labels above the story, the place beside the time, accounts,
    labels below. A non-outlet (网络整理) stays as what was displayed, and its name is the true outlet of the
    text, or None. META and the text speak only where the page shows nothing.
    """
    shown = _shown(cleaned)
    if not shown:
        return tuple(_unshown(cleaned))[:1]
    first = shown[0]
    if first.value.name is None:
        first = _true_outlet(cleaned, first, shown[1:])
    others = _distinct([first, *(found for found in shown[1:] if found.value.name)])
    return (_with_conflict(cleaned, first), *others[1:])


def _shown(cleaned: Cleaned) -> list[Found[Source]]:
    """What the page displays as its source, best evidence first."""
    above = [*said.by_rules(cleaned), *labelled.labelled_above(cleaned)] or list(_unlabelled(cleaned))
    below = list(labelled.labelled_below(cleaned))
    return [*above, *below] or list(unlabelled.beside_time_below(cleaned))


def _unlabelled(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """The first of the places where an outlet stands without a label that holds one."""
    for found in (
        unlabelled.beside_time(cleaned),
        unlabelled.accounts(cleaned),
        unlabelled.first_lines(cleaned),
        papers(cleaned),
    ):
        first = next(found, None)
        if first is not None:
            yield first
            return


def _unshown(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """What META, the dateline or the headline say where the page displays nothing."""
    quiet = chain(said.by_meta(cleaned), said.by_opening(cleaned), said.by_title(cleaned))
    return (found for found in quiet if found.value.name)


def _true_outlet(cleaned: Cleaned, shown: Found[Source], others: Sequence[Found[Source]]) -> Found[Source]:
    """A non-outlet with the name of the outlet that other credits or the text give."""
    named = chain(
        (found for found in others if found.value.name),
        _unshown(cleaned),
        said.cited_in_text(cleaned),
        _own(cleaned, shown.value.displayed or ""),
    )
    true = next(named, None)
    if true is None:
        return shown
    value = replace(true.value, displayed=shown.value.displayed)
    return Found(value, f"{shown.raw} | {true.raw}", f"{shown.rule}+{true.rule}")


def _own(cleaned: Cleaned, displayed: str) -> Iterator[Found[Source]]:
    """The site itself, where it says 本站 or 本报 and its host is registered."""
    outlet = outlet_of_host(urlsplit(cleaned.page.url or "").hostname or "")
    if outlet is not None and OWN.fullmatch(displayed):
        yield Found(Source(outlet.name, displayed, outlet.key), displayed, "own-site")


def _with_conflict(cleaned: Cleaned, first: Found[Source]) -> Found[Source]:
    """The first source, with META where that names another."""
    others = [found for found in said.by_meta(cleaned) if found.value.name]
    same = {_identity(found.value) for found in others[:1]}
    if others and _identity(first.value) not in same and not first.rule.startswith("meta"):
        return replace(first, conflicts=((others[0].rule, others[0].raw),))
    return first


def _distinct(sources: Sequence[Found[Source]]) -> list[Found[Source]]:
    unique: dict[str | None, Found[Source]] = {}
    for found in sources:
        unique.setdefault(_identity(found.value), found)
    return list(unique.values())


def _identity(source: Source) -> str | None:
    return source.outlet or source.name
