"""The label in front of a date: 发布时间：, 发 布 时 间:, 更新于."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newscrawl.grammar.dates.fold import fold
from newscrawl.knowledge.date_words import LABELS, LabelKind

_KIND: dict[str, LabelKind] = {word: kind for kind, words in LABELS.items() for word in words.split()}


def _spaced() -> str:
    """The words, longest first, with spaces between their characters; of a text's character only those words
    are tried that begin with it."""
    rest: dict[str, list[str]] = {}
    for word in sorted(_KIND, key=len, reverse=True):
        rest.setdefault(word[0], []).append("".join(rf"\s?{re.escape(letter)}" for letter in word[1:]))
    grouped = "|".join(f"{re.escape(first)}(?:{'|'.join(tails)})" for first, tails in rest.items())
    return f"(?=[{re.escape(''.join(rest))}])(?:{grouped})"


_SPACED = _spaced()
_LABEL = re.compile(rf"({_SPACED})\s?[于为是]?[\s:|\[(>\])]{{0,6}}$", re.I)
_VALUE = re.compile(rf"({_SPACED})\s?:\s{{0,3}}(.{{6,60}})$", re.I)
# Between a label and its date: 最近更新在 周二, 2012年10月09日.
_WEEKDAY = re.compile(r"(?:周|星期)[一二三四五六日天][,，]? ?$")
_SPACE = re.compile(r"\s+")
_REACH = 32
# Between a label and its date; what the label itself ends with.
_MARKS = ":|[(>])"
_LAST = frozenset(word[-1].lower() for word in _KIND) | frozenset("于为是")


@dataclass(frozen=True, slots=True)
class Label:
    """A label as displayed (without spaces) and what it means."""

    word: str
    kind: LabelKind


def label_before(text: str, end: int) -> Label | None:
    """The label that ends right before text[end]; None where something else stands there.

    时间 and 日期 count only by themselves: 当地时间 and 活动时间 are other things.
    """
    if text[end - 1 : end] in (" ", ",", "，") and (day := _WEEKDAY.search(text[max(0, end - _REACH) : end])):
        end -= len(day.group())
    last = end - 1
    while last > 0 and (text[last].isspace() or fold(text[last]) in _MARKS):
        last -= 1
    if last < 0 or fold(text[last]).lower() not in _LAST:
        return None
    window = fold(text[max(0, end - _REACH) : end])
    match = _LABEL.search(window)
    return _label(window, match) if match else None


def labelled_value(text: str) -> tuple[Label, str] | None:
    """The first label with a colon in `text`, and the rest of it: for where no known form of date stands."""
    match = _VALUE.search(fold(text))
    label = _label(text, match) if match else None
    return (label, text[match.start(2) :]) if match and label else None


def _label(text: str, match: re.Match[str]) -> Label | None:
    word = _SPACE.sub("", match.group(1)).lower()
    kind = _KIND[word]
    if kind == "generic" and text[: match.start()][-1:].isalpha():
        return None
    return Label(word, kind)
