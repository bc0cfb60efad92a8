"""The people among the chunks of one section of a byline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from newscrawl.grammar.bylines.tokens import PADDING, Token
from newscrawl.grammar.names import (
    has_form_of_name,
    is_likely_name,
    is_login,
    is_name,
    is_pen_name,
    is_place,
)
from newscrawl.grammar.organisations import is_org, is_title, may_be_org
from newscrawl.knowledge.not_names import ORDINARY_WORDS, STAND_INS
from newscrawl.knowledge.roles import TITLED

_BIOGRAPHY = re.compile(r"(.{2,4}?)(?:分别系|分别为|系|为|是|現為|现为|现任|單位|单位)")
_TAILS = re.compile(r"(?:等人|等)$")
_ENDED = re.compile("[。！？!?；)）】〕\\]:：]")
_SPLIT = re.compile("[·•・]")
_FULL_NAME = 3


@dataclass(frozen=True, slots=True)
class Person:
    """A name with its place in the text, and the chunk it was read from."""

    name: str
    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class People:
    """Who was found, of which organisation, and whether every chunk was understood."""

    persons: tuple[Person, ...]
    orgs: tuple[str, ...]
    complete: bool


Gate = Callable[[str], bool]


def gate_for(role: Token | None) -> Gate:
    """How much a name must look like one behind this role: the clearer the label, the less."""
    if role is None:
        return is_name
    if role.role == "editor":
        return _is_editor if role.marked else _is_unmarked_editor
    if role.role == "writer" and role.marked and role.word[-2:] not in ("记者", "記者"):
        return is_pen_name
    if role.word == "作者":
        return _is_author
    if role.word[-2:] in _TITLE_TAILS or role.word[-3:] in TITLED:
        return is_likely_name
    return is_likely_name if role.word in ("摄影", "攝影") and role.marked else is_name


_TITLE_TAILS = frozenset(word[-2:] for word in TITLED)


def _is_author(text: str) -> bool:
    """Behind a bare 作者 the name may stand inside a biography, so this gate is not is_name itself."""
    return is_name(text)


def _is_unmarked_editor(text: str) -> bool:
    """编辑 官小娜: three characters with a surname in front, even one that is a common word."""
    return is_name(text) or (
        len(text) == _FULL_NAME and has_form_of_name(text) and text not in ORDINARY_WORDS
    )


def _is_editor(text: str) -> bool:
    return is_pen_name(text) or is_login(text)


def people(chunks: Sequence[Token], gate: Gate) -> People:
    """The persons among `chunks`: sure names first; what only the label vouches for gives way to them."""
    persons: list[Person] = []
    orgs: list[str] = []
    complete = True
    read = [(chunk, _persons(chunk, gate)) for chunk in chunks]
    any_sure = any(p.sure for _, found in read for p in found)
    for at, (chunk, found) in enumerate(read):
        if at and _ENDED.search(chunk.after or "。"):
            complete = False
            break
        if chunk.word.lower() in STAND_INS:
            continue
        if persons and found and not found[0].sure and _trails(chunk, gate):
            complete = False
            break
        if not found and persons and "、" in chunk.after and has_form_of_name(chunk.word):
            # In a list of names even a word can be one: 作者：郑某某、温馨.
            found = [Person(chunk.word, chunk.start, chunk.end, sure=True)]
        if found and not (any_sure and not found[0].sure and _introduces(read, at)):
            persons += found
        elif persons and at + 1 == len(read) and not chunk.after.strip(PADDING) and is_place(chunk.word):
            # 记者王五 台北: where the story was filed.
            continue
        elif is_title(chunk.word) or is_org(chunk.word) or (not persons and may_be_org(chunk.word)):
            orgs += [] if persons else [chunk.word]
        else:
            complete = False
            break
    return People(tuple(persons), tuple(orgs), complete)


def _trails(chunk: Token, gate: Gate) -> bool:
    """作者：王五 字号 大: where any word can be a name, a further one needs a list's separator in front."""
    return gate in (is_pen_name, _is_editor) and not chunk.after.strip(PADDING)


def _introduces(read: Sequence[tuple[Token, list[Person]]], at: int) -> bool:
    """财新 余聪: a chunk that only a space divides from a sure name is the name's organisation.

    Three characters with a surname in front are a name as well: 那小雪 柏小舟.
    """
    word = read[at][0].word
    if at + 1 >= len(read) or not any(p.sure for p in read[at + 1][1]):
        return False
    if len(word) == _FULL_NAME and has_form_of_name(word):
        return False
    return not read[at + 1][0].after.strip(PADDING)


def _persons(chunk: Token, gate: Gate) -> list[Person]:
    word = _TAILS.sub("", chunk.word)
    if is_name(word):
        return [Person(word, chunk.start, chunk.end - len(chunk.word) + len(word), sure=True)]
    parts = _SPLIT.split(word)
    if len(parts) > 1 and all(is_name(part) for part in parts):
        return list(_each(parts, chunk))
    if gate is not is_name and (name := _inside(word)):
        return [Person(name, chunk.start + word.index(name), chunk.end, sure=True)]
    return [Person(word, chunk.start, chunk.end, sure=False)] if gate(word) else []


def _each(parts: Sequence[str], chunk: Token) -> Iterator[Person]:
    at = chunk.start
    for part in parts:
        yield Person(part, at, at + len(part), sure=True)
        at += len(part) + 1


def _inside(word: str) -> str | None:
    """The name in a chunk that says more: a post in front or behind, a place behind."""
    if (match := _BIOGRAPHY.match(word)) and is_name(match.group(1)):
        return match.group(1)
    for size in (3, 2, 4):
        if is_title(word[:-size]) and is_name(word[-size:]):
            return word[-size:]
    for size in (3, 2, 4):
        head, rest = word[:size], word[size:]
        if len(rest) >= 2 and is_name(head) and (is_place(rest) or is_place(rest[:2])):
            return head
    return None


def is_understood_org(chunks: Sequence[Token]) -> bool:
    """True if the chunks in front of a role can be an organisation."""
    long = sum(len(chunk.word) for chunk in chunks) > 30
    return not long and all(may_be_org(chunk.word) or is_org(chunk.word) for chunk in chunks)
