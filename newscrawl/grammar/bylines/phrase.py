"""A byline read as a whole: who, in which role, of which organisation, and whether anything is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from newscrawl.grammar.bylines.people import People, Person, gate_for, is_understood_org, people
from newscrawl.grammar.bylines.sections import Section, sections
from newscrawl.grammar.bylines.tokens import Token, tokens, without_place
from newscrawl.grammar.organisations import is_org, org_name
from newscrawl.knowledge.roles import NAMELESS, SHOWN, TITLED
from newscrawl.model import Credit

LONGEST = 200
"""Characters of the longest text that is read as a byline."""
# A line of credits is read to tell it from the story, then for its reporters, then for its editors.
_PHRASES = 256

_ROLE = "作者"
_SENTENCE = re.compile(r"(?<!\s)[。！？][^）)】\]\s]|(?<!\s)[。！？]\s+\S")


@dataclass(frozen=True, slots=True)
class Reading:
    """A credit with its place in the text. `vouched`: a label with a mark says so (作者：…)."""

    credit: Credit
    kind: Literal["reporter", "editor", "other"]
    start: int
    end: int
    vouched: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """All readings of a text; `complete` says that the text is nothing but a credit."""

    readings: tuple[Reading, ...]
    complete: bool


@lru_cache(_PHRASES)
def read_phrase(text: str) -> Phrase:
    """Read `text` as a byline. Linear in its length; longer than LONGEST characters is none."""
    if len(text) > LONGEST:
        return Phrase((), False)
    sentence = bool(_SENTENCE.search(text))
    parts = sections(tokens(without_place(text)))
    read = [(part, people(part.chunks, gate_for(_lead(part)))) for part in parts]
    readings = [r for at in range(len(read)) for r in _readings(read, at)]
    complete = all(_understood(part, found) for part, found in read)
    return Phrase(tuple(readings), complete and not sentence and _credits(read))


def _lead(section: Section) -> Token | None:
    """The role that decides how names behind it are judged: the last title, else the first role."""
    if section.turned or not section.roles:
        return None
    return next((r for r in section.roles if r.marked), section.roles[-1])


def _understood(section: Section, found: People) -> bool:
    if section.foreign:
        return True
    if not section.roles:
        return not section.chunks or (bool(found.persons) and (bool(section.own) or section.leading))
    if not is_understood_org(section.orgs):
        return False
    if found.persons or not section.chunks:
        return found.complete
    return found.complete and (_needs_no_name(section) or _label_holds(section, found))


def _label_holds(section: Section, found: People) -> bool:
    """作者：某某党支部, 通讯员 某公宣: a label whose value is an office, and nobody."""
    if all(is_org(word) for word in found.orgs):
        return section.marked or any(role.word in ("通讯员", "通訊員") for role in section.roles)
    short = sum(map(len, found.orgs)) <= 12
    return short and any(r.marked and r.word in ("作者", "责编", "责任编辑") for r in section.roles)


def _needs_no_name(section: Section) -> bool:
    """警方供图, 國際中心／綜合報導: a credit that goes to an organisation."""
    if any(r.word in NAMELESS for r in section.roles):
        return True
    verbs = bool(section.roles) and all(r.role == "verb" for r in section.roles)
    return verbs and bool(section.orgs) and all(is_org(t.word) for t in section.orgs)


def _credits(read: Sequence[tuple[Section, People]]) -> bool:
    """True if the text credits somebody, or has the label of a credit without a name."""
    for section, found in read:
        if section.own or any(r.role != "other" and r.marked for r in section.roles):
            return True
        if _needs_no_name(section):
            return True
        if section.roles and found.persons and any(r.role != "other" for r in section.roles):
            return True
    return False


def _readings(read: Sequence[tuple[Section, People]], at: int) -> Iterator[Reading]:
    section, found = read[at]
    if section.foreign or not found.persons:
        return
    org = _org(section, found) or _org_before(read, at)
    for person in found.persons:
        own = _own_role(section, person)
        roles = [*section.roles, *([own] if own else [])]
        roles = [*roles, *([] if own else _behind(read, at))]
        for shown, kind in _shown(roles) if roles else _unnamed(section):
            yield Reading(Credit(person.name, shown, org), kind, person.start, person.end, section.marked)


def _unnamed(section: Section) -> Iterator[tuple[str, Literal["reporter"]]]:
    """The role of a name in front of another's title, which shows none: it is ours."""
    if section.leading:
        yield _ROLE, "reporter"


def _own_role(section: Section, person: Person) -> Token | None:
    """The role that stands behind this name, or behind a later one of its list: 王五 赵六/文."""
    if person.start in section.own or section.roles:
        return section.own.get(person.start)
    return next((role for start, role in sorted(section.own.items()) if start > person.start), None)


def _behind(read: Sequence[tuple[Section, People]], at: int) -> list[Token]:
    """The roles that close the phrase and belong to the names in front of them: 记者 曾业 摄影报道."""
    if read[at][0].turned:
        return []
    for section, found in read[at + 1 :]:
        if section.foreign or section.marked:
            return []
        if not found.persons and not section.chunks:
            return [r for r in section.roles if r.role in ("photo", "both", "writer")]
        if not all(_is_title(r) for r in section.roles):
            return []
    return []


def _is_title(role: Token) -> bool:
    return any(role.word.endswith(word) for word in TITLED)


def _shown(roles: Sequence[Token]) -> Iterator[tuple[str, Literal["reporter", "editor", "other"]]]:
    """The roles of one person as they are recorded, each once."""
    kept = _reduced(roles)
    editors = [r for r in kept if r.role == "editor"]
    if editors:
        yield SHOWN.get(editors[0].word, editors[0].word), "editor"
        return
    shown = [s for r in kept for s in _names_of(r, alone=len(kept) == 1)]
    for role in dict.fromkeys(shown):
        yield role, "other" if all(r.role == "other" for r in kept) else "reporter"


def _reduced(roles: Sequence[Token]) -> list[Token]:
    """Drop roles that say less than another: 采写：见习记者 is a 见习记者, 记者 X 摄 a photographer."""
    rest = [r for r in roles if r.role != "verb"] or list(roles[:1])
    credited = [r for r in rest if r.role != "other"] or rest
    if any(r.word in ("摄", "攝") for r in credited) or (credited[0].role == "photo" and credited[0].marked):
        return [r for r in credited if r.role == "photo"][:1]
    writers = [r for r in credited if r.role == "writer"]
    if len(writers) > 1 and any(_is_title(r) for r in writers):
        title = next(r for r in reversed(writers) if _is_title(r))
        return [title, *(r for r in credited if r.role != "writer")]
    return credited


def _names_of(role: Token, alone: bool) -> tuple[str, ...]:
    if role.role != "both":
        return (SHOWN.get(role.word, role.word),)
    if "报" in role.word or "報" in role.word:
        return ("摄影报道",) if alone else ("摄影",)
    return ("文", "图")


def _org_before(read: Sequence[tuple[Section, People]], at: int) -> str | None:
    """某报见习记者 王五 记者 赵六: the outlet of a reporter holds for the reporters behind."""
    if not _reports(read[at][0]) or read[at][0].orgs:
        return None
    before = (_org(part, found) for part, found in reversed(read[:at]) if _reports(part))
    return next((org for org in before if org), None)


def _reports(section: Section) -> bool:
    return any(role.word.endswith(("记者", "記者")) for role in section.roles)


def _org(section: Section, found: People) -> str | None:
    words = [t.word for t in section.orgs] or list(found.orgs)
    return org_name(" ".join(words)) if words else None
