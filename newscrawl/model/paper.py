"""E-papers (数字报): a link to an edition (版), and what the page of one says of the issue it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Edition:
    """A link to one edition: its address, its name as shown (`第A1版：要闻`), and its number (`A1`)."""

    url: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """The page of an edition, at `url`, of the issue of `day`, with the editions that it names, its own too.

    It names none where it is as it was at the last visit.
    """

    day: date
    url: str
    named: Sequence[Edition] = ()
