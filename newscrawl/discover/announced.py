"""Whether a page that was taken for a list is the article that the link to it announced."""

from __future__ import annotations

import re

from newscrawl.discover.links import HEADLINE, SHORT, Link
from newscrawl.model import Page, text_of

_BLANK = re.compile(r"[\s.…·“”\"'《》]+")
_SENTENCE = re.compile(r"[。！？]|[a-z][.!?](?:\s|$)")
# Beside an article's headline, once or twice on its page; in a list for each entry or for none.
_FACT = re.compile(r"(?:来\s?源|作\s?者|(?:发布|发表|更新)(?:时间|日期)|责任?编辑?)\s?[:：]")
_MOST_FACTS = 4
# What parts a headline from the names of channel and site in the title.
_PARTS = re.compile(r"\s?[-_|–—－│｜]+\s?")
_PARAGRAPH = 40
_PROSE = 60


def is_announced(page: Page, link: Link) -> bool:
    """Whether the link's text is a headline that the page repeats above running text.

    Short ones may be names of channels: they must be a heading by themselves, above more of it, or open the
    title of a page that says whence its one story came. A picture says nothing: there the title opens with a
    heading of such a page.
    """
    wanted = _plain(link.text)
    headings = [_plain(text_of(each)) for each in page.root.iter("h1", "h2", "h3")]
    title = page.root.findtext(".//title") or ""
    if len(wanted) >= HEADLINE:
        return any(wanted in heading for heading in (*headings, _plain(title))) and _has_prose(page, _PROSE)
    opening = _plain(_PARTS.split(title, 1)[0])
    if len(wanted) >= SHORT:
        told = wanted in headings or (wanted == opening and _tells_facts(page))
    else:
        told = len(opening) >= SHORT and opening in headings and _tells_facts(page)
    return told and _has_prose(page, 2 * _PROSE)


def _tells_facts(page: Page) -> bool:
    return 0 < len(_FACT.findall(page.html)) <= _MOST_FACTS


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
