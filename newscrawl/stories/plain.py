"""A text as far as it counts for comparing: letters and characters in one spelling, numbers as values.

十二, 12 and １２ are one number, and so are 1.2万 and 12,000, 百分之十二 and 12%. Idioms with numerals change
too (三农), in all texts alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.grammar.folding import fold

_DIGITS = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

# Bounded: a thousand digits in a row are no number that anybody compares.
NUMBER = re.compile(
    r"(?:百分之)?(?:(\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,6})?)([万亿]?)|([零〇一二三四五六七八九十百千万亿]{1,20}))"
)
# Every number stands within one of these: they are found faster, and most come again and again.
_NUMERALS = re.compile(r"[\d零〇一二三四五六七八九十百千万亿][\d零〇一二三四五六七八九十百千万亿分之,.]*")
_NOISE = re.compile(r"[\W_]+")
_SAID = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """`text` without punctuation and spaces, its numbers as values."""
    return "".join(_SAID.findall(_NUMERALS.sub(_values_of, fold(text))))


def masked(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The same with 0 for each number; and the figures among them, each with its place in that text."""
    out: list[str] = []
    found: list[tuple[int, str]] = []
    length = at = 0
    folded = fold(text)
    for number in NUMBER.finditer(folded):
        between = _NOISE.sub("", folded[at : number.start()])
        if number[1] or len(number[3]) > 1:
            # A single sign may be part of any word: 零售, 一些.
            found.append((length + len(between), value(number)))
        out += [between, "0"]
        length += len(between) + 1
        at = number.end()
    return "".join([*out, _NOISE.sub("", folded[at:])]), found


def value(number: re.Match[str]) -> str:
    """The value of a NUMBER as digits, with a p for the decimal point."""
    digits, unit, chinese = number.groups()
    if chinese:
        return _counted(chinese)
    whole, _, part = digits.replace(",", "").partition(".")
    part = part.rstrip("0")
    if unit:
        zeros = 4 if unit == "万" else 8
        whole, part = whole + part[:zeros].ljust(zeros, "0"), part[zeros:]
    whole = whole.lstrip("0") or "0"
    return f"{whole}p{part}" if part else whole


def _values_of(numerals: re.Match[str]) -> str:
    return _valued(numerals[0])


@lru_cache(4096)
def _valued(numerals: str) -> str:
    return NUMBER.sub(value, numerals)


def _counted(signs: str) -> str:
    """二〇二三 is read sign by sign, 三百二十万 is counted."""
    if not any(sign in _UNITS or sign in _LARGE for sign in signs):
        return "".join(_DIGITS[sign] for sign in signs).lstrip("0") or "0"
    total = section = digit = 0
    for sign in signs:
        if sign in _UNITS:
            section += (digit or 1) * _UNITS[sign]
            digit = 0
        elif sign in _LARGE:
            total = (total + section + digit or 1) * _LARGE[sign]
            section = digit = 0
        else:
            digit = int(_DIGITS[sign])
    return str(total + section + digit)
