"""The tables, one concern a file. Importing this package fills `Base.metadata`."""

from newscrawl.store.models.addresses import AddressRow
from newscrawl.store.models.articles import AliasRow, ArticleRow
from newscrawl.store.models.base import Base
from newscrawl.store.models.changes import ChangeRow, QuarantineRow
from newscrawl.store.models.delivery import DeadLetterRow, EncodedRow, LogRow, TargetRow
from newscrawl.store.models.fetches import FetchRow
from newscrawl.store.models.furniture import FurnitureRow, SightingRow
from newscrawl.store.models.health import HealthRow, IncidentRow
from newscrawl.store.models.papers import EditionRow, IssueRow, PlacedRow
from newscrawl.store.models.people import CreditRow, PersonRow
from newscrawl.store.models.register import RegisterNameRow, RegisterOutletRow, RegisterRow
from newscrawl.store.models.runs import RejectRow, RunRow
from newscrawl.store.models.search import DocumentRow, IndexedRow
from newscrawl.store.models.sites import OutletRow, SiteRow
from newscrawl.store.models.stories import StoryBandRow, StoryRow, StoryTextRow
from newscrawl.store.models.versions import ImageRow, RegionRow, VersionRow

__all__ = [
    "AddressRow", "AliasRow", "ArticleRow", "Base", "ChangeRow", "CreditRow", "DeadLetterRow",
    "DocumentRow", "EditionRow", "EncodedRow", "FetchRow", "FurnitureRow", "HealthRow", "ImageRow",
    "IncidentRow", "IndexedRow", "IssueRow", "LogRow", "OutletRow", "PersonRow", "PlacedRow", "QuarantineRow",
    "RegionRow", "RegisterNameRow", "RegisterOutletRow", "RegisterRow", "RejectRow", "RunRow",
    "SightingRow", "SiteRow", "StoryBandRow", "StoryRow", "StoryTextRow", "TargetRow", "VersionRow",
]  # fmt: skip
