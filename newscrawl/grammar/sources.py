"""How Chinese pages name the outlet of an article: labels (来源：), their values, and what is no outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from newscrawl.grammar.names import is_name
from newscrawl.knowledge.outlets import find_outlet
from newscrawl.knowledge.regions import region_names
from newscrawl.knowledge.source_words import (
    BEFORE_OUTLET,
    CHANNEL,
    GLUED,
    GLUED_TO_OUTLET,
    LABEL,
    NEXT,
    NON_OUTLET,
    OUTLET_ENDING,
    OWN,
    PRESS_ENDING,
)
from newscrawl.model import Source

_LONGEST_LINE = 400
_MARKS = re.compile("[源处處自]")
_LONGEST_VALUE = 40
_EDGES = " \t\u3000\xa0|｜/／·•,，;；:：.。-—、“”\"'"
# A time in front of a label is none of a caption's words.
_STAMP_MARKS = "0123456789年月日时分秒[]【】（）()"
_STOP = re.compile(r"[。！？!?\n]|[，,]\s?(?=文章|内容|本文|如[有需]|转载|版权|仅|图片|不代表|未经)")
_CLOSED = {"（": "）", "(": ")", "【": "】", "[": "]"}
_SEPARATOR = re.compile(r"[、，,；;&＆|｜/]|\s+")
# An account in quotation marks: “某某发布”微信公众号.
_ACCOUNT = re.compile(
    r"(?:微信公众号|微信|公众号)?[“\"「](?P<name>[^“”\"「」]{2,16})[”\"」](?:微信|官方)?(?:公众号|微信|客户端|视频号|APP|App)?"
)
# 来源：2019年1月2日《某某日报》.
_ISSUE = re.compile(r"\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s?(?=《)")
_DASH = re.compile(r"\s?[-－—–·/|｜]\s?")
# 某某 贵阳报道: where the story was filed.
_FILED_FROM = re.compile("(?:报道|報道|报导|報導)$")
_WORK = re.compile("(?:综合|独家|编译)?(?:报道|報道|报导|報導|编译|编辑|摄影|攝影|撰文|撰稿|记者|記者)")
_LATIN = re.compile(r"[\x20-\x7e]+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with its value, which may be empty. `dangling`: the label ends the line.

    `alone`: nothing but brackets stands before the label; in a caption something does.
    """

    value: str
    raw: str
    dangling: bool
    alone: bool


def read_labels(text: str) -> Iterator[Labelled]:
    """Every 来源 label of a line with the value behind it, cut where the next label begins."""
    line = text[:_LONGEST_LINE]
    if not _MARKS.search(line):
        return
    for match in LABEL.finditer(line):
        rest = line[match.end() : match.end() + 2 * _LONGEST_VALUE]
        value = _cut(rest, line[match.start() - 1 : match.start()])
        raw = line[match.start() : match.end()] + value
        # 【来源】：X is a label in brackets, （来源：X） a credit in brackets.
        in_bracket = line[max(0, match.start() - 1) : match.start()] in _CLOSED
        bracketed = in_bracket and not match.group().rstrip("：: ").endswith(("】", "]"))
        alone = not line[: match.start() - bracketed].strip(_EDGES + _STAMP_MARKS) if bracketed else True
        yield Labelled(value, raw.strip(), not rest.strip(), alone)


def read_value(value: str) -> tuple[Source, ...]:
    """The outlets that the value of a label names, in order; () where it names none and says nothing.

    What is shown in the place of an outlet (网络整理, 本站原创) is a Source without a name.
    """
    text = value.strip(_EDGES)
    if not text or len(text) > _LONGEST_VALUE or text.count("，") > 2:
        return ()
    whole = _source(text)
    if whole.outlet is not None and not _joint(text):
        return (whole,)
    if whole.name is None:
        return (whole,)
    named = [_source(part) for part in _parts(text)]
    if named and _joint(text):
        named[0] = replace(named[0], displayed=text)
    return tuple(named)


def is_outlet_name(text: str) -> bool:
    """Whether a short text is a registered outlet or ends as outlets' names do, and is no channel."""
    name = bare_name(text)
    if find_outlet(name) is not None:
        return True
    if _FILED_FROM.search(name) and name[:-2] in region_names():
        return False
    fits = 2 < len(name) <= 20 and not _SEPARATOR.search(name) and not CHANNEL.fullmatch(name)
    return fits and bool(OUTLET_ENDING.search(name))


def bare_name(text: str) -> str:
    """A displayed name without what is glued to it: 游民星空[整理] → 游民星空, 封面新闻收集 → 封面新闻."""
    name = text.strip(_EDGES)
    if find_outlet(name) is not None:
        return name
    for words in (BEFORE_OUTLET, GLUED_TO_OUTLET, BEFORE_OUTLET):
        shorter = words.sub("", name, count=1).strip(_EDGES)
        if shorter != name and _is_press(shorter):
            name = shorter
    while find_outlet(name) is None:
        shorter = GLUED.sub("", name).strip(_EDGES)
        if shorter == name or len(shorter) < 2:
            break
        name = shorter
    return name


def source_of(displayed: str) -> Source:
    """A displayed name as a Source: canonical where the register knows it."""
    return _source(displayed.strip(_EDGES))


def _source(displayed: str) -> Source:
    if NON_OUTLET.fullmatch(displayed) or OWN.fullmatch(displayed):
        return Source(name=None, displayed=displayed)
    name = bare_name(displayed)
    known = find_outlet(name)
    if known is not None:
        return Source(name=known.name, displayed=name, outlet=known.outlet.key)
    return Source(name=_unquoted(name), displayed=name)


def _unquoted(name: str) -> str:
    """The name without the marks that enclose all of it."""
    bare = name.strip('〈〉“”"[]【】 ')
    return bare[1:-1] if bare.startswith("《") and bare.endswith("》") and bare.count("《") == 1 else bare


def _cut(rest: str, before: str) -> str:
    """The value at the start of `rest`; `before` is the character before the label."""
    if issue := _ISSUE.match(rest):
        rest = rest[issue.end() :]
    closing = _CLOSED.get(before)
    if closing and closing in rest:
        rest = rest[: rest.index(closing)]
    end = NEXT.search(rest)
    rest = _STOP.split(rest[: end.start()] if end else rest, maxsplit=1)[0]
    if account := _ACCOUNT.fullmatch(rest.strip()):
        return account["name"]
    for mark in "【[（(":
        if rest.rstrip().endswith(mark):
            rest = rest.rstrip()[:-1]
    return rest.strip(_EDGES).rstrip("）)】]") if not _balanced(rest) else rest.strip(_EDGES)


def _balanced(text: str) -> bool:
    return all(text.count(opening) == text.count(closing) for opening, closing in _CLOSED.items())


def _is_press(name: str) -> bool:
    return find_outlet(name) is not None or (len(name) > 3 and bool(PRESS_ENDING.search(name)))


def _joint(text: str) -> list[str]:
    """The parts of a name that joins two registered outlets: 光明网-《光明日报》."""
    parts = [part for part in _DASH.split(text) if part]
    known = [find_outlet(part) for part in parts]
    if len(parts) > 1 and all(known) and find_outlet(text) == known[0]:
        keys = {one.outlet.key for one in known if one}
        return parts if len(keys) == len(parts) else []
    return []


def _parts(text: str) -> list[str]:
    """The outlets of a value with several, or the one name that it is."""
    joint = _joint(text)
    if joint:
        return joint
    if _LATIN.fullmatch(text) or not _SEPARATOR.search(text):
        return [] if _is_no_source(text) else [text]
    parts = [part.strip(_EDGES) for part in _SEPARATOR.split(text)]
    parts = [part for part in parts if part and not NON_OUTLET.fullmatch(part)]
    known = [part for part in parts if find_outlet(bare_name(part)) is not None]
    named = known or [part for part in parts if is_outlet_name(part)][:1]
    return named or [part for part in parts if not _is_no_source(part)][:1]


def _is_no_source(text: str) -> bool:
    """A person or a mere place (the reader's or poster's) where an outlet should stand."""
    if find_outlet(text) is not None:
        return False
    if _WORK.fullmatch(text):
        return True
    place = text.removeprefix("来自").removeprefix("：")
    return is_name(text) or any(name.code.endswith("00") for name in region_names().get(place, ()))
