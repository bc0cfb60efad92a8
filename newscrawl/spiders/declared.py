"""The spider of a declared site."""

from __future__ import annotations

from typing import ClassVar

from newscrawl.discover.kinds import Declared
from newscrawl.errors import UsageError
from newscrawl.model import Site
from newscrawl.spiders.issues import Issues, asked_days, first_addresses
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.scope import ARGUMENTS, scope


class DeclaredSpider(NewsSpider):
    """Crawls the site that the loader sets: from its start pages, by its own expressions.

    With `day` (or a range `2024-01-01..2024-01-30`) only the issues of its e-paper are read.
    """

    site: ClassVar[Site]

    arguments = ("day", *ARGUMENTS)

    def __init__(self, day: str = "", full: str = "", since: str = "", limit: str = "") -> None:
        site, asked = self.site, asked_days(day) if day else []
        if asked and not site.epaper:
            raise UsageError(f"-a day={day}: {site.id} declares no e-paper")
        start = first_addresses(site.epaper or "", asked) if asked else _starts(site)
        super().__init__(Declared(site), site.id, start, site.domains, scope(full, since, limit))
        self.json_lists = site.json_lists
        self.js = site.js
        self.issues = Issues(asked)


def _starts(site: Site) -> list[str]:
    """Where the crawl of a site begins: its start pages and all that names articles besides."""
    lists = [each.url.replace("{page}", str(each.first)) for each in site.json_lists]
    return [*site.start, *site.feeds, *site.sitemaps, *lists]
