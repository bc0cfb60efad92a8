"""A record's facts in rows, each with the evidence that it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from msgspec import UNSET

from newscrawl.display.frame import fact_id
from newscrawl.model import Credit, Provenance, Record, Source

_MOST_RAW = 240
_BEIJING = "+08:00"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value: its text, what is said beside it, where it links to, and where it was read.

    `anchor`: the id of that place in the archived page; None where the record came without evidence.
    """

    text: str
    beside: str = ""
    link: tuple[str, str] | None = None
    anchor: str | None = None
    rule: str = ""
    raw: str = ""
    conflicts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of fact; `name` is the field of the record, no facts mean that it is unknown."""

    name: str
    facts: tuple[Fact, ...]


def rows(record: Record) -> list[Row]:
    """The facts below the headline, in the order in which a reader asks for them."""
    published = record.published_at
    found = {
        "published_at": [_fact(record, "published_at", _time(published))] if published else [],
        "source": list(_sources(record)),
        "reporters": list(_credits(record, "reporters", record.reporters)),
        "editors": list(_credits(record, "editors", record.editors)),
        "dateline": [_fact(record, "dateline", text)] if (text := _dateline(record)) else [],
        "regions": [
            _fact(record, f"regions.{at}", region.name, region.adcode, ("region", region.adcode))
            for at, region in enumerate(record.regions)
        ],
        "channel": [_fact(record, "channel", " › ".join(record.channel))] if record.channel else [],
        "keywords": [_fact(record, "keywords", "、".join(record.keywords))] if record.keywords else [],
        "modified_at": [_fact(record, "modified_at", _time(record.modified_at))]
        if record.modified_at
        else [],
    }
    wanted = ("published_at", "source", "reporters", "regions")
    return [Row(name, tuple(facts)) for name, facts in found.items() if facts or name in wanted]


def headline(record: Record, name: str) -> Fact | None:
    """The title, kicker or subtitle with its evidence; None if unknown."""
    text = getattr(record, name)
    return _fact(record, name, text) if text else None


def body(record: Record) -> Fact:
    """What found the body: the name of the rule."""
    found = _fact(record, "body", "")
    return replace(found, text=found.rule)


def _time(iso: str) -> str:
    """A day, or a time with the clock that the record has; its zone is said where it is not Beijing's."""
    day, _, clock = iso.partition("T")
    hands, zone = clock[:-6], clock[-6:]
    return " ".join(filter(None, (day, hands, "" if zone == _BEIJING else zone)))


def _sources(record: Record) -> Iterator[Fact]:
    for at, source in enumerate(([record.source] if record.source else []) + record.source_chain):
        yield _source(record, f"source.{at}", source)


def _source(record: Record, name: str, source: Source) -> Fact:
    text = source.name or source.displayed or ""
    beside = source.displayed if source.displayed and source.displayed != text else ""
    return _fact(record, name, text, beside or "", ("outlet", source.name) if source.name else None)


def _credits(record: Record, name: str, credits: Sequence[Credit]) -> Iterator[Fact]:
    for at, credit in enumerate(credits):
        beside = " · ".join(filter(None, (credit.role, credit.org)))
        link = ("reporter", credit.name) if name == "reporters" else None
        yield _fact(record, f"{name}.{at}", credit.name, beside, link)


def _dateline(record: Record) -> str:
    line = record.dateline
    return " · ".join(filter(None, (line.agency, line.place, line.date))) if line else ""


def _fact(
    record: Record, name: str, text: str, beside: str = "", link: tuple[str, str] | None = None
) -> Fact:
    evidence: Provenance | None = None if record.provenance is UNSET else record.provenance.get(name)
    if evidence is None:
        return Fact(text, beside, link)
    conflicts = () if evidence.conflicts is UNSET else tuple(evidence.conflicts)
    raw = evidence.raw if len(evidence.raw) <= _MOST_RAW else f"{evidence.raw[:_MOST_RAW]}…"
    return Fact(text, beside, link, fact_id(name), evidence.rule, raw, conflicts)
