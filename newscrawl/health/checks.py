"""The counters of a run, against fixed bounds and against the site's own earlier runs → findings."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

Counters = Mapping[str, int]

WINDOW: Final = 30
"""Earlier runs that a run is compared with."""

ENOUGH_RUNS: Final = 5
ENOUGH_ARTICLES: Final = 20
_FACTS: Final = {
    "title": "title",
    "published_at": "date",
    "source": "source",
    "reporters": "reporters",
    "body": "body",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a site: `check` and `subject` name it, `says` tells a person.

    Two findings of the same check and subject are one incident.
    """

    check: str
    subject: str
    says: str


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a site before the run that is judged.

    `counters`: of earlier runs that came to their end, newest first. `last_new`: when a new article last
    came in, `gaps`: hours between the runs that brought some, newest first.
    """

    counters: Sequence[Counters]
    last_new: datetime | None = None
    gaps: Sequence[float] = ()


def check(now: Counters, past: Past, at: datetime) -> list[Finding]:
    """All that is wrong with a run that came to its end at `at`."""
    return [finding for one in _CHECKS for finding in one(now, past, at)]


def articles_of(counters: Counters) -> int:
    """How many articles a run read."""
    return sum(counters.get(f"articles/{name}", 0) for name in ("new", "changed", "unchanged"))


def _nothing_read(now: Counters, past: Past, at: datetime) -> Iterator[Finding]:
    """Lists were read, and nothing in them led to an article, although it did before."""
    known = now.get("articles/known", 0)
    read = articles_of(now)
    if not read and not known and now.get("pages", 0):
        yield Finding("no_articles", "site", f"{now['pages']} pages were read, and not one was an article")


def _nothing_new(now: Counters, past: Past, at: datetime) -> Iterator[Finding]:
    """No new article for longer than this site has ever paused, by far."""
    if now.get("articles/new") or past.last_new is None or len(past.gaps) < ENOUGH_RUNS:
        return
    hours = (at - past.last_new) / timedelta(hours=1)
    longest = max(past.gaps)
    if hours > max(3 * longest, 48):
        yield Finding(
            "nothing_new",
            "site",
            f"no new article for {hours:.0f} hours; the longest pause was {longest:.0f}",
        )


def _fewer(now: Counters, past: Past, at: datetime) -> Iterator[Finding]:
    """Lists that were full are empty."""
    before = [one["lists/fruitful"] for one in past.counters if "lists/fruitful" in one]
    empty, fruitful = now.get("lists/empty", 0), now.get("lists/fruitful", 0)
    if len(before) >= ENOUGH_RUNS and statistics.median(before) >= 1 and empty and not fruitful:
        yield Finding("empty_lists", "site", f"all {empty} list pages were without a link to an article")


def _fill_rates(now: Counters, past: Past, at: datetime) -> Iterator[Finding]:
    """A fact is found in far fewer articles than before."""
    read = articles_of(now)
    if read < ENOUGH_ARTICLES:
        return
    earlier = [one for one in past.counters if articles_of(one)]
    total = sum(map(articles_of, earlier))
    if total < ENOUGH_ARTICLES:
        return
    for fact, name in _FACTS.items():
        rate = now.get(f"filled/{fact}", 0) / read
        usual = sum(one.get(f"filled/{fact}", 0) for one in earlier) / total
        if usual - rate > max(0.15, 4 * (usual * (1 - usual) / read) ** 0.5):
            yield Finding(
                "fill_rate",
                fact,
                f"{name} found in {rate:.0%} of the articles, before in {usual:.0%}",
            )


def _rejects(now: Counters, past: Past, at: datetime) -> Iterator[Finding]:
    """One reason to reject pages has become far more frequent."""
    pages = now.get("pages", 0)
    if pages < ENOUGH_ARTICLES or len(past.counters) < ENOUGH_RUNS:
        return
    for name in sorted(name for name in now if name.startswith("rejects/")):
        share = now[name] / pages
        usual = statistics.median(one.get(name, 0) / max(one.get("pages", 0), 1) for one in past.counters)
        if share > max(0.1, 5 * usual):
            code = name.partition("/")[2]
            yield Finding(
                "rejects", code, f"{now[name]} of {pages} pages were rejected as {code}, usually {usual:.0%}"
            )


def _repairs(now: Counters, past: Past, at: datetime) -> Iterator[Finding]:
    """Characters are lost in decoding."""
    read, garbled = articles_of(now), now.get("encoding/lost", 0)
    if garbled >= 3 and garbled > 0.1 * read:
        yield Finding("encoding", "site", f"characters were lost in decoding {garbled} of {read} articles")


def _conflicts(now: Counters, past: Past, at: datetime) -> Iterator[Finding]:
    """Rules disagree about a fact far more often than before."""
    read = articles_of(now)
    earlier = [one for one in past.counters if articles_of(one)]
    total = sum(map(articles_of, earlier))
    if read < ENOUGH_ARTICLES or total < ENOUGH_ARTICLES:
        return
    for name in sorted(name for name in now if name.startswith("conflicts/")):
        rate = now[name] / read
        usual = sum(one.get(name, 0) for one in earlier) / total
        if rate - usual > max(0.3, 4 * (usual * (1 - usual) / read) ** 0.5):
            fact = name.partition("/")[2]
            yield Finding(
                "conflicts",
                fact,
                f"the evidence of {fact} disagrees in {rate:.0%} of the articles, before in {usual:.0%}",
            )


_CHECKS: Final[tuple[Callable[[Counters, Past, datetime], Iterator[Finding]], ...]] = (
    _nothing_read, _nothing_new, _fewer, _fill_rates, _rejects, _repairs, _conflicts,
)  # fmt: skip
