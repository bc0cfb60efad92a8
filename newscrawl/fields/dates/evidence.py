"""What speaks for a time: Evidence, and the order in which kinds of evidence are believed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from newscrawl.grammar.dates import Mention, Stamp
from newscrawl.model import Found, Moment

Basis = Literal["visible", "meta", "jsonld", "script", "hidden", "url", "dateline", "list"]


class Rank(IntEnum):
    """How evidence of publication is believed, best first: what is displayed, then what machines are told.

    The displayed time wins because the other ones often are the time of the build or of the last change.
    """

    RULE = 0  # a rule that a site or content system declares
    LABELLED = 1  # 发布时间：2019-09-07 around the headline
    CLOCKED = 2  # 2019-09-07 19:02 or 时间：2019-09-07 around the headline
    FOOT_LABELLED = 3  # the same behind the story
    UPDATED = 4  # 更新时间, on some sites the only time shown
    FOOT_CLOCKED = 5
    BARE = 6  # a day without label around the headline
    FOOT_BARE = 7
    STRAY = 8  # 发布时间：2019-09-07 elsewhere on the page, the only such day
    RULE_MACHINE = 9  # a META or script value that the rules of a content system name
    HIDDEN = 10
    SCRIPT = 11
    META = 12
    JSONLD = 13
    URL = 14
    LIST = 15  # what the list said that led to the page
    WEAK = 16  # displayed, but looks like today's date, a print note, or the date of the original
    DATELINE = 17
    MODIFIED = 18  # 最后更新：never publication


UNLABELLED = (Rank.CLOCKED, Rank.FOOT_CLOCKED, Rank.BARE, Rank.FOOT_BARE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One time that something on the page states. `stamp` is None while the year is open.

    `place` orders evidence of one rank: the smaller, the nearer to the headline or to the story's end.
    `above`: it is displayed above the headline.
    """

    rank: Rank
    basis: Basis
    rule: str
    raw: str
    stamp: Stamp | None
    mention: Mention | None = None
    place: int = 0
    above: bool = False

    @property
    def settled(self) -> bool:
        """Nothing is left open: the year was written, in four digits, and the time does not count back."""
        return self.stamp is not None and (self.mention is None or self.mention.form == "full")


def found(evidence: Evidence, stamp: Stamp, conflicts: tuple[tuple[str, str], ...] = ()) -> Found[Moment]:
    """The evidence as a field's value."""
    moment = Moment(stamp.iso, stamp.precision, evidence.basis)
    return Found(moment, evidence.raw, evidence.rule, conflicts)
