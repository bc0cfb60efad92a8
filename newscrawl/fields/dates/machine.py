"""The times that a page tells machines: META, JSON-LD, scripts, and what rules name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from newscrawl.fields.dates.evidence import Basis, Evidence, Rank
from newscrawl.fields.dates.visible import text_evidence
from newscrawl.fields.jsonld import jsonld_objects
from newscrawl.grammar.dates import Calendar, read_machine, read_url
from newscrawl.knowledge.date_keys import (
    JSONLD_MODIFIED,
    JSONLD_PUBLISHED,
    META_MODIFIED,
    META_PUBLISHED,
    SCRIPT_NAME,
    SCRIPT_STEMS,
)
from newscrawl.model import Cleaned, Page, Rule

_MOST_TEXTS = 3
_MOST_HITS = 20
_MOST_PLACES = 2000
_MOST_OBJECTS = 100
# The value behind a key in JSON, in JavaScript, in JSON inside a JavaScript string, in an attribute, or in a
# hidden field of that name (id="pubtime" value="…").
_NAMED = re.compile(
    rf"({SCRIPT_NAME})"
    r"""(?:\\?["'](?:\s{1,3}value)?)?\s{0,3}[:=]\s{0,3}(?:new Date\()?\\?["']?([^"'\\;,<>(){}\n]{8,40})"""
)
_FULL = re.compile(r"(?<!\d)20\d\d[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T ](\d{1,2}):(\d\d)(?::\d\d)?(?![\d:])")
_DATETIME = re.compile(r"""<time\b[^<>]{0,200}?\bdatetime\s?=\s?["']([^"'<>]{8,40})["']""")


def rule_evidence(cleaned: Cleaned, calendar: Calendar) -> list[Evidence]:
    """What the rules of the site and its content system read, in their order.

    A site's rule outranks all else. So does a content system's where it reads displayed text; its META and
    script values stand behind the displayed time, for they tell when the page was built.
    """
    site_rules = cleaned.site.rules if cleaned.site else ()
    found: list[Evidence] = []
    for ruleset in cleaned.rules:
        own = any(ruleset is known for known in site_rules)
        for rule in ruleset.published:
            found += _by_rule(cleaned.page, rule, f"{ruleset.name}:{rule.name}", own, calendar, len(found))
    return found


def meta_evidence(page: Page, calendar: Calendar) -> list[Evidence]:
    """Publication times of META elements, most telling name first."""
    return _meta(page, META_PUBLISHED, calendar)


def jsonld_evidence(page: Page, calendar: Calendar) -> tuple[list[Evidence], list[Evidence]]:
    """Publication and modification times of the page's JSON-LD."""
    published: list[Evidence] = []
    modified: list[Evidence] = []
    for known in islice(jsonld_objects(page), _MOST_OBJECTS):
        for names, found in ((JSONLD_PUBLISHED, published), (JSONLD_MODIFIED, modified)):
            for name in names:
                value = known.get(name)
                if isinstance(value, str):
                    found += _read(value, f"jsonld({name})", "jsonld", Rank.JSONLD, calendar)
    return published, modified


def modified_meta_evidence(page: Page, calendar: Calendar) -> list[Evidence]:
    """Modification times of META elements."""
    return _meta(page, META_MODIFIED, calendar)


def script_evidence(page: Page, calendar: Calendar) -> list[Evidence]:
    """Times under the usual names in scripts and attributes, and those of <time> elements.

    Searching costs as much as the page is long: ask only where nothing displayed settles the time.
    """
    found: list[Evidence] = []
    for stem in SCRIPT_STEMS:
        for name, value in islice(_named(page.html, stem), _MOST_HITS):
            found += _read(value, f"script({name})", "script", Rank.SCRIPT, calendar)
    if "<time" in page.html:
        for match in islice(_DATETIME.finditer(page.html), _MOST_HITS):
            found += _read(match.group(1), "time(datetime)", "script", Rank.SCRIPT, calendar)
    return found


def twin_evidence(page: Page, displayed: Sequence[Evidence], calendar: Calendar) -> list[Evidence]:
    """Full times in the source that repeat a displayed 07-15 17:38 to the minute, and so tell its year."""
    shown = {
        (m.month, m.day, m.clock.hour, m.clock.minute)
        for m in (item.mention for item in displayed)
        if m is not None and m.form == "yearless" and m.clock
    }
    if not shown:
        return []
    hits = islice(_FULL.finditer(page.html), _MOST_PLACES)
    texts = {hit.group() for hit in hits if tuple(int(part) for part in hit.groups()) in shown}
    found = [item for text in texts for item in _read(text, "twin", "script", Rank.SCRIPT, calendar)]
    years = {item.stamp.day.year for item in found if item.stamp}
    return found if len(years) == 1 else []


def address_evidence(page: Page, calendar: Calendar) -> list[Evidence]:
    """The day in the page's URL, and the time that the list gave which led to it."""
    found = []
    day = read_url(page.url, calendar)
    if day:
        found.append(Evidence(Rank.URL, "url", "url", page.url or "", day))
    if page.hints.published:
        found += _read(page.hints.published, "list", "list", Rank.LIST, calendar)
    return found


def _by_rule(
    page: Page, rule: Rule, name: str, own: bool, calendar: Calendar, place: int
) -> Iterator[Evidence]:
    kind = rule.name.partition("(")[0]
    machine: dict[str, Basis] = {"meta": "meta", "script": "script", "comment": "hidden"}
    basis = machine.get(kind, "visible")
    rank = Rank.RULE if own or basis == "visible" else Rank.RULE_MACHINE
    for text in islice(rule.read(page), _MOST_TEXTS):
        if basis != "visible":
            yield from _read(text, name, basis, rank, calendar)
            continue
        seen = [item for item in text_evidence(text, calendar) if item.rank < Rank.MODIFIED]
        for item in sorted(seen, key=lambda item: item.rank)[:1]:
            yield Evidence(rank, basis, name, text.strip(), item.stamp, item.mention, place)


def _meta(page: Page, names: Sequence[str], calendar: Calendar) -> list[Evidence]:
    return [
        item
        for name in names
        if name in page.meta
        for item in _read(page.meta[name], f"meta({name})", "meta", Rank.META, calendar)
    ]


def _read(text: str, rule: str, basis: Basis, rank: Rank, calendar: Calendar) -> list[Evidence]:
    stamp = read_machine(text, calendar)
    return [Evidence(rank, basis, rule, text.strip(), stamp)] if stamp else []


def _named(html: str, stem: str) -> Iterator[tuple[str, str]]:
    """(name, value) where `stem` begins a telling name, at the first places of many."""
    position = html.find(stem)
    for _ in range(_MOST_PLACES):
        if position < 0:
            return
        match = _NAMED.match(html, position)
        if match:
            yield match.group(1), match.group(2)
        position = html.find(stem, position + len(stem))
