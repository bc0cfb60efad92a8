"""Signature and profile → whether an article looks as if its template had changed under our rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from newscrawl.health.profile import Profile
from newscrawl.health.signature import Signature

ENOUGH: Final = 20
"""Articles that a profile must have seen before it judges."""

ALWAYS: Final = 0.98
"""Share of articles from which on a fact counts as always there."""

STEADY: Final = 0.9
"""Share of one rule from which on another one is remarkable."""

HOLD: Final = 2
"""Weight from which on an article is kept back."""

# Without one of these an article is no citable one.
_WEIGHTS: Final = {
    "title": 2,
    "body": 2,
    "published_at": 2,
    "source": 1,
    "reporters": 1,
    "editors": 1,
    "channel": 1,
    "layout": 1,
}
# A body found in another place is the surest sign; where only its element has another name, it may be right.
_MOVED: Final = {"body": 2}
NEW_WAY: Final = "found in a new way"
_SHORTER, _LONGER = 2, 8


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why an article is suspected: signs such as `body: missing`, and what they weigh together.

    `moved`: how many facts were found in a new way.
    """

    signs: tuple[str, ...]
    weight: int
    moved: int

    @property
    def held(self) -> bool:
        """Whether the article is to be kept back."""
        return self.weight >= HOLD

    @property
    def kind(self) -> str:
        """Equal for articles that are odd in the same way."""
        return "; ".join(sign.partition(" (")[0] for sign in self.signs)


def suspect(seen: Signature, usual: Profile) -> Suspicion | None:
    """What is odd about an article among those of `usual`; None if nothing is."""
    signs = list(_signs(seen, usual))
    if not signs:
        return None
    moved = sum(NEW_WAY in sign for sign, _ in signs)
    return Suspicion(tuple(sign for sign, _ in signs), sum(weight for _, weight in signs), moved)


def lacks(seen: Signature, usual: Profile) -> int:
    """The weight of what is missing or far from its usual length, whatever was found in new ways."""
    return sum(weight for sign, weight in _signs(seen, usual) if NEW_WAY not in sign)


def _signs(seen: Signature, usual: Profile) -> Iterator[tuple[str, int]]:
    for fact, rule in seen.rules.items():
        if rule is None:
            if 1 - usual.share(fact, None) >= ALWAYS:
                yield f"{fact}: missing", _WEIGHTS[fact]
        elif usual.share(fact, rule) == 0 and usual.steadiness(fact) >= STEADY:
            yield f"{fact}: {NEW_WAY} ({rule})", _MOVED.get(fact, 1)
    if 0 < seen.characters * _SHORTER < usual.shortest:
        yield f"body: far shorter than any before ({seen.characters} characters)", 2
    elif seen.characters > _LONGER * usual.longest > 0:
        yield f"body: far longer than any before ({seen.characters} characters)", 1
