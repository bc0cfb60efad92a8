"""The tables, one concern a file. Importing this package fills `Base.metadata`."""

from newscrawl.store.models.addresses import AddressRow
from newscrawl.store.models.articles import AliasRow, ArticleRow
from newscrawl.store.models.base import Base
from newscrawl.store.models.furniture import FurnitureRow, SightingRow
from newscrawl.store.models.people import CreditRow, PersonRow
from newscrawl.store.models.runs import RejectRow, RunRow
from newscrawl.store.models.schema import VERSION, SchemaRow
from newscrawl.store.models.sites import OutletRow, SiteRow
from newscrawl.store.models.versions import ImageRow, RegionRow, VersionRow

__all__ = [
    "VERSION", "AddressRow", "AliasRow", "ArticleRow", "Base", "CreditRow", "FurnitureRow", "ImageRow",
    "OutletRow", "PersonRow", "RegionRow", "RejectRow", "RunRow", "SchemaRow", "SightingRow", "SiteRow",
    "VersionRow",
]  # fmt: skip
