"""The archived pages of articles, found by the article's site and addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from newscrawl.archive import Archived, Shelf, folder_of_site
from newscrawl.errors import Refused
from newscrawl.model import Page
from newscrawl.page import parse

Files = tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Shelves:
    """The archives below `root` (None: nothing is archived), a folder a site; each is opened when asked for.

    May be used from several threads.
    """

    root: Path | None
    _open: dict[str, tuple[Files, Shelf]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def pages(self, site: str, urls: Sequence[str]) -> list[Page]:
        """The pages at `urls` that are archived and can be read, in that order."""
        return [page for page, _ in self._found(site, urls)]

    def fetched(self, site: str, url: str) -> Archived | None:
        """The newest good answer that `url` got; None where none is archived, or its file is damaged."""
        shelf = self._shelf(site)
        try:
            return shelf.get(url) if shelf else None
        except Refused:
            return None

    def _found(self, site: str, urls: Sequence[str]) -> Iterator[tuple[Page, Archived]]:
        for url in urls:
            found = self.fetched(site, url)
            if found is not None and 200 <= found.status < 300:
                try:
                    yield parse(found.fetched()), found
                except Refused:
                    continue

    def _shelf(self, site: str) -> Shelf | None:
        if self.root is None:
            return None
        folder = folder_of_site(self.root, site)
        files = tuple(sorted((file.name, file.stat().st_size) for file in folder.glob("*.warc.gz")))
        with self._lock:
            known = self._open.get(site)
            if known is None or known[0] != files:
                # A run has closed a file since: what stands in it is found from now on.
                try:
                    known = files, Shelf(folder)
                except Refused:
                    return known[1] if known else None
                self._open[site] = known
        return known[1]
