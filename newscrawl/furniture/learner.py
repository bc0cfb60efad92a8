"""Learner: the memory of one site. Furniture: what it has learned, asked block by block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from newscrawl.furniture.marks import mark_of
from newscrawl.furniture.rules import learn
from newscrawl.furniture.sample import Sample
from newscrawl.furniture.sighting import sight, texts_of
from newscrawl.model import Block, Cleaned, Fixture, Learned, Sighting

MAX_FIXTURES = 500
"""Fixtures that are remembered of one site; those met last stay."""

# A fixture that the sample hardly shows any more is still believed: the pages that have it are old ones.
_DOUBTED = 3


@dataclass(frozen=True, slots=True)
class Furniture:
    """The furniture of one site: the rule that a block is removed under, by its fingerprint."""

    rules: Mapping[int, str]

    @classmethod
    def of(cls, fixtures: Iterable[Fixture]) -> Furniture:
        """What `fixtures` condemn."""
        return cls({fixture.mark: fixture.rule for fixture in fixtures})

    def rule_for(self, block: Block) -> str | None:
        """The rule under which the block is removed; None for what may be story."""
        return self.rules.get(mark_of(block)) if self.rules else None


class Learner:
    """Watches the articles of one site, from run to run: give it back what it has `learned`.

    Nothing is forgotten but what the bounds of the sample push out; nothing is judged but by `judge`.
    """

    def __init__(self, learned: Learned | None = None) -> None:
        learned = learned or Learned()
        self._sample = Sample(learned.sightings)
        self._fixtures = {fixture.mark: fixture for fixture in learned.fixtures}
        self._texts = {fixture.mark: fixture.text for fixture in learned.fixtures}
        self.furniture = Furniture.of(learned.fixtures)

    @property
    def learned(self) -> Learned:
        """What is to be kept until the next run."""
        return Learned(tuple(self._fixtures.values()), tuple(self._sample))

    def observe(self, cleaned: Cleaned) -> None:
        """Remember an article, and how the lines read that other articles have, too."""
        sighting = sight(cleaned)
        if sighting is not None:
            self.take(sighting, texts_of(cleaned))

    def take(self, sighting: Sighting, texts: Mapping[int, str]) -> None:
        """As `observe`, of an article that was looked at elsewhere."""
        self._sample.add(sighting)
        for mark, text in texts.items():
            if self._sample.pages_with(mark) > 1:
                self._texts.setdefault(mark, text)

    def judge(self) -> None:
        """Decide anew what is furniture. What was, and is often met where it should not be, is no longer."""
        found = {fixture.mark: fixture for fixture in learn([*self._sample])}
        kept = {m: f for m, f in self._fixtures.items() if self._sample.pages_with(m) < _DOUBTED}
        known = kept | {mark: self._told(fixture) for mark, fixture in found.items()}
        latest = sorted(known.values(), key=lambda fixture: (-fixture.last_seen, fixture.mark))
        self._fixtures = {fixture.mark: fixture for fixture in latest[:MAX_FIXTURES]}
        self.furniture = Furniture.of(self._fixtures.values())
        self._texts = {
            mark: text
            for mark, text in self._texts.items()
            if mark in self._fixtures or self._sample.pages_with(mark) > 1
        }

    def _told(self, fixture: Fixture) -> Fixture:
        """The fixture with its text, and with the day that it was first met."""
        before = self._fixtures.get(fixture.mark, fixture)
        return replace(
            fixture,
            text=self._texts.get(fixture.mark, ""),
            first_seen=min(before.first_seen, fixture.first_seen),
        )
