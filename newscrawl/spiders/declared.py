"""The spider of a declared site."""

from __future__ import annotations

from typing import ClassVar

from newscrawl.discover.kinds import Declared
from newscrawl.model import Site
from newscrawl.spiders.news import NewsSpider


class DeclaredSpider(NewsSpider):
    """Crawls the site that the loader sets: from its start pages, by its own expressions."""

    site: ClassVar[Site]

    def __init__(self) -> None:
        super().__init__(Declared(self.site), self.site.id, self.site.start, self.site.domains)
