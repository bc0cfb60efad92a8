"""Addresses of one kind of page → an expression for them, no wider than what else was seen allows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from urllib.parse import urlsplit

from newscrawl.discover.guess import Guessed
from newscrawl.discover.kinds import Kind
from newscrawl.discover.links import Link
from newscrawl.discover.shapes import shape

# Names of folders up to which they are listed where a class of names would catch too much.
_MAX_NAMES = 40
# Of the addresses of a kind, the share that a group of its own needs.
_SUPPORT = 0.02
# So many equal numbers were to be expected if each folder counted for itself, and none was found.
_EXPECTED = 3.0
# For each other page that an expression of articles fits, so many articles.
_FEW = 20
# A page that its address calls an article and that holds none, such as an error page, weighs less.
_WEAK = 0.25
# So many articles on average stand under each number of a channel that is listed.
_EACH = 5

_HYPHENS = re.compile(r"\w+(?:-\w+){2,}", re.ASCII)
_NUMBER = re.compile(r"\d+")
_LAST_NUMBER = re.compile(r"\\d\+(?=[^\\]*(?:\\\.[^\\]*)*\$$)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """`texts`: the alternatives of the expression; `matched` of `count` addresses fit it; `missed`: some that
    do not."""

    texts: tuple[str, ...]
    matched: int
    count: int
    missed: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The expression."""
        return "|".join(self.texts)

    @property
    def has_key(self) -> bool:
        """Whether it names the number of an article."""
        return "(?P<key>" in self.text


def pattern(
    addresses: Collection[str], others: Collection[str], least: int = 2, wrong: float = 0.0
) -> Pattern | None:
    """The expression of `addresses` that fits none of `others`; None where there is none.

    `least`: how many addresses a form of its own needs; `wrong`: how many of the others a form may fit, for
    each address of it.
    """
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for url in addresses:
        groups[_form(url)].append(url)
    wanted = max(min(least, len(addresses)), int(_SUPPORT * len(addresses)))
    texts = []
    words = frozenset(word for group in groups.values() for word in _varying(group))
    for group in sorted(groups.values(), key=len, reverse=True):
        text = _tightest(group, others, wrong, words) if len(group) >= wanted else None
        if text is not None:
            texts.append(text)
    if not texts:
        return None
    texts = list(dict.fromkeys(texts))
    missed = [url for url in addresses if not re.search("|".join(texts), url)]
    return Pattern(tuple(texts), len(addresses) - len(missed), len(addresses), tuple(missed[:5]))


def keyed(found: Pattern, facts: Mapping[str, str]) -> Pattern:
    """The pattern with a group `key` for the article's number, where that is one number all over the site.

    `facts`: address → what tells the article from others (headline and day). Evidence is that one article
    stands under two addresses with the number, or that folders share a range of numbers and never a number.
    """
    numbers = [(text, match) for text in found.texts if (match := _LAST_NUMBER.search(text))]
    tails = {text[match.end() :] for text, match in numbers}
    if len(tails) != 1 or len(numbers) < len(found.texts):
        return found
    before = [text[: match.start()] for text, match in numbers]
    head = before[0] if len(before) == 1 else f"(?:{'|'.join(before)})"
    text = f"{head}(?P<key>\\d+){tails.pop()}"
    return Pattern((text,), found.matched, found.count, found.missed) if _is_global(text, facts) else found


def further_pattern(article: Pattern, further: Collection[str], firsts: Collection[str]) -> str | None:
    """The expression of the second and later pages of stories, which fits no first page."""
    candidates = [_with_part(text, mark) for text in article.texts for mark in ("_", "-")]
    candidates += [r"[?&]page=\d+", r"[?&]p=\d+", r"_\d+\.s?html?$", r"-\d+\.s?html?$"]
    for text in filter(None, candidates):
        hits = sum(bool(re.search(text, url)) for url in further)
        if hits and 2 * hits >= len(further) and not any(re.search(text, url) for url in firsts):
            return text
    return None


def _with_part(text: str, mark: str) -> str | None:
    match = re.search(r"\\\.[a-z]+\$$", text)
    head = text[: match.start()].replace(r"(?P<key>\d+)", r"\d+") if match else ""
    return f"{head}{mark}\\d+{match[0]}" if match else None


def _is_global(text: str, facts: Mapping[str, str]) -> bool:
    by_key: dict[str, set[str]] = defaultdict(set)
    folders: dict[str, set[int]] = defaultdict(set)
    twins = 0
    for url, fact in facts.items():
        match = re.search(text, url)
        if match is None:
            continue
        key = match["key"]
        twins += fact in by_key[key]
        by_key[key].add(fact)
        folders[url[: match.start("key")]].add(int(key))
    if any(len(told) > 1 for told in by_key.values()):
        return False
    return bool(twins) or _chance(folders.values()) >= _EXPECTED


def _chance(folders: Iterable[set[int]]) -> float:
    """How many numbers two folders would share if each counted for itself."""
    expected = 0.0
    for one, other in combinations(folders, 2):
        low, high = max(min(one), min(other)), min(max(one), max(other))
        if high > low:
            ones = sum(low <= number <= high for number in one)
            expected += ones * sum(low <= number <= high for number in other) / (high - low + 1)
    return expected


def _tightest(group: list[str], others: Collection[str], wrong: float, words: frozenset[str]) -> str | None:
    """The widest of some expressions of a group that fits few enough of the others."""
    for known in (words, None):
        text = _expression(group, known)
        for candidate in (text, f"//[^/]+{text}"):
            if _fits(candidate, others) <= wrong * len(group):
                return candidate
    text = f"//[^/]+{_expression(group, None)}"
    listed = _numbers_listed(text, group, others)
    if listed is not None:
        return listed
    # The others are few: pages about the site itself, at addresses like those of its articles.
    wide = _expression(group, words)
    tried = (wide, f"//[^/]+{wide}", text)
    return next((each for each in tried if _FEW * _weight(each, others) <= len(group)), None)


def _weight(text: str, others: Collection[str]) -> float:
    """How much the other pages that an expression fits speak against it."""
    return sum(_WEAK if _is_weak(url) else 1 for url in others if re.search(text, url))


def _is_weak(url: str) -> bool:
    return Guessed(url).kind(Link(url)) is Kind.ARTICLE


def _numbers_listed(text: str, group: list[str], others: Collection[str]) -> str | None:
    """The expression with the values of one number listed, that of the channel: `art_(?:1229|1230)_\\d+`."""
    pieces = text.split(r"\d+")
    grouped = re.compile(r"(\d+)".join(pieces))
    rows = [match.groups() for url in group if (match := grouped.search(url))]
    wrong = [match.groups() for url in others if (match := grouped.search(url))]
    for place in range(len(pieces) - 1):
        own = {row[place] for row in rows}
        if len(own) * _EACH <= len(rows) and own.isdisjoint(row[place] for row in wrong):
            numbers = [r"\d+"] * (len(pieces) - 1)
            numbers[place] = f"(?:{'|'.join(sorted(own))})"
            return pieces[0] + "".join(a + b for a, b in zip(numbers, pieces[1:], strict=True))
    return None


def _varying(group: list[str]) -> set[str]:
    """The words that stand where other addresses of the group have another: names of channels."""
    columns = (set(column) for column in zip(*map(_segments, group), strict=True))
    return {word for column in columns if len(column) > 1 for word in column if _is_word(word)}


def _fits(text: str, urls: Iterable[str]) -> int:
    return sum(bool(re.search(text, url)) for url in urls)


def _expression(group: list[str], words: frozenset[str] | None) -> str:
    """`words`: names of channels, which may be others elsewhere; None: list those of the group."""
    rows = [_segments(url) for url in group]
    pieces = []
    for column in zip(*rows, strict=True):
        names = sorted(set(column))
        is_word = all(map(_is_word, names))
        if is_word and words is not None and (len(names) > 1 or names[0] in words):
            plain = all(re.fullmatch("[a-z]+", name) for name in names)
            pieces.append("[a-z]+" if plain else r"[\w-]+")
        elif len(names) == 1:
            pieces.append(_class(names[0], len(group) == 1))
        elif is_word and len(names) <= _MAX_NAMES:
            pieces.append(f"(?:{'|'.join(map(re.escape, names))})")
        else:
            pieces.append(r"[\w-]+" if is_word else _class(column[0], False))
    return "".join(pieces) + "$"


def _form(url: str) -> tuple[object, ...]:
    """What the addresses of a group have in common: its pieces, with words alike."""
    return tuple("w" if _is_word(piece) else _class(piece, False) for piece in _segments(url))


def _segments(url: str) -> list[str]:
    """Path and query in pieces that are general or literal each: `/`, `zx`, `/`, `t2024_7`, `.html`."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    pieces: list[str] = []
    for part in folder.split("/")[1:]:
        pieces += ["/", part]
    stem, dot, extension = name.partition(".")
    pieces += ["/", stem] if stem else ["/"]
    pieces += [dot + extension] if dot else []
    for number, pair in enumerate(parts.query.split("&") if parts.query else ()):
        # `?a=1`, `?12.html`, `?s=/news/show/id/12.html`: what is a path has its pieces.
        key, equals, value = pair.partition("=") if "=" in pair else ("", "", pair)
        pieces += [("&" if number else "?") + key + equals, *filter(None, re.split("(/)", value))]
    return pieces


def _is_word(piece: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z_-]+", piece)) and not _is_slug(piece)


@cache
def _is_slug(piece: str) -> bool:
    # `article-1000-1` is made of numbers, `bridge-opens-7` of words.
    words = sum(part.isalpha() for part in piece.split("-"))
    return shape(f"/{piece}") in ("/s", "/x") and (words > 1 or not _HYPHENS.fullmatch(piece))


def _class(piece: str, exact: bool) -> str:
    """The expression of one piece: a number for every number in it, unless it is to be met exactly."""
    if not piece or piece[0] in "/.?&" or (exact and not _NUMBER.search(piece)):
        return _escaped(piece)
    if _is_slug(piece):
        return r"\w+(?:-\w+){2,}" if _HYPHENS.fullmatch(piece) else r"[\w%-]+"
    return r"\d+".join(map(_escaped, _NUMBER.split(piece)))


def _escaped(text: str) -> str:
    return re.sub(r"\\([-&~#])", r"\1", re.escape(text))
