"""Record → what of it depends on the template of its page: which rule found each fact, and how long it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from msgspec import UNSET

from newscrawl.discover.shapes import shape
from newscrawl.model import Provenance, Record

WATCHED: Final = ("title", "published_at", "source", "reporters", "editors", "channel", "body")
"""Facts whose rules are watched; one with several values is known by its first."""

LAYOUT: Final = "layout"


_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Signature:
    """`group`: section and shape of the address, for sections have templates of their own. `rules`: fact →
    the rule that found it, None where there is none; as `layout` the element that the body stands in.
    `characters`: of the body.
    """

    group: str
    rules: Mapping[str, str | None]
    characters: int


def signature(record: Record) -> Signature:
    """The signature of a record that has its evidence."""
    evidence = {} if record.provenance is UNSET else record.provenance
    rules = {name: _rule(record, name, evidence) for name in WATCHED}
    if record.body:
        rules[LAYOUT] = _place(evidence)
    return Signature(group_of(record.url or ""), rules, record.characters)


def group_of(url: str) -> str:
    """The first folder of an address, and its shape."""
    try:
        folder = urlsplit(url).path.split("/")[1]
    except (ValueError, IndexError):
        folder = ""
    return f"{_DIGITS.sub('9', folder)} {shape(url)}"


def _rule(record: Record, name: str, evidence: Mapping[str, Provenance]) -> str | None:
    found = evidence.get(name) or evidence.get(f"{name}.0")
    if found is None or not getattr(record, name):
        return None
    # What stands in brackets is the label that was read, which differs from page to page; but a selector of
    # the body is the template itself.
    return found.rule if name == "body" else found.rule.partition("(")[0]


def _place(evidence: Mapping[str, Provenance]) -> str | None:
    """Numbers in it may be those of the article."""
    found = evidence.get("body")
    return _DIGITS.sub("9", found.raw.partition(" in ")[2]) or None if found else None
