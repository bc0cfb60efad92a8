"""Raw responses kept as WARC files: written while crawling, read back one by one, by URL or by article."""

from newscrawl.archive.prune import Old, old, remove
from newscrawl.archive.read import MAX_BODY, Archived, Index, responses
from newscrawl.archive.shelf import Shelf
from newscrawl.archive.write import Exchange, Writer, salvage

__all__ = [
    "MAX_BODY",
    "Archived",
    "Exchange",
    "Index",
    "Old",
    "Shelf",
    "Writer",
    "old",
    "remove",
    "responses",
    "salvage",
]
