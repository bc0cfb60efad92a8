"""The spiders that Scrapy knows: one for each declared site, and `site` for any other."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newscrawl import catalog
from newscrawl.errors import NewscrawlError
from newscrawl.spiders.declared import DeclaredSpider
from newscrawl.spiders.undeclared import UndeclaredSpider


class CatalogLoader:
    """Makes a spider class out of a declared site; `scrapy list` is the catalogue."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> CatalogLoader:
        """The loader; which sites there are does not depend on settings."""
        return cls()

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a site. Raises KeyError for an unknown name, UsageError for a faulty catalogue."""
        if spider_name == UndeclaredSpider.name:
            return UndeclaredSpider
        site = catalog.sites().get(spider_name)
        if site is None:
            raise KeyError(f"no site is called {spider_name!r}; `scrapy list` says which there are")
        return type(DeclaredSpider.__name__, (DeclaredSpider,), {"name": site.id, "site": site})

    def find_by_request(self, request: Request) -> list[str]:
        """The site to which a request goes, if it is declared."""
        site = catalog.site_for(request.url)
        return [site.id] if site else []

    def list(self) -> list[str]:
        """The ids of all declared sites. Raises Scrapy's UsageError, which `scrapy list` tells in a line."""
        try:
            return [*catalog.sites()]
        except NewscrawlError as error:
            raise UsageError(f"{error}", print_help=False) from error
