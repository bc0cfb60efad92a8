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


def is_announced(page: Page, link: Link) -> bool:
    """Whether the link's text is a headline that the page repeats above running text."""
    wanted = _plain(link.text)
    if len(wanted) < HEADLINE:
        return False
    shown = [
        page.root.findtext(".//title") or "",
        *(text_of(each) for each in page.root.iter("h1", "h2", "h3")),
    ]
    return any(wanted in _plain(text) for text in shown) and _has_prose(page)


def _has_prose(page: Page) -> bool:
    """Paragraphs that are sentences and hold no links, as neither headlines nor menus are."""
    size = 0
    for element in page.root.iter("p", "div", "td", "font", "span"):
        text = (element.text or "") + "".join(child.tail or "" for child in element)
        if len(text) >= _PARAGRAPH and _SENTENCE.search(text) and element.find(".//a") is None:
            size += len(text)
            if size >= _PROSE:
                return True
    return False


def _plain(text: str) -> str:
    return _BLANK.sub("", text)
