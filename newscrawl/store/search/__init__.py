"""Full-text search of Chinese: articles → documents of an index, and queries → hits."""

from newscrawl.store.search.find import Found, Hit, find
from newscrawl.store.search.index import catch_up, pending

__all__ = ["Found", "Hit", "catch_up", "find", "pending"]
