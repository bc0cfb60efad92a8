"""A byline cut into sections: a group of roles, and the chunks of text that stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from newscrawl.grammar.bylines.tokens import Token
from newscrawl.grammar.names import is_name
from newscrawl.grammar.organisations import is_org
from newscrawl.knowledge.roles import SINGLE, TITLED

_OF_AN_OUTLET = ("记者", "記者", "编辑", "評論員", "评论员")
"""Titles that an outlet's name stands in front of, even one that looks like a person's."""


@dataclass(slots=True)
class Section:
    """Roles that stand together, the organisations in front of them and the chunks behind them.

    `own` gives single chunks a role of their own (张三/文 李四/图). A label of another fact opens a
    section with `foreign` set: its chunks are no names. `leading`: names in front of the first role.
    """

    roles: list[Token] = field(default_factory=list)
    orgs: list[Token] = field(default_factory=list)
    chunks: list[Token] = field(default_factory=list)
    own: dict[int, Token] = field(default_factory=dict)
    foreign: bool = False
    turned: bool = False
    leading: bool = False

    @property
    def marked(self) -> bool:
        return any(role.marked for role in self.roles)


def sections(parts: Sequence[Token]) -> list[Section]:
    """The sections of a byline in order; the first holds what stands before any role."""
    found = [Section()]
    trailing = _ends_in_single(parts)
    for token in parts:
        if token.kind == "label":
            found.append(Section(foreign=True))
        elif token.kind == "chunk":
            found[-1].chunks.append(token)
        elif token.kind == "role":
            _add_role(found, token, trailing)
    return _turned(found) if _names_lead(found) else _with_orgs(found)


def _add_role(found: list[Section], role: Token, trailing: bool) -> None:
    last = found[-1]
    if last.chunks and not last.foreign and _stands_behind(role, last.chunks[-1], trailing):
        last.own[last.chunks[-1].start] = role
    elif last.roles and not last.chunks and not last.own and not _begins_another(role, last.roles[-1]):
        last.roles.append(role)
    else:
        found.append(Section(roles=[role]))


def _begins_another(role: Token, before: Token) -> bool:
    """题图：王五 摄 图片编辑：赵六: a label behind the 摄 of another."""
    return role.marked and not before.marked and before.word in ("摄", "攝")


def _stands_behind(role: Token, chunk: Token, trailing: bool) -> bool:
    """张三/文 李四/图, and 张三 文 李四 图: the role belongs to the name in front of it alone."""
    if role.marked or role.role not in ("writer", "photo") or not is_name(chunk.word):
        return False
    return role.after in ("/", "／") or (trailing and role.word in SINGLE)


def _ends_in_single(parts: Sequence[Token]) -> bool:
    singles = [t for t in parts if t.kind == "role" and t.word in SINGLE]
    return len(singles) > 1 and parts[-1] is singles[-1] and not any(t.marked for t in singles)


def _names_lead(found: list[Section]) -> bool:
    """张三 李四 摄: the names stand in front of their role, and nobody behind the last one."""
    first, last = found[0], found[-1]
    if len(found) < 2 or last.chunks or last.foreign or not any(is_name(c.word) for c in first.chunks):
        return False
    return found[1].roles[0].word not in TITLED if found[1].roles else False


def _turned(found: list[Section]) -> list[Section]:
    """Give each group of roles the chunks in front of it."""
    turned = []
    for before, section in pairwise(found):
        chunks = list(before.chunks)
        orgs = [chunks.pop()] if len(chunks) > 1 and _belongs_to_role(chunks[-1], section) else []
        turned.append(Section(section.roles, orgs, chunks, before.own, section.foreign, turned=True))
    return [Section(), *turned]


def _with_orgs(found: list[Section]) -> list[Section]:
    """Move the organisation in front of a role from the end of one section to the role's own."""
    for before, section in pairwise(found):
        if section.foreign or before.foreign:
            continue
        if before is found[0]:
            if _lead(before, section):
                before.leading = True
            else:
                section.orgs, before.chunks = before.chunks, []
            continue
        if not _carries_place(before, section):
            _move_orgs(before, section)
        if before.marked and not before.chunks and section.orgs:
            section.roles, before.roles = before.roles + section.roles, []
    return found


def _lead(first: Section, section: Section) -> bool:
    """王小五 通讯员 赵六: names of three characters in front of a title are people, and no organisation."""
    role = section.roles[0]
    named = bool(first.chunks) and all(len(c.word) > 2 and is_name(c.word) for c in first.chunks)
    return named and bool(section.chunks) and role.after.isspace() and role.word in TITLED


def _move_orgs(before: Section, section: Section) -> None:
    alone = len(before.chunks) == 1 and not before.marked
    while before.chunks and _belongs_to_role(before.chunks[-1], section, alone=alone):
        section.orgs.insert(0, before.chunks.pop())
        if section.orgs[0].after == "":
            return


def _carries_place(before: Section, section: Section) -> bool:
    """記者王小明台北報導: the only chunk in front of a verb holds name and place."""
    return len(before.chunks) == 1 and bool(before.roles) and all(r.role == "verb" for r in section.roles)


def _belongs_to_role(chunk: Token, section: Section, *, alone: bool = True) -> bool:
    role = section.roles[0] if section.roles else None
    glued = role is not None and chunk.end == role.start and not role.marked
    if is_name(chunk.word):
        return glued and not alone and role is not None and role.word.endswith(_OF_AN_OUTLET)
    return glued or (is_org(chunk.word) and chunk.after.strip(" \u3000") == "")
