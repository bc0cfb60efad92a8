"""Raw responses kept as WARC files: written while crawling, read back one by one, by URL or by article."""

from newscrawl.archive.prune import Old, old, remove
from newscrawl.archive.read import MAX_BODY, Archived, Index, responses
from newscrawl.archive.shelf import Shelf, folder_of_site
from newscrawl.archive.write import Exchange, Writer, salvage

__all__ = [
    "MAX_BODY",
    "Archived",
    "Exchange",
    "Index",
    "Old",
    "Shelf",
    "Writer",
    "folder_of_site",
    "old",
    "remove",
    "responses",
    "salvage",
]
