"""The named functions that rules are written with. Each gives a Rule: a name, and how to read raw texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.etree import _Element as Element

from newscrawl.model import Page, Rule, text_of


def css(selector: str) -> Rule:
    """The text of every element that `selector` matches, in document order."""
    match = cast("Callable[[Element], list[Element]]", CSSSelector(selector, translator="html"))

    def read(page: Page) -> Iterator[str]:
        yield from (text_of(element) for element in match(page.root))

    return Rule(f"css({selector})", read)


def meta(name: str) -> Rule:
    """The content of `<meta name|property|itemprop=name>`; case does not count."""
    key = name.lower()

    def read(page: Page) -> Iterator[str]:
        value = page.meta.get(key)
        if value:
            yield value

    return Rule(f"meta({name})", read)


def script(name: str, pattern: str) -> Rule:
    """Group 1 of every match of `pattern` in the page's source, for values that only a script holds."""
    find = re.compile(pattern)

    def read(page: Page) -> Iterator[str]:
        for match in find.finditer(page.html):
            yield match.group(1)

    return Rule(f"script({name})", read)


def comment(tag: str) -> Rule:
    """The text of `<tag>…</tag>` inside an HTML comment, as Founder's enpproperty block has it."""
    find = re.compile(rf"<{tag}>([^<]*)</{tag}>")

    def read(page: Page) -> Iterator[str]:
        for text in page.comments:
            for match in find.finditer(text):
                yield match.group(1)

    return Rule(f"comment({tag})", read)
