"""E-papers (数字报): a day's issue, its editions (版), and the articles of each.

Two families of addresses cover nearly all: Founder's (`html/2024-01/12/node_2.htm`, `content_2_345.htm`,
also with `nbs.` and `nw.`) and the later one by month (`layout/202401/12/node_01.html`,
`content/202401/12/content_123.html`, also `col/`, `art/`, `c123.html`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from urllib.parse import urljoin

from newscrawl.discover.links import Link
from newscrawl.discover.xml import child_text, local, read_xml
from newscrawl.model import Edition

_DAY = r"(?P<year>(?:19|20)\d\d)(?P<dash>-?)(?P<month>0[1-9]|1[0-2])/(?P<day>0[1-9]|[12]\d|3[01])/"
_EDITION = re.compile(rf"/{_DAY}(?P<name>(?:node|nbs|page|layout|col|ban)[^/?#]{{0,60}}\.html?)$")
_ARTICLE = re.compile(rf"/{_DAY}(?P<name>(?:content|nw|art|article|con|c(?=\d))[^/?#]{{0,60}}\.html?)$")
# 第A1版：要闻, 01版 要闻, A01：要闻, 第三版:综合
_NAME = re.compile(
    r"(?<![上下前后末首])第?\s?(?P<number>[A-Z]{0,2}\s?\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?:版\s?[:：·|｜-]?|[:：])\s?(?P<title>[^\s:：>〉]{0,16})"
)
_NODE = re.compile(r"content_(\d{1,6})_\d+|_(\d{8})_\d-(\d{1,3})")


def edition_day(url: str) -> date | None:
    """The day of the issue to whose edition `url` leads; None where it is no edition's address."""
    return _day(_EDITION.search(url))


def article_day(url: str) -> date | None:
    """The day of the issue to whose article `url` leads; None where it is no article of an e-paper."""
    return _day(_ARTICLE.search(url))


def issue_url(known: str, day: date) -> str:
    """The address that the edition at `known` has in the issue of another day.

    Raises ValueError where `known` is no edition's address.
    """
    match = _EDITION.search(known)
    if match is None:
        raise ValueError(f"not the address of an e-paper's edition: {known}")
    return f"{known[: match.start('year')]}{day:%Y}{match['dash']}{day:%m/%d}/{match['name']}"


def calendar_url(known: str) -> str | None:
    """The address of Founder's calendar of the month in which the edition at `known` stands, or None."""
    match = _EDITION.search(known)
    return f"{known[: match.start('day')]}period.xml" if match and match["dash"] else None


def read_calendar(body: bytes, url: str) -> dict[date, str]:
    """Day → address of the first edition, by a month's `period.xml`. Raises NotHtml, TooLarge."""
    found = {}
    for element in read_xml(body).iter():
        if local(element) != "period":
            continue
        day = _iso(child_text(element, "period_date"))
        front = child_text(element, "front_page")
        if day is not None and front:
            # Some calendars give the page with the folder of its day, some without.
            below = front if front.startswith(f"{day:%d}/") else f"{day:%d}/{front}"
            found[day] = urljoin(url, below)
    return found


def editions(found: Iterable[Link], day: date) -> list[Edition]:
    """The editions of the issue of `day` that a page's links name, each once, in the order of the page."""
    listed: dict[str, Edition] = {}
    for link in found:
        if link.url in listed or edition_day(link.url) != day:
            continue
        match = _NAME.search(link.text)
        if match:
            listed[link.url] = _edition(link.url, match)
    return list(listed.values())


def edition_of(found: Iterable[Link], url: str) -> Edition | None:
    """The edition at `url`, or of that in which the article at `url` stands, by a page's links.

    An article is told by its number (`content_2_345.htm` is of `node_2.htm`); None where it has no such.
    """
    day = edition_day(url) or article_day(url)
    named = editions(found, day) if day else []
    node = _NODE.search(url.rpartition("/")[2])
    for edition in named:
        if edition.url == url or (node and _names(edition.url, node)):
            return edition
    return None


def edition_in(text: str, url: str) -> Edition | None:
    """The first edition that a text of the page at `url` names, as titles do (`江州日报-第A1版：要闻`)."""
    match = _NAME.search(text)
    return _edition(url, match) if match else None


def days(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _names(url: str, node: re.Match[str]) -> bool:
    number = node.group(1) or node.group(3)
    return re.search(rf"(?:node|nbs)[^/]*?_0*{int(number)}\.html?$", url) is not None


def _edition(url: str, match: re.Match[str]) -> Edition:
    return Edition(url, _clean(match), match["number"].replace(" ", ""))


def _clean(match: re.Match[str]) -> str:
    return " ".join(match.group(0).split()).rstrip(":：-|｜· ")


def _day(match: re.Match[str] | None) -> date | None:
    return _iso(f"{match['year']}-{match['month']}-{match['day']}") if match else None


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
