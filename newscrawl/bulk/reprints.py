"""Records of a run → which of them are copies of one another, and who published first.

In one task: 0.7 KB of memory a record; texts wait in a temporary file. Two records are compared where they
share a band of their signatures and lie within WINDOW days, as in the store; the records themselves stay as
they are extracted.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryFile

import msgspec

from newscrawl.bulk.plan import Plan
from newscrawl.bulk.steps import COUNTS, RECORDS
from newscrawl.catalog import site_for
from newscrawl.export.files import draft, publish, stored, write_whole
from newscrawl.stories import Copy, Text, agreement, band_keys, choose_first
from newscrawl.stories.signature import BANDS

WINDOW = 90
"""Days between two copies."""

AGREEING = 12
"""Hashes, of 64, that agree in the signatures of copies."""

_HELD = 64
"""Texts that are held prepared."""


class _Source(msgspec.Struct):
    name: str | None = None


class _Told(msgspec.Struct):
    """What counts of a record here."""

    id: str
    url: str | None = None
    site: str | None = None
    published_at: str | None = None
    fetched_at: str | None = None
    body: str | None = None
    source: _Source | None = None


_decode = msgspec.json.Decoder(_Told).decode


def cluster(plan: Plan, task: int) -> Counter[str]:
    """Write stories.jsonl.gz, a line for each story with several copies, and stats.json; give the numbers."""
    out = Path(plan.out)
    counts: Counter[str] = Counter()
    for shard in range(len(plan.shards)):
        counts.update(msgspec.json.decode((out / COUNTS / f"{shard:05d}.json").read_bytes()))
    with stored(out), _Copies(out) as copies, draft(out, "stories.jsonl.gz") as file:
        for shard in range(len(plan.shards)):
            with gzip.open(out / RECORDS / f"{shard:05d}.jsonl.gz", "rb") as lines:
                for line in lines:
                    copies.add(_decode(line))
        with gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as zipped:
            for told in copies.stories():
                counts["stories"] += 1
                counts["copies"] += len(told) - 1
                zipped.write(_line(told))
        publish(file, out / "stories.jsonl.gz")
        write_whole(out / "stats.json", msgspec.json.format(msgspec.json.encode(counts)))
    return counts


def _line(told: list[Copy]) -> bytes:
    first = choose_first(told)
    ids = sorted(copy.id for copy in told)
    story = {
        "first": first.copy.id, "publisher": first.publisher, "reason": first.reason, "copies": ids,
    }  # fmt: skip
    return msgspec.json.encode(story) + b"\n"


@dataclass(slots=True)
class _Article:
    """One article: where its text stands in the file of texts, and `above`, the next one up in its story.

    `digest` is that of the text: most copies are exact, and those need no comparing.
    """

    copy: Copy
    day: int
    signature: bytes
    at: int
    size: int
    digest: bytes
    above: int


class _Copies:
    """The articles of a run, the last record of each, and which are joined."""

    def __init__(self, folder: Path) -> None:
        # Not where temporary files go: that may be memory.
        self._texts = TemporaryFile(dir=folder)  # noqa: SIM115 - closed with this
        self._articles: list[_Article] = []
        self._known: dict[str, int] = {}
        self._text = lru_cache(_HELD)(self._read)

    def __enter__(self) -> _Copies:
        return self

    def __exit__(self, *error: object) -> None:
        self._texts.close()

    def add(self, told: _Told) -> None:
        """One record; where its article is known, in place of the record before."""
        found = Text(told.body or "").signature
        if found is None:
            return
        site = site_for(told.url)
        outlet = told.source.name if told.source else None
        copy = Copy(told.id, site.name if site else told.site, outlet, told.published_at)
        at = self._texts.seek(0, 2)
        packed = (told.body or "").encode("utf-8", "surrogatepass")
        size, digest = self._texts.write(packed), hashlib.blake2b(packed, digest_size=16).digest()
        number = self._known.setdefault(told.id, len(self._articles))
        article = _Article(copy, _day(told), found, at, size, digest, number)
        self._articles[number : number + 1] = [article]

    def stories(self) -> Iterator[list[Copy]]:
        """The copies of each story that has several."""
        for one, other in self._candidates():
            if self._root(one) != self._root(other) and self._alike(one, other):
                self._join(one, other)
        told: dict[int, list[Copy]] = defaultdict(list)
        for number, article in enumerate(self._articles):
            told[self._root(number)].append(article.copy)
        return (copies for copies in told.values() if len(copies) > 1)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Neighbours by day under each key, a band at a time: all keys at once would take 3 KB an article."""
        for band in range(BANDS):
            under: dict[int, list[int]] = defaultdict(list)
            for number, article in enumerate(self._articles):
                under[band_keys(article.signature)[band]].append(number)
            for numbers in under.values():
                yield from pairwise(sorted(numbers, key=self._order))

    def _order(self, number: int) -> tuple[int, bytes, int]:
        """By day, equal texts side by side."""
        article = self._articles[number]
        return article.day, article.digest, number

    def _alike(self, one: int, other: int) -> bool:
        """Whether two are copies, and each is one of the longest text of the other's story as well."""
        left, right = self._articles[one], self._articles[other]
        if abs(left.day - right.day) > WINDOW:
            return False
        if left.digest == right.digest:
            return True
        if agreement(left.signature, right.signature) < AGREEING:
            return False
        pairs = {(one, other), (self._root(one), other), (one, self._root(other))}
        return all(self._text(a).likeness(self._text(b)).copies for a, b in pairs)

    def _join(self, one: int, other: int) -> None:
        """The longest text stands for its story; of equal ones the first."""
        roots = (self._root(one), self._root(other))
        longest, shorter = sorted(roots, key=lambda number: (-self._articles[number].size, number))
        self._articles[shorter].above = longest

    def _root(self, number: int) -> int:
        while (above := self._articles[number].above) != number:
            self._articles[number].above = self._articles[above].above
            number = above
        return number

    def _read(self, number: int) -> Text:
        article = self._articles[number]
        self._texts.seek(article.at)
        return Text(self._texts.read(article.size).decode("utf-8", "surrogatepass"))


def _day(told: _Told) -> int:
    """The day of publication, else that of the fetch."""
    for moment in (told.published_at, told.fetched_at):
        try:
            return date.fromisoformat((moment or "")[:10]).toordinal()
        except ValueError:
            continue
    return 0
