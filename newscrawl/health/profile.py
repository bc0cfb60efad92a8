"""What the articles of a group usually look like: counts of rules and lengths, of bounded size."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from newscrawl.health.signature import Signature

MEMORY = 400
"""Articles that a profile remembers: beyond, older ones count half, so that slow change is learned."""

MAX_GROUPS = 200
LATELY = 40
"""Articles whose order is remembered."""

MAX_RULES = 40
ABSENT = ""
OTHER = "*"


@dataclass(slots=True)
class Profile:
    """`rules`: fact → rule (ABSENT: none) → articles. `shortest`, `longest`: characters of bodies (0: none).

    `recent`: how the last articles were odd, in order; "" for those that were not.
    """

    articles: float = 0
    rules: dict[str, dict[str, float]] = field(default_factory=dict)
    shortest: float = 0
    longest: float = 0
    recent: list[str] = field(default_factory=list)

    def add(self, seen: Signature) -> None:
        """Count one article that is taken for good."""
        if self.articles >= MEMORY:
            self._fade()
        self.articles += 1
        for name, rule in seen.rules.items():
            counts = self.rules.setdefault(name, {})
            key = rule or ABSENT if len(counts) < MAX_RULES else OTHER
            counts[key] = counts.get(key, 0) + 1
        if seen.characters:
            self.shortest = min(self.shortest or seen.characters, seen.characters)
            self.longest = max(self.longest, seen.characters)

    def note(self, kind: str | None) -> None:
        """Remember that an article has come, and how it was odd."""
        self.recent = [*self.recent[1 - LATELY :], kind or ""]

    def lately(self, kind: str) -> tuple[int, int]:
        """How many articles have come since the first of `kind`, itself included, and how many were of it."""
        if kind not in self.recent:
            return 0, 0
        since = self.recent[self.recent.index(kind) :]
        return len(since), since.count(kind)

    def share(self, fact: str, rule: str | None) -> float:
        """The share of articles, 0 to 1, in which `rule` (None: no rule) found `fact`."""
        return self.rules.get(fact, {}).get(rule or ABSENT, 0) / max(self.articles, 1)

    def steadiness(self, fact: str) -> float:
        """The share of articles in which the most frequent rule found `fact`."""
        counts = [n for rule, n in self.rules.get(fact, {}).items() if rule != ABSENT]
        return max(counts, default=0) / max(self.articles, 1)

    def _fade(self) -> None:
        self.articles /= 2
        self.rules = {name: _halved(counts) for name, counts in self.rules.items()}
        # An exception of long ago is forgotten by and by.
        self.shortest, self.longest = self.shortest * 1.2, self.longest / 1.2


class Profiles(msgspec.Struct):
    """The profiles of one site, by group, as they are kept between its runs."""

    groups: dict[str, Profile] = msgspec.field(default_factory=dict)

    def of(self, group: str) -> Profile | None:
        """The profile of a group, begun where it is new; None where there are too many."""
        if group not in self.groups and len(self.groups) < MAX_GROUPS:
            self.groups[group] = Profile()
        return self.groups.get(group)


def _halved(counts: dict[str, float]) -> dict[str, float]:
    return {rule: n / 2 for rule, n in counts.items() if n >= 1}
