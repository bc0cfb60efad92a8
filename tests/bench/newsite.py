"""`newscrawl newsite`: seven sites that nobody has declared, and repair after ten redesigns, against known answers."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newscrawl.archive import responses
from newscrawl.catalog import sites
from newscrawl.induction.check import check
from newscrawl.induction.compare import FIELDS, extracted
from newscrawl.induction.repair import repair
from newscrawl.induction.seen import Sights, look
from newscrawl.induction.study import Study, study
from tests.bench.figures import ROOT, Figure
from tests.declaring import HOST, redesign, score, sights_of
from tests.redesigns import REDESIGNS
from tests.whole_sites import SITES

INVENTED = ("gov", "asp", "wordpress", "portal", "discuz")
CORPUS = {"scrww": "sichuan.scrww", "xfsx": "national.xfsx"}
GOAL = 0.95
SEEDS = (1, 2)
# What a redesign takes out of the page: there the right answer is to refuse.
GONE = {
    "teaser": ("body",),
    "dateless": ("published_at",),
    "unlabelled": ("published_at",),
    "no_credits": ("source", "reporters", "editors"),
    "shell": FIELDS,
}


@dataclass(frozen=True, slots=True)
class Declared:
    """One site: what was found, its faults by `newscrawl check`, and where it differs from the answers."""

    name: str
    found: Study
    faults: list[str]
    edits: list[str]
    worse: list[str]
    seconds: float


def invented(name: str) -> Declared:
    """An invented site: its articles are known, and so are those of its pages that list them."""
    site = SITES[name]()
    began = time.process_time()
    sights = sights_of(site.pages, site.start)
    found = study(sights)
    matched = {path for path in site.pages if re.search(found.site.article, f"http://{HOST}{path}")}
    further = {
        path
        for path in matched
        if found.site.further and re.search(found.site.further, f"http://{HOST}{path}")
    }
    wrong = [f"not an article: {path}" for path in sorted(matched - further - site.articles)]
    missed = [f"missed: {path}" for path in sorted(site.articles - matched)]
    return _declared(name, sights, found, wrong + missed, began)


def corpus(name: str, warc: Path) -> Declared:
    """A real site whose declaration by hand is the answer: the same pages must be articles."""
    answer = sites()[CORPUS[name]]
    began = time.process_time()
    sights = look((one.fetched() for one in responses(warc)), answer.start[0])
    found = study(sights)
    urls = [one.url for one in sights.pages]
    differing = [
        url
        for url in urls
        if bool(re.search(answer.article, url)) != bool(re.search(found.site.article, url))
    ]
    return _declared(name, sights, found, [f"other than by hand: {url}" for url in differing], began)


def every() -> Iterator[Declared]:
    """All seven, the real ones only where the corpus is beside the checkout."""
    for name in CORPUS:
        warc = ROOT.parent / "shared" / "corpus" / "sites" / f"{name}.warc.gz"
        if warc.exists():
            yield corpus(name, warc)
        else:
            print(f"  {name}: not measured, the corpus is not beside this checkout")
    for name in INVENTED:
        yield invented(name)


def is_right(how: str, seed: int, count: int = 12) -> tuple[bool, str]:
    """Whether a redesign was answered rightly, and how: mended with all that the page shows, or refused with
    what is missing; old pages as good as before in either case."""
    case = redesign(how, seed, count)
    found = repair(case.site, case.old, case.new, "2026-04")
    gone = GONE.get(how, ())
    if found.missing:
        named = any(field in reason for field in gone for reason in found.missing)
        return bool(gone) and (named or how == "shell"), f"refused: {'; '.join(found.missing)}"
    before, after = score(case.site, case.old, case.told_old), score(found.site, case.old, case.told_old)
    new = score(found.site, case.new, case.told_new)
    spoilt = [field for field in FIELDS if after[field] < before[field]]
    short = [field for field in FIELDS if new[field] < GOAL]
    says = f"spoilt {spoilt}, short {short}" if spoilt or short else f"every field >= {GOAL}"
    return not (spoilt or short or gone), f"{'as it is' if found.needless else 'mended'}: {says}"


def figures() -> list[Figure]:
    """The goals of the issue."""
    measured = list(every())
    for one in measured:
        print(f"  {one.name}: {one.seconds:.1f} s of CPU; {_said(one)}", flush=True)
    count = len(measured)
    handled = {(how, seed): is_right(how, seed) for seed in SEEDS for how in REDESIGNS}
    for (how, seed), (right, says) in handled.items():
        print(f"  {how} (seed {seed}): {'right' if right else 'WRONG'}, {says}", flush=True)
    right = {how: all(handled[how, seed][0] for seed in SEEDS) for how in REDESIGNS}
    return [
        Figure("sites declared that pass the check", sum(not one.faults for one in measured), at_least=count),
        Figure("sites with no field below generic", sum(not one.worse for one in measured), at_least=count),
        Figure(
            "sites with nothing to edit", sum(not one.edits for one in measured), f"of {count}", at_least=5
        ),
        Figure("slowest site, CPU", max(one.seconds for one in measured), "s", at_most=180),
        Figure("redesigns answered rightly", sum(right.values()), f"of {len(right)}", at_least=8),
    ]


def _declared(name: str, sights: Sights, found: Study, edits: list[str], began: float) -> Declared:
    faults = [f"{one.what}: {one.says}" for one in check(found.site, sights.pages) if one.level == "mend"]
    edits += [f"{part}: {belief.why}" for part, belief in found.beliefs if part == "name" and not belief.hits]
    pages = [one.page for one in sights.articles]
    own, generic = extracted(pages, found.site), extracted(pages, None)
    worse = [
        field
        for field in FIELDS
        if sum(bool(r and getattr(r, field)) for r in own)
        < sum(bool(r and getattr(r, field)) for r in generic)
    ]
    return Declared(name, found, faults, edits, worse, time.process_time() - began)


def _said(one: Declared) -> str:
    said = [*one.faults, *one.edits[:4], *(f"worse: {field}" for field in one.worse)]
    return "; ".join(said) or f"nothing to mend, nothing to edit ({one.found.site.article})"
