"""What a link leads to on a site that nobody has declared: by the shape of its address and its text."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

from newscrawl.discover.kinds import Kind
from newscrawl.discover.links import Link
from newscrawl.discover.urls import host

_PAGE = re.compile(r"\.(?:[sxj]?html?|php|jspx?|aspx?|do|action)$", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[a-z0-9]{1,5}$", re.IGNORECASE)
# Scripts and corners of a site that hold no news.
_CORNER = re.compile(
    r"/(?:login|register|member|user|search|sousuo|tags?|rss|feed|ads?|plus|include|comment|feedback|guestbook"
    r"|download|print|share|wap|app|e/(?:search|action|member|public|class|enews))(?:[/.?]|$)",
    re.IGNORECASE,
)
_LIST_NAME = re.compile(
    r"(?:index|default|list|node|channel|column|lanmu|category|cat|more|page|class|home)"
    r"(?:[-_]?[a-z]?\d+){0,3}",
    re.IGNORECASE,
)
# Date folders, article prefixes of the content systems, plain numbers, and long mixed identifiers.
_ARTICLE_NAME = re.compile(
    r"(?:arc|art|article|content|detail|show|view|info|news|t|c|a|doc|id)?[-_]?\d[\d_-]*"
    r"|[a-z]+[-_]?\d{3,}[\w-]*"
    r"|(?=[a-z]*\d)[a-z0-9]{10,40}",
    re.IGNORECASE,
)
_DATE_FOLDER = re.compile(r"/(?:19|20)\d\d(?:[-/_]?(?:0?[1-9]|1[0-2]))(?:[-/_]?\d{1,2})?/")
_SHOW = re.compile(r"(?:show|view|detail|article|content|info|read|news)", re.IGNORECASE)
_ID = frozenset(("id", "aid", "newsid", "articleid", "contentid", "infoid", "docid", "nid", "itemid", "p"))
_LIST_ID = frozenset(("cid", "catid", "tid", "typeid", "classid", "columnid", "channelid", "page", "p"))
# What a site says about itself stands at addresses like those of its articles.
_ABOUT = re.compile(
    r"关于(?:我们|本站|本网)|联系(?:我们|方式)|(?:网站|版权|免责|法律|隐私)(?:声明|条款|政策)|广告(?:服务|报价|合作|刊例)"
    r"|(?:合作|商务)(?:洽谈|伙伴)|服务协议|人才招聘|诚聘英才|网站地图|友情链接|投稿(?:须知|指南)?|设为首页|加入收藏|登录|注册"
)
_HEADLINE = 10
_MAX_REPEAT = 2
_MAX_DEPTH = 9


class Guessed:
    """Links of one host, told apart by generic rules. In doubt the page itself decides when it is read."""

    further: re.Pattern[str] | None = None

    def __init__(self, home: str) -> None:
        self.host = _bare(host(home))

    def kind(self, link: Link) -> Kind:
        """An article or a list of this host; OTHER for files, service corners, traps and other hosts."""
        if _bare(host(link.url)) != self.host or _ABOUT.fullmatch(link.text):
            return Kind.OTHER
        path, query = urlsplit(link.url)[2:4]
        if _CORNER.search(path) or _is_trap(path):
            return Kind.OTHER
        if query:
            return _by_query(path, query, link.text)
        return _by_path(path, link.text)

    def key(self, url: str) -> str | None:
        """None: which addresses are one article is not known of an undeclared site."""
        return None


def _by_path(path: str, text: str) -> Kind:
    folder, _, name = path.rpartition("/")
    stem = _PAGE.sub("", name)
    if stem == name and _EXTENSION.search(name):
        return Kind.OTHER
    if not name:
        last = folder.rpartition("/")[2]
        return Kind.ARTICLE if len(last) > 4 and last.isdigit() else Kind.LIST
    if _LIST_NAME.fullmatch(stem):
        return Kind.LIST
    if _ARTICLE_NAME.fullmatch(stem) or _DATE_FOLDER.search(path):
        return Kind.ARTICLE
    return Kind.ARTICLE if len(text) >= _HEADLINE else Kind.LIST


def _by_query(path: str, query: str, text: str) -> Kind:
    values = {name.lower(): value for name, value in parse_qsl(query)}
    numbered = any(values.get(name, "").isdigit() for name in _ID)
    if numbered and (_SHOW.search(path) or _SHOW.search(query) or len(text) >= _HEADLINE):
        return Kind.ARTICLE
    return Kind.LIST if not _LIST_ID.isdisjoint(values) else Kind.OTHER


def _is_trap(path: str) -> bool:
    """Whether an address repeats itself or nests as only generated ones do."""
    segments = [segment for segment in path.split("/") if segment]
    return len(segments) > _MAX_DEPTH or max(Counter(segments).values(), default=0) > _MAX_REPEAT


def _bare(name: str) -> str:
    return name.removeprefix("www.")
