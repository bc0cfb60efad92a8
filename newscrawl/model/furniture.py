"""What is kept of a page to learn a site's furniture from, and what was learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

LineKind = Literal["sentence", "form", "picture"]
Position = Literal["lead", "middle", "tail"]


class Line(msgspec.Struct, frozen=True, array_like=True):
    """One line or picture that clean left in a story.

    `mark` is its fingerprint (48 bits), `chars` the length of its text. A `form` is a heading, a question, a
    few words: what real stories repeat too. `loose` says that it is linked or set in another style than the
    paragraphs; `shown` that it belongs to the body (a picture and its caption do not).
    """

    mark: int
    chars: int
    kind: LineKind
    loose: bool = False
    shown: bool = True


class Sighting(msgspec.Struct, frozen=True, array_like=True):
    """One article as the learner keeps it: no text, only fingerprints.

    `page` stands for its address, `day` is that of the fetch (proleptic ordinal, 0 unknown), `section` host
    and directory, `titles` fingerprints of the headline (first) and of what a serial's headlines share.
    """

    page: int
    day: int
    section: str
    titles: list[int]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Fixture:
    """A line or picture that is furniture of a site: met in `stories` of the `of` stories that could have it.

    `text` is how it reads (a picture's address), cut at some 200 characters; days as in Sighting.
    """

    mark: int
    text: str
    position: Position
    stories: int
    of: int
    first_seen: int
    last_seen: int

    @property
    def rule(self) -> str:
        """The rule that a block is removed under."""
        return f"furniture (in {self.stories} of {self.of} stories)"


@dataclass(frozen=True, slots=True)
class Learned:
    """What has been learned of a site, and the sample of its articles that it was learned from."""

    fixtures: tuple[Fixture, ...] = ()
    sightings: tuple[Sighting, ...] = ()
