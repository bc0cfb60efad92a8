"""What an address with a query leads to on a site that nobody has declared: by names of parameters."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from newscrawl.discover.kinds import Kind
from newscrawl.discover.links import HEADLINE, SHORT

_SHOW = re.compile(r"(?:show|view|detail|article|content|info|read|news)", re.IGNORECASE)
# `list.php?id=3`: the name of the script says what the number counts.
_LIST = re.compile(r"list|class|channel|column|cate|more|index|sort|type", re.IGNORECASE)
# What counts articles: `id`, `newsid`, `wbnewsid`, `info_id`, `uuid`; not what counts channels and files.
_COUNTER = re.compile(r"p|[a-z_]{0,20}id")
_OF_OTHERS = re.compile(
    r"[cflmstu]id|.*(?:cat|class|type|colu?mn|channel|tree|node|lm|site|parent|sort|group|user|owner|area|city"
    r"|file|page|menu|module|special|topic|comment|forum|board|vote|category)_?id"
)
_COUNTED = re.compile(r"\d{1,20}|(?=[a-z-]*\d)[0-9a-z-]{8,40}", re.IGNORECASE)
_PAGED = frozenset(
    ("cid", "catid", "tid", "typeid", "classid", "columnid", "channelid", "cat", "page", "paged", "p")
)
# Scripts that count, sort out, ask, or send on.
_TOOL = re.compile(
    r"/(?:filter|vote|survey|count|clicks?|hits?|redirect|goto|jump|out|links?|captcha|v?code|checkcode)\.\w{2,6}$",
    re.IGNORECASE,
)
# Names of parameters that a channel needs, where none of them is known.
_NAMES = 2
# An article once more, to be answered, passed on or printed; a page once more, in other words or order.
_TWINS = frozenset(("replytocom", "share", "print", "printable", "lang", "skin", "style", "orderby"))
# What somebody looks for.
_SEARCH = frozenset(("q", "wd", "kw", "key", "keys", "keyword", "keywords", "search", "searchword"))


def by_query(path: str, query: str, text: str, paging: bool) -> Kind:
    """An article where a number of one is asked for; in doubt a list, whose page decides when it is read.

    `paging`: whether `text`, that of the link, is one of a paging bar. A word or a picture says too little of
    what may be an article: there is time until a headline leads there.
    """
    values = {name.lower(): value for name, value in parse_qsl(query)}
    if paging and not _PAGED.isdisjoint(values):
        return Kind.LIST
    if not (_TWINS | _SEARCH).isdisjoint(values) or "://" in "".join(values.values()) or _TOOL.search(path):
        return Kind.OTHER
    counted = any(_counts_articles(name) and _COUNTED.fullmatch(value) for name, value in values.items())
    shown = _SHOW.search(path) or _SHOW.search(query) or set(values) == {"p"}
    if counted and (shown or len(text) >= HEADLINE):
        return Kind.ARTICLE
    if _LIST.search(path) or not _PAGED.isdisjoint(values):
        return Kind.LIST
    # What is asked by other names may be a channel; by many of them it is a filter.
    return Kind.OTHER if (counted and len(text) < SHORT) or query.count("=") > _NAMES else Kind.LIST


def _counts_articles(name: str) -> bool:
    return bool(_COUNTER.fullmatch(name)) and not _OF_OTHERS.fullmatch(name)
