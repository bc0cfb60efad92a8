"""Names of Chinese divisions in running text: found in one pass, then settled by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newscrawl.knowledge.place_words import (
    EVERYWHERE,
    NEVER_SHORT,
    NOT_AFTER,
    NOT_AFTER_NAME,
    NOT_BEFORE,
    RISKY,
    WELL_KNOWN,
)
from newscrawl.knowledge.regions import Name, holds, region_heads, region_names
from newscrawl.knowledge.surnames import SURNAMES
from newscrawl.knowledge.traditional import SIMPLIFY

_GAP = re.compile(r"[省市]?[\s·]?")
_PERSON_BEFORE = re.compile(r"(?:^|[\s，。、；：（(“]|记者|书记|市长|县长|主席|主任|院长|教授|同志|员|长)$")
_PLACE_BEFORE = re.compile(r"[^一-鿿]|[在从到至赴往于和与及向对由自抵来]")
_PLACE_AFTER = re.compile(r"[市至到和与及等]")
_SURNAMES = SURNAMES - set("从于向和由自经同都应时明后关对到在与及把被让给")
_MUNICIPALITIES = ("11", "12", "31", "50")
_LARGER_WORD = {"市": "场", "区": "域块间分别位", "县": "级域", "州": "级", "盟": "约友"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, and the divisions it may mean."""

    start: int
    end: int
    surface: str
    meant: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A mention that has been settled: the code of the division, and the text that says so."""

    code: str
    raw: str


def mentions(text: str) -> Iterator[Mention]:
    """All names in reading order, the longest that fits at each position, none inside another."""
    heads, names = region_heads(), region_names()
    at, last = 0, len(text) - 1
    while at < last:
        for surface in heads.get(text[at : at + 2], ()):
            if text.startswith(surface, at) and _stands_alone(text, at, at + len(surface), names[surface]):
                yield Mention(at, at + len(surface), surface, names[surface])
                at += len(surface)
                break
        else:
            at += 1


def settle(text: str, homes: Sequence[str] = ()) -> list[Place]:
    """The divisions that `text` names, in reading order; what stays ambiguous is left out.

    `homes`: codes of the regions where the outlet and the site are at home, nearest first. A name that may
    mean several places means the one right behind its parent, else the one in a region named elsewhere in the
    text, else the one at home.
    """
    plain = text.translate(SIMPLIFY)
    found = list(mentions(plain))
    certain = _certain(plain, found)
    context = list(dict.fromkeys(code for code in certain if code))
    places = []
    for mention, code in zip(found, certain, strict=True):
        settled = code or _by_context(mention, context, homes, _stands_as_place(plain, mention))
        if settled:
            places.append(Place(settled, text[mention.start : mention.end]))
    return places


def _certain(text: str, found: Sequence[Mention]) -> list[str | None]:
    """What each mention means by itself or by the division right before it."""
    codes: list[str | None] = []
    for index, mention in enumerate(found):
        parent = codes[index - 1] if index else None
        gap = text[found[index - 1].end : mention.start] if index else ""
        below = _below(mention, parent) if parent and _GAP.fullmatch(gap) else None
        codes.append(below or _alone(mention))
    return codes


def _below(mention: Mention, parent: str) -> str | None:
    """The only meaning inside `parent`; a prefecture is preferred to the county of its name."""
    below = [name.code for name in mention.meant if holds(parent, name.code) and name.code != parent]
    if mention.surface in RISKY and parent.endswith("0000") and parent[:2] not in _MUNICIPALITIES:
        below = [code for code in below if code.endswith("00")]
    return _best(below)


def _alone(mention: Mention) -> str | None:
    """What a name means that needs no help: full names of one place, short ones of provinces and cities."""
    if mention.surface in RISKY or mention.surface in EVERYWHERE:
        return None
    plain = [name for name in mention.meant if name.form != "former"] or list(mention.meant)
    full = [name.code for name in plain if name.form == "full"]
    if full:
        return full[0] if len(full) == 1 else None
    high = [name.code for name in plain if name.code.endswith("00")]
    if high:
        return high[0]
    if plain[0].form == "former" or mention.surface in WELL_KNOWN:
        return plain[0].code if len(plain) == 1 else None
    return None


def _stands_as_place(text: str, mention: Mention) -> bool:
    """Whether the words around say that a place is meant: 在日照, 日照至曲阜, and not 当天全部."""
    before = not mention.start or _PLACE_BEFORE.match(text, mention.start - 1)
    if mention.surface in RISKY:
        return bool(mention.start and before) or bool(_PLACE_AFTER.match(text, mention.end))
    return bool(before) or mention.meant[0].form == "full"


def _by_context(
    mention: Mention, context: Sequence[str], homes: Sequence[str], stands_as_place: bool
) -> str | None:
    """What an ambiguous name means, given the regions named around it and those at home."""
    if mention.surface in EVERYWHERE or not stands_as_place:
        return None
    for region in context:
        code = _best([n.code for n in mention.meant if n.code != region and holds(_wide(region, n), n.code)])
        if code:
            return code
    if mention.surface in RISKY:
        return next((n.code for home in homes for n in mention.meant if n.code == home), None)
    at_home = (_best([n.code for n in mention.meant if holds(_wide(home, n), n.code)]) for home in homes)
    return next(filter(None, at_home), None)


def _wide(region: str, name: Name) -> str:
    """A county's short name counts in the whole province of a region named nearby, a full name in it only."""
    if name.form == "short" or region.endswith("0000"):
        return region[:2] + "0000"
    return region[:4] + "00"


def _best(codes: Sequence[str]) -> str | None:
    """The highest of `codes`, unless two of that rank compete."""
    cities = [code for code in codes if code.endswith("00")]
    unique = list(dict.fromkeys(cities or codes))
    return unique[0] if len(unique) == 1 else None


def _stands_alone(text: str, start: int, end: int, meant: Sequence[Name]) -> bool:
    """Whether the characters are the name, not a part of another word (扩大连接, 中山路, 北京市场)."""
    surface, after = text[start:end], text[end : end + 1]
    if surface in NEVER_SHORT:
        return False
    if after and after in _LARGER_WORD.get(surface[-1], ""):
        return False
    if all(name.form == "full" for name in meant) and len(surface) > 2:
        return True
    if start and text[start - 1] in NOT_BEFORE.get(surface, ""):
        return False
    if after and after in NOT_AFTER_NAME.get(surface, ""):
        return False
    return not NOT_AFTER.match(text, end) and not _is_given_name(text, start, surface)


def _is_given_name(text: str, start: int, surface: str) -> bool:
    """Whether a surname stands before the two characters, and a name may begin there: 记者王长春."""
    if not start or len(surface) != 2 or text[start - 1] not in _SURNAMES:
        return False
    return bool(_PERSON_BEFORE.search(text, max(0, start - 4), start - 1))
