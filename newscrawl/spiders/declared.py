"""The spider of a declared site."""

from __future__ import annotations

from typing import ClassVar

from newscrawl.discover.kinds import Declared
from newscrawl.model import Site
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.scope import scope


class DeclaredSpider(NewsSpider):
    """Crawls the site that the loader sets: from its start pages, by its own expressions."""

    site: ClassVar[Site]

    def __init__(self, full: str = "", since: str = "", limit: str = "") -> None:
        site = self.site
        super().__init__(Declared(site), site.id, site.start, site.domains, scope(full, since, limit))
