"""One run's articles, judged as they come; at its end: what is told, what is let go, what was learned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newscrawl.errors import FieldMissing, NotAnArticle
from newscrawl.health.chance import chance
from newscrawl.health.checks import Finding
from newscrawl.health.profile import Profile, Profiles
from newscrawl.health.signature import Signature, group_of, signature
from newscrawl.health.suspicion import ENOUGH, Suspicion, suspect
from newscrawl.model import Record

REDESIGN = "redesign"
"""The monitor that articles are kept back by."""

TELL = 0.005
"""Chance of odd articles coming so close together by accident, below which they are told of."""

UNLIKE = frozenset((NotAnArticle.code, FieldMissing.code))
"""Codes of rejects that tell of another template."""

LET_GO = 0.05
"""Chance above which they are taken for the ordinary variety of a site."""


@dataclass(frozen=True, slots=True)
class Held:
    """An article kept back: its id, the group it belongs to, and how it is odd."""

    id: str
    group: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run's end brings: findings to be told, and ids of articles that need be held no longer."""

    findings: tuple[Finding, ...]
    released: tuple[str, ...]


@dataclass(slots=True)
class _Kind:
    """The pages of this run that are odd in one way."""

    suspicion: Suspicion
    pages: int = 0
    seen: list[Signature] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)


class Observer:
    """Judges the articles of one run against the profiles of its site.

    `waiting`: articles that earlier runs held and that were neither told of nor let go.
    """

    def __init__(self, profiles: Profiles, waiting: Sequence[Held] = ()) -> None:
        self._profiles = profiles
        self._waiting = waiting
        # What this run adds is no measure for it: it comes in the order of the lists, not at random.
        self._known = {name for name, usual in profiles.groups.items() if usual.articles >= ENOUGH}
        self._odd: defaultdict[str, dict[str, _Kind]] = defaultdict(dict)

    def judge(self, record: Record) -> Held | None:
        """What is to be kept back of an article that is new or has changed: it, or nothing."""
        seen = signature(record)
        usual = self._profiles.of(seen.group)
        if usual is None:
            return None
        odd = suspect(seen, usual) if seen.group in self._known else None
        usual.note(odd.kind if odd else None)
        if odd is None:
            usual.add(seen)
            return None
        kind = self._odd[seen.group].setdefault(odd.kind, _Kind(odd))
        kind.seen.append(seen)
        kind.pages += 1
        if not odd.held:
            return None
        held = Held(record.id, seen.group, odd.kind, ", ".join(odd.signs))
        kind.held.append(held)
        return held

    def miss(self, url: str, code: str) -> None:
        """A page that was rejected where articles were expected: where its group has always brought some.

        Pages that could not be had say nothing about templates.
        """
        group = group_of(url)
        if code not in UNLIKE or group not in self._known:
            return
        usual = self._profiles.groups[group]
        odd = Suspicion((f"page: rejected as {code}",), 1, 0)
        usual.note(odd.kind)
        self._odd[group].setdefault(odd.kind, _Kind(odd)).pages += 1

    def end(self) -> Verdict:
        """Decide on the groups that brought odd articles, and on those that still wait."""
        findings: list[Finding] = []
        released: list[str] = []
        for group, kinds in sorted(self._odd.items()):
            usual = self._profiles.of(group)
            assert usual is not None
            for name, kind in kinds.items():
                accident = _accident(usual, name, kind.suspicion)
                if accident <= TELL:
                    findings.append(Finding(REDESIGN, group, _said(group, kind)))
                if accident > LET_GO or not kind.suspicion.held:
                    released += [held.id for held in kind.held]
                    for seen in kind.seen:
                        usual.add(seen)
        released += self._done_waiting()
        return Verdict(tuple(findings), tuple(released))

    def _done_waiting(self) -> Iterator[str]:
        """Those whose groups have shown since that they were nothing but odd."""
        for held in self._waiting:
            usual = self._profiles.of(held.group)
            if usual is not None and chance(usual.articles, *usual.lately(held.kind)) > LET_GO:
                yield held.id


def _accident(usual: Profile, kind: str, odd: Suspicion) -> float:
    """Several facts that moved at once are as many accidents."""
    return chance(usual.articles, *usual.lately(kind)) ** max(1, odd.moved)


def _said(group: str, kind: _Kind) -> str:
    kept = "; kept back until somebody has looked" if kind.held else ""
    pages = "page is" if kind.pages == 1 else "pages are"
    return f"{kind.pages} {pages} unlike those before at {group}: {', '.join(kind.suspicion.signs)}{kept}"
