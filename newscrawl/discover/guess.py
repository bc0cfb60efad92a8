"""What a link leads to on a site that nobody has declared: by the shape of its address and its text."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from urllib.parse import urlsplit

from newscrawl.discover.epaper import edition_day
from newscrawl.discover.kinds import Kind
from newscrawl.discover.links import HEADLINE, Link
from newscrawl.discover.queries import by_query
from newscrawl.discover.shapes import Shapes
from newscrawl.discover.traps import is_trap
from newscrawl.discover.urls import canonical, host
from newscrawl.knowledge.about_words import ABOUT

# So many fetched pages of a shape, nearly all of one kind, say what the others are.
_SURE = 4

_PAGE = re.compile(r"\.(?:[sxj]?html?|php|jspx?|aspx?|do|action)$", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[a-z0-9]{1,5}$", re.IGNORECASE)
# Scripts and corners of a site that hold no news.
_CORNER = re.compile(
    r"/(?:login|logout|signin|register|reg|member|user|passport|search|sousuo|tags?|rss|feed|ads?|include"
    r"|comments?|feedback|guestbook|download|print|share|wap|app|author|wp-(?:login|json|admin|content"
    r"|includes)|xmlrpc|cdn-cgi|plus/(?!(?:list|view)\.php)"
    r"|e/(?:search|member|public|class|enews|pl|tags|tool|doprint|action/(?!(?:list|show)info)))"
    r"(?:[/.?]|$)",
    re.IGNORECASE,
)
# What readers write: forums, their members, their diaries.
_READERS = re.compile(
    r"/(?:bbs|forums?|archiver)/|/(?:forum|home|misc|viewthread|forumdisplay|viewforum|viewtopic)\.php"
    r"|/(?:thread|forum|blog|viewthread|redirect)-\d+-\d|/space-(?:uid|username)-|/(?:gbook|guest(?:book)?|liuyan)[./]",
    re.IGNORECASE,
)
# All that was written on a day or in a month.
_DATE_ARCHIVE = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/(?:0?[1-9]|[12]\d|3[01]))?/?")
_LIST_NAME = re.compile(
    r"(?:index|default|list|node|channel|column|col|lanmu|category|cat|more|pages?|class|home|main|archives?)"
    r"(?:[-_]?[a-z]?\d+){0,3}",
    re.IGNORECASE,
)
# Date folders, article prefixes of the content systems, plain numbers, and long mixed identifiers.
_ARTICLE_NAME = re.compile(
    r"(?:arc|art|article|content|detail|show|view|info|news|t|c|a|p|post|doc|id)?[-_]?\d[\d_-]*"
    r"|[a-z]+[-_]?\d{3,}[\w-]*"
    r"|(?=[a-z]*\d)[a-z0-9]{10,40}"
    r"|(?:[a-z]{1,12}_)?(?=[a-f]{0,31}\d)[0-9a-f]{16,40}"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE,
)
_DATE_FOLDER = re.compile(r"/(?:19|20)\d\d(?:[-/_]?(?:0?[1-9]|1[0-2]))(?:[-/_]?\d{1,2})?/")
_SYSTEM_FOLDER = re.compile(r"/c\d+a\d+/page\.(?:htm|psp)$")
_LIST_FOLDER = re.compile(
    r"/(?:category|categories|channel|tags?|topics?|list|page|lists|lanmu)/", re.IGNORECASE
)
_PAGING = re.compile(
    r"[\[【(（第<«]?\s?(?:\d{1,3}|[上下前后首末尾]一?[页頁]|[«»<>‹›]{1,2}|next|prev(?:ious)?)\s?[页頁\]】)）»>]*",
    re.I,
)
# Beside an article, on every one of them; and on every page of a site.
_BUTTON = re.compile(
    r"[\[【(（]?\s?(?:(?:发表|查看|网友|我要|参与|最新|全部|进入)?(?:详细)?评论(?:页面?)?\s?[(（]?\d*\s?[条)）]*"
    r"|打印(?:此文|文章|本?[页文稿])?|(?:推荐|告诉|转发|发送)给?(?:好友|朋友)|(?:加入|我要)?收藏(?:此文|文章|本[页文站])?"
    r"|(?:我要|错误)?(?:纠错|报错|反馈)|设为首页|登录|注册)\s?[\]】)）]?"
    r"|(?:about|contact)(?: us)?|privacy(?: policy)?|terms(?: of (?:use|service))?",
    re.IGNORECASE,
)


MAX_BESIDE = 100


class Guessed:
    """Links of one host, told apart by generic rules and by what pages of the same shape turned out to be.

    In doubt the page itself decides when it is read. `beside`: how often links to hosts under this one
    were met, of at most MAX_BESIDE hosts.
    """

    further: re.Pattern[str] | None = None

    def __init__(self, home: str, shapes: Shapes | None = None, today: date | None = None) -> None:
        self.host = _bare(host(home))
        self.shapes = shapes if shapes is not None else Shapes()
        self.beside: Counter[str] = Counter()
        self._today = today or date.today()

    def kind(self, link: Link) -> Kind:
        """An article or a list of this host; OTHER for files, service corners, traps and other hosts."""
        name = _bare(host(link.url))
        if name != self.host or _tells_nothing(link.text):
            if name.endswith(f".{self.host}") and (name in self.beside or len(self.beside) < MAX_BESIDE):
                self.beside[name] += 1
            return Kind.OTHER
        if edition_day(link.url):
            return Kind.LIST
        path, query = urlsplit(link.url)[2:4]
        if _CORNER.search(path) or _READERS.search(path) or is_trap(link.url, self._today):
            return Kind.OTHER
        guess = _by_query(path, query, link.text) if query else _by_path(path, link.text)
        return guess if guess is Kind.OTHER else self._learned(link) or guess

    def key(self, url: str) -> str | None:
        """The address without its scheme and `www.`: the two halves of a site link each other's articles."""
        return _bare(canonical(url).partition("://")[2])

    def _learned(self, link: Link) -> Kind | None:
        """What the shape has turned out to be, where enough of it has been read; None where it has not.

        Only ever makes articles of lists: an article taken for a list would be lost, a list taken for an
        article is refused when it is read, and its links are followed all the same.
        """
        if urlsplit(link.url).path == "/" or _PAGING.fullmatch(link.text):
            return None
        tally = self.shapes.of(link.url)
        sure = tally.articles >= _SURE and tally.articles > _SURE * (tally.others + tally.fruitful)
        return Kind.ARTICLE if sure else None


def _by_path(path: str, text: str) -> Kind:
    folder, _, name = path.rpartition("/")
    stem = _PAGE.sub("", name)
    if stem == name and _EXTENSION.search(name):
        return Kind.OTHER
    if _SYSTEM_FOLDER.search(path):
        return Kind.ARTICLE
    if (_LIST_FOLDER.search(path) and len(text) < HEADLINE) or _DATE_ARCHIVE.fullmatch(path):
        return Kind.LIST
    if not name:
        return _by_folder(folder)
    # The number of a page in a paging bar, not of an article.
    if _LIST_NAME.fullmatch(stem) or (_PAGING.fullmatch(text) and len(stem) < 4):
        return Kind.LIST
    if _ARTICLE_NAME.fullmatch(stem) or _DATE_FOLDER.search(path):
        return Kind.ARTICLE
    return Kind.ARTICLE if len(text) >= HEADLINE else Kind.LIST


def _by_folder(folder: str) -> Kind:
    """An address that ends in a slash: a number, or a name in a folder of a date, is an article."""
    parent, _, last = folder.rpartition("/")
    named = not last.isdigit() and _DATE_FOLDER.search(f"{parent}/") is not None
    return Kind.ARTICLE if named or (len(last) > 4 and last.isdigit()) else Kind.LIST


def _by_query(path: str, query: str, text: str) -> Kind:
    # `/html/?12.html`: the whole query is the name of the page.
    if "=" not in query:
        return _by_path(f"{path.rpartition('/')[0]}/{query}", text)
    return by_query(path, query, text, bool(_PAGING.fullmatch(text)))


def _tells_nothing(text: str) -> bool:
    """Whether a link leads to what a site says about itself, at whatever address, or to a form."""
    return bool(ABOUT.fullmatch(text) or _BUTTON.fullmatch(text))


def _bare(name: str) -> str:
    return name.removeprefix("www.")
