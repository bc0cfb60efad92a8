"""Reading for those who look: what the reading room asks of a database. Nothing is ever written."""

from newscrawl.store.reader.credits import Profile
from newscrawl.store.reader.days import Day
from newscrawl.store.reader.operation import Operation
from newscrawl.store.reader.reader import Reader
from newscrawl.store.reader.sites import Refusal, SiteState

__all__ = ["Day", "Operation", "Profile", "Reader", "Refusal", "SiteState"]
