"""The printed paper: its e-paper names it in the title tag, or before the day of the issue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.grammar.editions import EDITION
from newscrawl.grammar.sources import is_outlet_name, source_of
from newscrawl.model import Cleaned, Found, Source

_TAG = re.compile(
    r"(?<![一-鿿])(?P<name>[一-鿿]{2,10}[报報])\s?[-—_·]?\s?(?:数字报|电子[报版]|數位報|多媒体数字|数字版)"
)
_ISSUE = re.compile(r"(?P<name>[一-鿿]{2,10}[报報])\s?(?:(?:19|20)\d\d\s?[-年./]|第\s?[A-Z]?\d{1,3}\s?版)")
# The title tag of an article on a paper's page: 某某日报-一条老街. The name stands below the headline too.
_BELOW = 3
_NAMED = re.compile(r"\s?(?P<name>[一-鿿]{2,10}[报報])\s?[-—_|｜]")
_TITLE = 200
_LINE = 80


def papers(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """The name in the title tag (某某晚报数字报), or that opens the line of the issue above the headline;
    on a page with the editions of an issue a line below the headline that the title tag begins with."""
    if (tag := _TAG.search((cleaned.page.title or "")[:_TITLE])) and is_outlet_name(tag["name"]):
        yield Found(source_of(tag["name"]), tag.group(0), "e-paper")
    last = cleaned.headline.index if cleaned.headline else 0
    name = _NAMED.match((cleaned.page.title or "")[:_TITLE])
    above = [block.text for block in cleaned.blocks[:last] if block.text and len(block.text) <= _LINE]
    if not any(EDITION.search(text) for text in above):
        return
    below = [block.text for block in cleaned.blocks[last + 1 : last + 1 + _BELOW]]
    if name and name["name"] in below and is_outlet_name(name["name"]):
        yield Found(source_of(name["name"]), name.group(0), "e-paper")
    for text in above:
        if (issue := _ISSUE.match(text)) and is_outlet_name(issue["name"]):
            yield Found(source_of(issue["name"]), issue.group(0), "e-paper")
