"""The store: the only place that knows SQLAlchemy. `Store(url)` is all that others need."""

from newscrawl.store.judge import Outcome
from newscrawl.store.runs import Ending, EndStatus, Run
from newscrawl.store.save import SaveResult
from newscrawl.store.store import DEFAULT_URL, Store, Transaction
from newscrawl.store.write import withdraw

__all__ = [
    "DEFAULT_URL",
    "EndStatus",
    "Ending",
    "Outcome",
    "Run",
    "SaveResult",
    "Store",
    "Transaction",
    "withdraw",
]
