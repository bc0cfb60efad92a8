"""Page → its links, each once, with the headline and the date that a list shows beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement, fromstring

from newscrawl.discover.urls import absolute
from newscrawl.model import Page

MAX_LINKS = 5000
# Characters of a link's text from which on it is a headline, and from which on it may be a short one: most
# names of channels have fewer.
HEADLINE, SHORT = 10, 5

# Where an entry of a list ends: what stands outside belongs to its neighbours.
_ENTRY = frozenset(("li", "dd", "dt", "tr", "body", "ul", "ol", "dl", "tbody", "table"))
_DATE = re.compile(
    r"(?<![\d.:/-])(?:(?:19|20)\d\d[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}日?|\d{1,2}月\d{1,2}日|\d{2}-\d{2})"
    r"(?: {1,3}\d{1,2}:\d{2}(?::\d{2})?)?(?![\d:/-])"
)
# <script type="text/xml"><datastore>…<record><![CDATA[<li><a href=…>…</li>]]></record>
_RECORD, _RECORD_END = "<record><![CDATA[", "]]></record>"
_LONGEST_RECORD = 5000
_LOCATION = re.compile(
    r"\blocation(?:\.href)?\s{0,5}(?:=|\.(?:replace|assign)\()\s{0,5}(?P<quote>[\"'])(?P<url>[^\"'\s]{1,300})(?P=quote)"
)
_MAX_DOOR = 20_000
_CUT = ("...", "…")
_MAX_DATE_TEXT = 60
_MAX_TEXT = 200
_MAX_REST = 10
_WRAPPED = 4


@dataclass(frozen=True, slots=True)
class Link:
    """Where a page points to: the address to fetch, the text of the link, the date beside it as shown.

    `channel`: where the list says that the article stands (an e-paper's edition). `also`: what a shorter link
    to the same address says: the number of a page that a picture with a caption leads to as well.
    """

    url: str
    text: str = ""
    date: str | None = None
    channel: tuple[str, ...] = ()
    also: str = ""


def links(page: Page) -> list[Link]:
    """Every http(s) link of a page in reading order, each address once, at most MAX_LINKS."""
    found: dict[str, Link] = {}
    base = page.base_url or page.url or ""
    for element in _elements(page):
        href = element.get("href") or element.get("src")
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")):
            continue
        url = absolute(base, href, page.charset.name)
        if url is None:
            continue
        known = found.get(url)
        if known is None and len(found) >= MAX_LINKS:
            break
        found[url] = _merged(known, Link(url, _text(element), _date(element)))
    return list(found.values()) or _sent_on(page, base)


def _elements(page: Page) -> Iterator[HtmlElement]:
    """What links, in the page, and in the entries that 大汉 keeps in a script of its lists."""
    yield from page.root.iter("a", "area", "iframe", "frame")
    entries = "".join(islice(_records(page.html), MAX_LINKS))
    if entries:
        yield from fromstring(f"<div>{entries}</div>").iter("a")


def _records(html: str) -> Iterator[str]:
    for begun in islice(html.split(_RECORD), 1, None):
        entry, end, _ = begun.partition(_RECORD_END)
        if end and 0 < len(entry) <= _LONGEST_RECORD:
            yield entry


def _sent_on(page: Page, base: str) -> list[Link]:
    """Where a page without links sends its readers by script: the front doors of many old sites."""
    match = _LOCATION.search(page.html, 0, _MAX_DOOR)
    url = absolute(base, match["url"], page.charset.name) if match else None
    return [Link(url)] if url else []


def _merged(known: Link | None, link: Link) -> Link:
    """One link out of two to the same address: a picture, a headline, a `[详情]`."""
    if known is None:
        return link
    short, text = sorted((known.text, link.text), key=len)
    return Link(link.url, text, known.date or link.date, also=known.also or (short if short != text else ""))


def _text(element: HtmlElement) -> str:
    """The headline: the link's text, its title where the text is cut or missing, else a picture's alt."""
    text = _shown(element, _MAX_TEXT)
    title = " ".join((element.get("title") or "").split())
    if title and (not text or (text.endswith(_CUT) and len(title) >= len(text.rstrip(".…")))):
        return title
    if text:
        return text
    picture = element.find(".//img")
    return " ".join((picture.get("alt") or "").split()) if picture is not None else ""


def _date(element: HtmlElement) -> str | None:
    """The one date shown beside a link within its entry; None where there is none or more than one."""
    node = element
    for _ in range(3):
        dates = {date for text in _beside(node) for date in _standing_alone(text)}
        if dates:
            return dates.pop() if len(dates) == 1 else None
        node = node.getparent()
        # An element of many children is no headline's wrapper, and climbing from each would cost squares.
        if node is None or node.tag in _ENTRY or _is_wide(node):
            return None
    return None


def _standing_alone(text: str) -> list[str]:
    """The dates of a text that holds little else: a summary's dateline is no date of publication."""
    dates: list[str] = _DATE.findall(text)
    return dates if len(text.strip()) - sum(map(len, dates)) <= _MAX_REST else []


def _beside(node: HtmlElement) -> Iterator[str]:
    """The short texts directly before and behind an element that hold no link of their own."""
    yield (node.tail or "")[:_MAX_DATE_TEXT]
    for sibling in (node.getnext(), node.getprevious()):
        if sibling is None or sibling.tag == "a" or _is_wide(sibling):
            continue
        if isinstance(sibling.tag, str) and sibling.find(".//a") is None:
            yield _shown(sibling, _MAX_DATE_TEXT)


def _is_wide(node: HtmlElement) -> bool:
    """Whether an element has more children than one entry's wrapper; counting all of them costs too much."""
    return next(islice(node.iterchildren(), _WRAPPED, None), None) is not None


def _shown(element: HtmlElement, limit: int) -> str:
    """The text of an element, white space collapsed, read no further than `limit` characters."""
    pieces, size = [], 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            break
    return " ".join("".join(pieces).split())[:limit]
