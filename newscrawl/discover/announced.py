"""Whether a page that was taken for a list is the article that the link to it announced."""

from __future__ import annotations

import re

from newscrawl.discover.guess import HEADLINE
from newscrawl.discover.links import Link
from newscrawl.model import Page, text_of

_BLANK = re.compile(r"[\s.…·“”\"'《》]+")
_SENTENCE = re.compile(r"[。！？]|[a-z][.!?](?:\s|$)")
_PARAGRAPH = 40
_PROSE = 60
SHORT = 5
"""Characters of the shortest headline; most names of channels have fewer."""


def is_announced(page: Page, link: Link) -> bool:
    """Whether the link's text is a headline that the page repeats above running text.

    Short ones may be names of channels: they must be a heading by themselves, above more of it.
    """
    wanted = _plain(link.text)
    if len(wanted) < SHORT:
        return False
    headings = [_plain(text_of(each)) for each in page.root.iter("h1", "h2", "h3")]
    if len(wanted) < HEADLINE:
        return wanted in headings and _has_prose(page, 2 * _PROSE)
    headings.append(_plain(page.root.findtext(".//title") or ""))
    return any(wanted in heading for heading in headings) and _has_prose(page, _PROSE)


def _has_prose(page: Page, enough: int) -> bool:
    """Paragraphs that are sentences and hold no links, as neither headlines nor menus are."""
    size = 0
    for element in page.root.iter("p", "div", "td", "font", "span"):
        text = (element.text or "") + "".join(child.tail or "" for child in element)
        if len(text) >= _PARAGRAPH and _SENTENCE.search(text) and element.find(".//a") is None:
            size += len(text)
            if size >= enough:
                return True
    return False


def _plain(text: str) -> str:
    return _BLANK.sub("", text)
