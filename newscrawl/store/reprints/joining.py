"""Which story each text of a batch tells: that of its copies, or one of its own.

Of stories that turn out to be one the oldest keeps its name, for that one may have been cited.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from newscrawl.store.judge import Wording
from newscrawl.store.models import ArticleRow
from newscrawl.store.reprints.candidates import (
    Buckets,
    Candidate,
    Newcomer,
    likely,
    look_up,
    newcomers,
)
from newscrawl.stories import Common, Text


@dataclass(slots=True)
class Joining:
    """What was decided for a batch: the texts to keep, the stories that went up in others, and those whose
    copies are to be looked at again."""

    texts: list[Newcomer] = field(default_factory=list)
    buckets: Buckets = field(default_factory=lambda: Buckets({}))
    merged: dict[str, str] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def standing(self, story: str) -> str:
        """The name that `story` goes by now."""
        while story in self.merged:
            story = self.merged[story]
        return story


def join(connection: Connection, wordings: Sequence[Wording]) -> Joining:
    """Decide for each article of a batch which story it tells, and set it in its entry."""
    joining = Joining(newcomers(wordings))
    recognized = {one.entry for one in joining.texts}
    for wording in wordings:
        if wording.entry.story:
            joining.touched.add(wording.entry.story)
        if wording.entry not in recognized:
            wording.entry.story = None
    if joining.texts:
        joining.buckets = look_up(connection, joining.texts)
        near = likely(connection, {one: joining.buckets.near(one) for one in joining.texts})
        ages = _Ages(connection, joining)
        for one in joining.texts:
            _place(one, near[one], joining, ages)
    return joining


def _place(one: Newcomer, near: Sequence[Candidate], joining: Joining, ages: _Ages) -> None:
    """Set the story of one article."""
    told: dict[str, list[Candidate]] = defaultdict(list)
    for each in (*near, *joining.buckets.companions(one)):
        if each.story:
            told[joining.standing(each.story)].append(each)
    found = _joined(one.text, told)
    own = one.entry.story and joining.standing(one.entry.story)
    if own and ages.alone(own):
        found.add(own)
    if not found:
        one.entry.story = ages.new(one)
        return
    oldest, *later = sorted(found, key=ages.of)
    joining.merged |= dict.fromkeys(later, oldest)
    joining.touched.update(found)
    one.entry.story = oldest


def _joined(text: Text, told: Mapping[str, Sequence[Candidate]]) -> set[str]:
    """The stories, given with who tells them, that `text` tells: none, one, or several that are one.

    Where it is like texts of several stories, they are one only if these are like each other: a digest, or
    a copy that is cut to the background that they share, does not make them so. Then the most alike is taken.
    """
    common = Common([each.text for each in members if each.text] for members in told.values())
    best: dict[str, tuple[int, Text]] = {}
    for story, texts in told.items():
        fitting = _fitting(text, texts, common)
        if fitting is not None:
            best[story] = fitting
    if not best:
        return set()
    first, *others = sorted(best, key=lambda story: (-best[story][0], story))
    nearest = best[first][1]
    return {first, *(each for each in others if nearest.likeness(best[each][1], common).copies)}


def _fitting(text: Text, members: Sequence[Candidate], common: Common) -> tuple[int, Text] | None:
    """How many runs `text` shares with its best copy among the members of one story, and that copy.

    None where it is a copy neither of the longest of them nor of most: a copy that was cut to what others
    say as well leads no further text into its story.
    """
    compared = [(each, text.likeness(each.text, common)) for each in members if each.text]
    copies = [(likeness.shared, each) for each, likeness in compared if likeness.copies]
    longest = max(members, key=lambda each: each.characters)
    if not copies or not (2 * len(copies) > len(members) or any(each is longest for _, each in copies)):
        return None
    shared, best = max(copies, key=lambda pair: pair[0])
    return (shared, best.text) if best.text else None


class _Ages:
    """Which names are taken, by whom first, and by how many."""

    def __init__(self, connection: Connection, joining: Joining) -> None:
        self._connection = connection
        asked = {one.told for one in joining.texts} | joining.touched
        self._known = self._read(asked)
        self._asked = asked
        self._begun: dict[str, int] = {}

    def of(self, story: str) -> tuple[int, int, str]:
        """Orders stories by age: those stored by their first article, then those of this batch in order."""
        if story in self._begun:
            return (1, self._begun[story], story)
        return (0, self._stored(story)[0], story)

    def alone(self, story: str) -> bool:
        """Whether a stored story has one copy."""
        return story not in self._begun and self._stored(story)[1] == 1

    def new(self, one: Newcomer) -> str:
        """A name for the story of a text that has no copies: its own, unless another story has that."""
        name = one.told
        if name in self._begun or name in self._known:
            name = f"s-{hashlib.blake2b(one.entry.key.encode(), digest_size=8).hexdigest()}"
        self._begun[name] = len(self._begun)
        return name

    def _stored(self, story: str) -> tuple[int, int]:
        if story not in self._asked:
            self._asked.add(story)
            self._known |= self._read([story])
        return self._known.get(story, (0, 0))

    def _read(self, names: Iterable[str]) -> dict[str, tuple[int, int]]:
        """The row id of the first article of each story, and how many articles it has."""
        chosen = (
            select(ArticleRow.story, func.min(ArticleRow.id), func.count())
            .where(ArticleRow.story.in_(sorted(names)))
            .group_by(ArticleRow.story)
        )
        return {story: (first, count) for story, first, count in self._connection.execute(chosen) if story}
