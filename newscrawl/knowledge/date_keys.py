"""Names under which pages keep publication and modification times for machines, most telling first.

Collected from pages of about 100 hosts, November 2026. META names are in lower case.
"""

from __future__ import annotations

from typing import Final

META_PUBLISHED: Final = (
    "article:published_time",
    "og:published_time",
    "bytedance:published_time",
    "datepublished",
    "article:published",
    "og:release_date",
    "og:time",
    "weibo: article:create_at",
    "weibo:article:create_at",
    "dateupdate",
    "pubdate",
    "_pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publishtime",
    "publish_time",
    "publication_date",
    "releasedate",
    "apub:time",
    "contentdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "createdate",
    "createtime",
    "date",
)

META_MODIFIED: Final = (
    "article:modified_time",
    "og:updated_time",
    "bytedance:updated_time",
    "weibo: article:update_at",
    "weibo:article:update_at",
    "datemodified",
    "dcterms.modified",
)

JSONLD_PUBLISHED: Final = ("datePublished", "pubDate")
JSONLD_MODIFIED: Final = ("dateModified", "upDate")

# Variables and properties in scripts and attributes (a bare `time` or `date` is anything but publication):
# strings that a page is searched for, and an expression for the names that begin with one of them. What
# precedes does not matter: oriCreateTime, datePublished.
SCRIPT_STEMS: Final = ("pub", "Pub", "ptime", "reate", "var ct")
SCRIPT_NAME: Final = (
    r"(?:[Pp]ub(?:lish(?:ed)?)?_?(?:[Dd]ate|[Tt]ime|[Dd]ata|[Aa]t)|Published|ptime"
    r"|reate(?:_?[Tt]ime|d_?[Aa]t)|var ct)"
)
