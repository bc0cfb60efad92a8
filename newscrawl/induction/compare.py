"""Two ways to extract the same pages, field by field: what is found, lost, changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from newscrawl.errors import Refused
from newscrawl.extract import extract_under
from newscrawl.model import Page, Record, Site

FIELDS: Final = ("title", "published_at", "source", "reporters", "editors", "body")
"""The fields that are watched, as the record calls them."""


@dataclass(slots=True)
class Change:
    """One field over some pages: where it has a value before and after, and what became of it."""

    before: int = 0
    after: int = 0
    found: int = 0
    lost: int = 0
    changed: int = 0


def extracted(pages: Iterable[Page], site: Site | None) -> list[Record | None]:
    """The record of each page taken as one of `site`; None where it yields none."""
    return [_record(page, site) for page in pages]


def compare(before: Sequence[Record | None], after: Sequence[Record | None]) -> Mapping[str, Change]:
    """The change of each of FIELDS. A time of publication that loses its clock is lost."""
    changes = {name: Change() for name in FIELDS}
    for old, new in zip(before, after, strict=True):
        for name, change in changes.items():
            one, other = value(old, name), value(new, name)
            change.before += bool(one)
            change.after += bool(other)
            change.found += bool(other and not one)
            change.lost += bool(one and not other) or (name == "published_at" and _is_cut(one, other))
            change.changed += bool(one and other and one != other)
    return changes


def value(record: Record | None, name: str) -> object:
    """A field as it is compared: the outlet's name, people with their roles, text without its white space."""
    if record is None:
        return None
    found = getattr(record, name)
    if name == "source":
        return found.name or found.displayed if found else None
    if name in ("reporters", "editors"):
        return [(credit.name, credit.role) for credit in found]
    return "".join(found.split()) if isinstance(found, str) else found


def _is_cut(one: object, other: object) -> bool:
    return bool(one and other) and len(str(one)) > len(str(other))


def _record(page: Page, site: Site | None) -> Record | None:
    try:
        return extract_under(page, site)
    except Refused:
        return None
