"""A month of a site of twenty templates, two or three stories a day each; one of them is redesigned."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from newscrawl.errors import Refused
from newscrawl.extract import extract
from newscrawl.health import Held, Observer, Profiles
from tests.redesigns import REDESIGNS, Template, days, redesigned, site, story

READ = datetime(2026, 6, 1, tzinfo=UTC)
CHANGED = 7
"""Which template is redesigned."""


@dataclass
class Month:
    """`told`: days from the redesign to its alert. `false`: runs that told of something before it.
    `wrong`: wrong bodies let out. `kept`: articles still kept back at the end.
    """

    told: int | None = None
    false: int = 0
    wrong: int = 0
    articles: int = 0
    waiting: list[Held] = field(default_factory=list)

    @property
    def kept(self) -> int:
        return len(self.waiting)

    @property
    def holds(self) -> bool:
        return self.told == 0 and self.false <= 1 and self.wrong == 0


def month(how: str, seed: int, templates: int = 20, length: int = 30, at: int = 20) -> Month:
    """`length` days, a run each; on day `at` one template is redesigned by `how`."""
    rng, shown, profiles, result = random.Random(seed), site(seed, templates), Profiles(), Month()
    wrong: set[str] = set()
    for number, day in enumerate(days(date(2026, 3, 1), length)):
        if number == at:
            shown[CHANGED] = redesigned(shown[CHANGED], how, rng)
        observer = Observer(profiles, result.waiting)
        held = [one for template in shown for one in _section(template, day, rng, observer, result, wrong)]
        verdict = observer.end()
        result.wrong += len(wrong & set(verdict.released))
        result.waiting = [one for one in (*result.waiting, *held) if one.id not in verdict.released]
        if verdict.findings and number < at:
            result.false += 1
        elif verdict.findings and result.told is None:
            result.told = number - at
    return result


def _section(
    shown: Template, day: date, rng: random.Random, observer: Observer, result: Month, wrong: set[str]
) -> list[Held]:
    kept = []
    for _ in range(rng.randint(2, 3)):
        result.articles += 1
        told = story(result.articles, day, rng)
        try:
            record = extract(shown.page(told), shown.url(told), fetched_at=READ)
        except Refused as refusal:
            observer.miss(shown.url(told), refusal.code)
            continue
        held = observer.judge(record)
        right = "".join((record.body or "").split()) == "".join(told.body.split())
        if held is not None:
            kept.append(held)
            wrong |= set() if right else {held.id}
        elif not right:
            result.wrong += 1
    return kept


def main(seeds: int = 2) -> int:
    """0 if every redesign was told of in its run, with nothing wrong let out."""
    failed = 0
    for how in REDESIGNS:
        for seed in range(1, seeds + 1):
            found = month(how, seed)
            when = (
                "never" if found.told is None else f"{found.told} days late" if found.told else "the same day"
            )
            print(
                f"{how:16} seed {seed}: told {when}, {found.false} false alerts in 20 days before, {found.wrong} "
                f"wrong bodies let out, {found.kept} of {found.articles} kept back: "
                f"{'held' if found.holds else 'FAILED'}",
                flush=True,
            )
            failed += not found.holds
    return 1 if failed else 0
