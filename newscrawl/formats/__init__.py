"""Formats that newsrooms read: Atom, RSS, JSON Feed, NewsArticle, ninjs; a citation. Record → text, pure."""

from newscrawl.formats.atom import atom
from newscrawl.formats.citation import citation, pinned
from newscrawl.formats.feed import Feed
from newscrawl.formats.jsonfeed import json_feed
from newscrawl.formats.newsarticle import news_article
from newscrawl.formats.ninjs import ninjs
from newscrawl.formats.rss import rss

FEEDS = {"atom": atom, "rss": rss, "json": json_feed}
"""The feed formats by the name that commands and addresses use."""

MEDIA_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
"""The media type of each of FEEDS; all are UTF-8."""

__all__ = [
    "FEEDS", "MEDIA_TYPES", "Feed", "atom", "citation", "json_feed", "news_article", "ninjs", "pinned", "rss",
]  # fmt: skip
