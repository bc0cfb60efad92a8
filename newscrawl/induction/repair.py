"""A site after a redesign: a layout from new pages, proposed only where it mends them and spoils no old."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from newscrawl.blocks import lay_out
from newscrawl.errors import Undeclarable
from newscrawl.health.signature import group_of
from newscrawl.induction.compare import FIELDS, Change, compare, extracted, value
from newscrawl.induction.layout import Layout, induce, repeated, with_layout
from newscrawl.model import Page, Record, Site

FEWEST = 3
"""Pages of each layout without which no repair is tried."""

GOAL = 0.95
"""The share of pages on which a field must have a value, where it had one on as many before."""

_SHORTER = 0.5


@dataclass(frozen=True, slots=True)
class Repair:
    """A layout called `name` that a site needs, and what it changes on old and new pages, field by field.

    `missing`: why it is not to be taken, one reason each; `needless`: the declaration as it is does as well.
    """

    site: Site
    name: str
    layout: Layout
    old: Mapping[str, Change]
    new: Mapping[str, Change]
    missing: tuple[str, ...] = ()
    needless: bool = False


def repair(site: Site, old: Sequence[Page], new: Sequence[Page], month: str) -> Repair:
    """A layout for the pages after a redesign. `month`: when it was found, `2026-03`.

    Raises Undeclarable where there are too few pages to tell.
    """
    for pages, when in ((old, "before"), (new, "after")):
        if len(pages) < FEWEST:
            raise Undeclarable(
                f"{len(pages)} articles from {when} the redesign; {FEWEST} are needed at least"
            )
    name = f"{site.id}@{month}"
    plain = replace(site, rules=())
    before_old, before_new = extracted(old, site), extracted(new, site)
    layout = induce(new, plain, name, explicit=True, known=_names(before_old)).layout
    layout = replace(layout, detect=_detect(old, new)) if not layout.is_empty else layout
    mended = with_layout(site, layout, name)
    after_old, after_new = extracted(old, mended), extracted(new, mended)
    old_changes, new_changes = compare(before_old, after_old), compare(before_new, after_new)
    missing = [*_spoilt(old_changes), *_unreached(before_old, after_new)]
    same = not any(change.found or change.changed for change in new_changes.values())
    needless = same and not layout.detect and not missing
    return Repair(mended, name, layout, old_changes, new_changes, tuple(missing), needless)


def parted(pages: Sequence[Page]) -> tuple[list[Page], list[Page]]:
    """Pages of before and after a redesign, given in the order of their fetching: of each section in which
    classes and ids that stood on every page gave way to others. ([all], []) where there is none."""
    sections: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        sections[group_of(page.url or "")].append(page)
    old: list[Page] = []
    new: list[Page] = []
    for section in sections.values():
        cut = _cut(section)
        if cut is not None:
            old += section[:cut]
            new += section[cut:]
    return (old, new) if new else (list(pages), [])


def _cut(pages: Sequence[Page]) -> int | None:
    """How many pages there are before the one on which most marks begin or end; None where none does."""
    shown: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        for mark in lay_out(page).named:
            shown[mark].append(number)
    cuts: Counter[int] = Counter()
    for at in shown.values():
        if at[0] == 0 and len(at) >= GOAL * (at[-1] + 1):
            cuts[at[-1] + 1] += 1
        if at[-1] == len(pages) - 1 and len(at) >= GOAL * (len(pages) - at[0]):
            cuts[at[0]] += 1
    inside = Counter({cut: hits for cut, hits in cuts.items() if 0 < cut < len(pages)})
    return inside.most_common(1)[0][0] if inside else None


def common_marks(pages: Sequence[Page]) -> frozenset[str]:
    """The classes and ids that stand on nearly all of the pages."""
    marks = Counter(mark for page in pages for mark in lay_out(page).named)
    return frozenset(mark for mark, hits in marks.items() if hits >= GOAL * len(pages))


def _names(records: Sequence[Record | None]) -> Mapping[str, frozenset[str]]:
    """Outlets and people of the old pages: who writes for a site goes on doing so after a redesign."""
    read = [record for record in records if record is not None]
    return {
        "source": frozenset(one.source.displayed for one in read if one.source and one.source.displayed),
        "reporters": frozenset(credit.name for one in read for credit in one.reporters),
        "editors": frozenset(credit.name for one in read for credit in one.editors),
    }


def _detect(old: Sequence[Page], new: Sequence[Page]) -> tuple[str, ...]:
    """A mark of all new pages that occurs in none of the old; () where there is none, or nothing to tell."""
    before = [lay_out(page).signature for page in old]
    for mark in sorted(common_marks(new), key=lambda mark: (-len(mark), mark)):
        if len(mark) > 2 and mark.isascii() and not any(mark in signature for signature in before):
            return (mark,)
    return ()


def _spoilt(changes: Mapping[str, Change]) -> list[str]:
    """What the new layout would do to old pages."""
    return [
        f"{field}: {change.lost + change.changed} old pages would lose it or change"
        for field, change in changes.items()
        if change.lost or change.changed
    ]


def _unreached(old: Sequence[Record | None], new: Sequence[Record | None]) -> list[str]:
    """What the new pages do not give although the old ones did."""
    read = [record for record in new if record is not None]
    if len(read) < GOAL * len(new):
        return [f"{len(new) - len(read)} of {len(new)} new pages hold no article that could be read"]
    reasons = []
    for field in FIELDS:
        had, has = _share(old, field), _share(new, field)
        if has < min(GOAL, had - (1 - GOAL)):
            reasons.append(f"{field}: on {has:.0%} of the new pages, it was on {had:.0%} of the old")
    had, has = _timed(old), _timed(new)
    if has < min(GOAL, had - (1 - GOAL)) and not any(reason.startswith("published_at") for reason in reasons):
        reasons.append(f"published_at: {has:.0%} of the new pages show the time, {had:.0%} of the old did")
    reasons += _short(old, read)
    if repeated(read) > repeated([record for record in old if record]) + len(read):
        reasons.append("body: lines repeat from page to page as furniture does")
    return reasons


def _share(records: Sequence[Record | None], field: str) -> float:
    return sum(bool(value(record, field)) for record in records) / len(records)


def _timed(records: Sequence[Record | None]) -> float:
    """The share of pages that show when they were published, with a clock time."""
    shown = [
        record.published_at for record in records if record and record.published_basis not in ("url", "list")
    ]
    return sum("T" in (at or "") for at in shown) / len(records)


def _short(old: Sequence[Record | None], new: Sequence[Record]) -> list[str]:
    before = median(record.characters for record in old if record)
    after = median(record.characters for record in new)
    if after >= _SHORTER * before:
        return []
    return [f"body: {after:.0f} characters in the middle, {before:.0f} before; the rest is not in the page"]
