"""The shapes of a site's addresses: which of them lead to articles, learned while the site is crawled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

# Addresses of one site in one crawl have few shapes; beyond this many the site makes them up.
MAX_SHAPES = 5000

_DIGITS = re.compile(r"\d+")
_MIXED = re.compile(r"(?=[a-z_-]{0,40}\d)(?=\d{0,40}[a-z_-])[a-z0-9_-]{12,}", re.IGNORECASE)
# Short identifiers: digits before letters, or both by turns.
_HASH = re.compile(r"(?!c\d+a\d+$)(?:\d+[a-z]+|[a-z]+\d+[a-z]+)\d[a-z0-9]*", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){2,}|(?:%[0-9a-f]{2}){3,}.*|.*[^\x00-\x7f].*", re.IGNORECASE)
# A name in a folder that is spelt out, such as a headline in pinyin; not those that all lists have.
_PAGE_WORD = re.compile(r"(?!(?:index|default|list|more|main|home)\.)[a-z]+\.[sxj]?html?", re.IGNORECASE)
_SHORT_HASH = 5
# Parameters whose value says which script answers; the values of all others are only numbers and names.
_ROUTES = frozenset(("m", "c", "a", "mod", "act", "action", "do", "op", "r", "s", "app", "module"))


@dataclass(slots=True)
class Tally:
    """What is known of one shape. `links`: different addresses seen; `headlines` and `dated`: how many of
    them a list showed with a headline, with a date; `articles`, `others`: what fetched ones turned out to be;
    `lists`: fetched ones that were read as lists; `fruitful`, `fruitless`: how many of these named articles
    that no list had named before, or nothing that others of the shape had not.
    """

    example: str
    links: int = 0
    headlines: int = 0
    dated: int = 0
    articles: int = 0
    others: int = 0
    lists: int = 0
    fruitful: int = 0
    fruitless: int = 0

    @property
    def belief(self) -> str:
        """What the shape is taken for: `article`, `list`, or `unclear` where nothing has been fetched."""
        if self.articles or self.others:
            return "article" if self.articles >= self.others else "list"
        return "list" if self.lists else "unclear"


class Shapes:
    """Tallies by shape, for one site."""

    def __init__(self) -> None:
        self._tallies: dict[str, Tally] = {}

    def __iter__(self) -> Iterator[tuple[str, Tally]]:
        """Shape and tally, the most frequent first."""
        return iter(sorted(self._tallies.items(), key=lambda pair: (-pair[1].links, pair[0])))

    def of(self, url: str) -> Tally:
        """The tally of the shape of `url`, to be read and added to."""
        key = shape(url)
        tally = self._tallies.get(key)
        if tally is None:
            tally = Tally(url)
            if len(self._tallies) < MAX_SHAPES:
                self._tallies[key] = tally
        return tally

    def see(self, url: str, headline: bool, dated: bool) -> None:
        """Note a link that was not seen before."""
        tally = self.of(url)
        tally.links += 1
        tally.headlines += headline
        tally.dated += dated

    def report(self) -> list[dict[str, str | int]]:
        """One row a shape, the most frequent first: shape, belief and counts."""
        return [{"shape": key, "belief": tally.belief, **asdict(tally)} for key, tally in self]


@lru_cache(maxsize=4096)
def shape(url: str) -> str:
    """What the addresses of one kind of page have in common: numbers become 9, identifiers x, slugs s, and
    words that name a page in a folder w.

    `/zx/202401/t20240118_77.html` → `/zx/9/t9_9.html`, `?m=show&id=7` → `?id=9&m=show`.
    """
    path, query = urlsplit(url)[2:4]
    folders, _, name = path.rpartition("/")
    segments = [_segment(part) for part in folders.split("/")]
    ending = "w" + name[name.index(".") :] if folders and _PAGE_WORD.fullmatch(name) else _name(name)
    if query and "=" not in query:
        return "/".join((*segments, ending)) + "?" + _name(query)
    pairs = sorted({(name.lower(), _value(name, value)) for name, value in parse_qsl(query)})
    return "/".join((*segments, ending)) + ("?" if query else "") + "&".join(map("=".join, pairs))


def script(url: str) -> str:
    """Path and routes alone: what answers, whatever it is asked. `?m=show&id=7&page=2` → `/?m=show`."""
    path, query = urlsplit(url)[2:4]
    routes = [
        f"{name}={value}"
        for name, value in parse_qsl(query)
        if name.lower() in _ROUTES and not value.isdigit()
    ]
    return f"{path}?{'&'.join(sorted(routes))}"


def _name(text: str) -> str:
    stem, dot, extension = text.partition(".")
    return _segment(stem) + _DIGITS.sub("9", dot + extension)


def _segment(text: str) -> str:
    if _SLUG.fullmatch(text) and not text.replace("-", "").isdigit():
        return "s"
    if _MIXED.fullmatch(text) and sum(Counter(text)[digit] for digit in "0123456789") > 3:
        return (
            "x"
            if not re.fullmatch(r"[a-z]{0,8}[-_]?[\d_-]+", text, re.IGNORECASE)
            else _DIGITS.sub("9", text)
        )
    return "x" if len(text) > _SHORT_HASH and _HASH.fullmatch(text) else _DIGITS.sub("9", text)


def _value(name: str, value: str) -> str:
    if name.lower() in _ROUTES and not value.isdigit():
        return _DIGITS.sub("9", value)[:20]
    return "9" if value.isdigit() else "s"
