"""What an address with a query leads to on a site that nobody has declared: by names of parameters."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from newscrawl.discover.kinds import Kind

_SHOW = re.compile(r"(?:show|view|detail|article|content|info|read|news)", re.IGNORECASE)
# What counts articles: `id`, `newsid`, `wbnewsid`, `info_id`, `uuid`; not what counts channels and files.
_COUNTER = re.compile(r"p|[a-z_]{0,20}id")
_OF_OTHERS = re.compile(
    r"[cflmstu]id|.*(?:cat|class|type|colu?mn|channel|tree|node|lm|site|parent|sort|group|user|owner|area|city"
    r"|file|page|menu|module|special|topic|comment|forum|board|vote|category)_?id"
)
_NUMBER = re.compile(r"\d{1,20}|(?=[a-z-]*\d)[0-9a-z-]{8,40}", re.IGNORECASE)
_PAGED = frozenset(
    ("cid", "catid", "tid", "typeid", "classid", "columnid", "channelid", "cat", "page", "paged", "p")
)
# An article once more, to be answered, passed on or printed; a page once more, in other words or order.
_TWINS = frozenset(("replytocom", "share", "print", "printable", "lang", "skin", "style", "orderby"))
# What somebody looks for.
_SEARCH = frozenset(("q", "wd", "kw", "key", "keys", "keyword", "keywords", "search", "searchword"))


def by_query(path: str, query: str, headline: bool, paging: bool) -> Kind:
    """An article where a number of one is asked for; in doubt a list, whose page decides when it is read.

    `headline`, `paging`: whether the text of the link is a headline, or one of a paging bar.
    """
    values = {name.lower(): value for name, value in parse_qsl(query)}
    if paging and not _PAGED.isdisjoint(values):
        return Kind.LIST
    if not _TWINS.isdisjoint(values) or not _SEARCH.isdisjoint(values) or "://" in "".join(values.values()):
        return Kind.OTHER
    counted = any(_counts_articles(name) and _NUMBER.fullmatch(value) for name, value in values.items())
    shown = _SHOW.search(path) or _SHOW.search(query) or set(values) == {"p"}
    return Kind.ARTICLE if counted and (headline or shown) else Kind.LIST


def _counts_articles(name: str) -> bool:
    return bool(_COUNTER.fullmatch(name)) and not _OF_OTHERS.fullmatch(name)
