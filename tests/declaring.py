"""Invented sites, and what `newscrawl newsite` makes of them: pages, declarations, scores against known answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from newscrawl.induction.compare import FIELDS, extracted, value
from newscrawl.induction.seen import Sights, look
from newscrawl.model import Fetched, Page, Record, RuleSet, Site
from newscrawl.page import parse
from newscrawl.rule import css
from tests.crawling import Answer
from tests.redesigns import Story, Template, redesigned, story, template

HOST = "www.linxi.example"
READ = datetime(2026, 6, 1, tzinfo=UTC)


def fetched(pages: Mapping[str, Answer], host: str = HOST) -> Iterator[Fetched]:
    """The good answers of an invented site, as an archive holds them."""
    for path, answer in pages.items():
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        if answer.status == 200:
            yield Fetched(body, f"http://{host}{path}", "text/html", READ)


def sights_of(pages: Mapping[str, Answer], start: str = "/", host: str = HOST) -> Sights:
    return look(fetched(pages, host), f"http://{host}{start}")


@dataclass
class Redesign:
    """One section of a site before and after: its declaration, whose selectors are those of before."""

    site: Site
    old: list[Page]
    new: list[Page]
    told_old: list[Story]
    told_new: list[Story]


def redesign(how: str, seed: int, count: int = 12, build: Callable[..., Template] = redesigned) -> Redesign:
    """`count` pages of a template, and as many after it was redesigned by `how`."""
    rng = random.Random(seed)
    before = template("xwqingling", rng)
    after = build(before, how, rng)
    _, head, facts, text, foot = before.names
    mark = "#" if " id=" in before.wrap([], "x") else "."
    fact = (css(f".{facts}"),)
    rules = RuleSet(
        "sichuan.yunzhou", body=(f"{mark}{text}",), title=(css(f".{head}"),), published=fact, source=fact,
        author=fact, editor=(css(f".{foot}"),),
    )  # fmt: skip
    home = "http://www.yunzhou.example/"
    site = Site(
        "sichuan.yunzhou", "云洲", ("www.yunzhou.example",), (home,), r"/t\d+_\d+\.html$", rules=(rules,)
    )
    days = [date(2026, 3, 1 + number % 28) for number in range(count)]
    told = [[story(base + number, day, rng) for number, day in enumerate(days)] for base in (0, 1000)]
    pages = [
        [_page(shown, each) for each in group] for shown, group in zip((before, after), told, strict=True)
    ]
    return Redesign(site, pages[0], pages[1], told[0], told[1])


def score(site: Site | None, pages: Sequence[Page], told: Sequence[Story]) -> dict[str, float]:
    """The share of right values of each field."""
    rows = [
        {name: _shown(record, name) == _true(each, name) for name in FIELDS}
        for record, each in zip(extracted(pages, site), told, strict=True)
    ]
    return {name: sum(row[name] for row in rows) / len(rows) for name in FIELDS}


def _page(shown: Template, told: Story) -> Page:
    return parse(Fetched(shown.page(told), shown.url(told), "text/html", READ))


def _true(told: Story, name: str) -> object:
    return {
        "title": told.title,
        "published_at": f"{told.at:%Y-%m-%dT%H:%M}",
        "source": told.source,
        "reporters": [told.reporter],
        "editors": [told.editor],
        "body": "".join(told.body.split()),
    }[name]


def _shown(record: Record | None, name: str) -> object:
    found = value(record, name)
    if name in ("reporters", "editors"):
        return [person for person, _ in found] if isinstance(found, list) else []
    return str(found or "")[:16] if name == "published_at" else found
