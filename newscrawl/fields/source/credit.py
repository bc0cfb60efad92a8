"""A displayed name as evidence: the outlets it names, each with the link behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from newscrawl.grammar.sources import read_value
from newscrawl.model import Block, Cleaned, Found, Source

LINE = 120
SHORT = 20
RELATED = re.compile(
    r"^[\s【\[]*(?:相关|延伸|更多|推荐|热门|精彩|最新|猜你|为您|为你|网友|评论|发表|上一篇|下一篇|大家)"
)
_SMALL_ELEMENT = 2000
_OPENING_LINES = 8
_BYLINE = 40


def lines_above(cleaned: Cleaned) -> list[Block]:
    """The head, and the short lines that open the story: a byline is easily taken for its first words."""
    lines = {block.index: block for block in cleaned.head}
    for verdict in cleaned.story[:_OPENING_LINES]:
        if verdict.role == "body" and len(verdict.block.text) > _BYLINE:
            break
        if verdict.block.text:
            lines[verdict.block.index] = verdict.block
    return [lines[index] for index in sorted(lines)]


def credits_in(cleaned: Cleaned, block: Block, value: str, raw: str, rule: str) -> Iterator[Found[Source]]:
    """The outlets that `value`, displayed in `block`, names."""
    for source in read_value(value):
        url = _link(cleaned, block, source.displayed or "")
        yield Found(Source(source.name, source.displayed, source.outlet, url), raw, rule)


def _link(cleaned: Cleaned, block: Block, displayed: str) -> str | None:
    """The absolute address behind the displayed name, where it is a link."""
    if not block.linked or not displayed or block.node.chars > _SMALL_ELEMENT:
        return None
    for anchor in block.element.iter("a"):
        href = (anchor.get("href") or "").strip()
        if "".join(map(str, anchor.itertext())).strip() == displayed and href[:1] not in ("", "#"):
            url = urljoin(cleaned.page.base_url or cleaned.page.url or "", href)
            return url if url.startswith(("http://", "https://")) else None
    return None
