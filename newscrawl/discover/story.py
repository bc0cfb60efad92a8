"""A story that stands on several pages, while they are being collected."""

from __future__ import annotations

from collections.abc import Iterable

from newscrawl.discover.parts import MAX_PARTS
from newscrawl.discover.urls import canonical
from newscrawl.model import Page


class Story:
    """The first page of a story and what has been found of its further ones.

    `missing`: addresses of further pages that were linked and could not be had.
    """

    def __init__(self, first: Page, urls: Iterable[str] = ()) -> None:
        self.first = first
        self.missing: list[str] = []
        self._further: list[Page] = []
        self._pending: list[str] = []
        # A server that does not know `?page=2` answers with the first page again.
        self._texts = {hash(first.html)}
        self._seen = {canonical(first.url or "")}
        self.add(urls)

    def add(self, urls: Iterable[str]) -> None:
        """Further pages that a page of the story links to, in their order; known ones are passed over."""
        for url in urls:
            key = canonical(url)
            if key not in self._seen and len(self._seen) <= MAX_PARTS:
                self._seen.add(key)
                self._pending.append(url)

    def next(self) -> str | None:
        """The address to fetch next, or None when the story is complete."""
        return self._pending.pop(0) if self._pending else None

    def take(self, page: Page, urls: Iterable[str]) -> None:
        """Append a further page, and the pages it links to; one that repeats an earlier page is missing."""
        text = hash(page.html)
        if text in self._texts:
            self.missing.append(page.url or "")
            return
        self._texts.add(text)
        self._further.append(page)
        self.add(urls)

    def page(self) -> Page:
        """The whole story as one page."""
        if not self._further and not self.missing:
            return self.first
        return self.first.with_further(self._further, self.missing)
