"""The store: the only place that knows SQLAlchemy. `Store(url)` is all that others need."""

from newscrawl.store.changes import Change
from newscrawl.store.checks import UNSTORABLE
from newscrawl.store.health import Incident, Trouble
from newscrawl.store.history import Fetch, FieldChange, History, Seen
from newscrawl.store.judge import Outcome
from newscrawl.store.outbox import DeadLetter, Outbox, Pending, TargetState
from newscrawl.store.papers import Issue, Printed
from newscrawl.store.partitions import Range, partition
from newscrawl.store.quarantine import KeptBack
from newscrawl.store.read import Slice
from newscrawl.store.rejects import Waiting
from newscrawl.store.reprints import Story, Telling
from newscrawl.store.runs import Ending, EndStatus, Run
from newscrawl.store.save import SaveResult
from newscrawl.store.schema import State, bring_up, state_of
from newscrawl.store.search import Found, Hit
from newscrawl.store.selection import Selection
from newscrawl.store.snapshot import Snapshot
from newscrawl.store.store import DEFAULT_URL, Store
from newscrawl.store.transaction import Transaction

__all__ = [
    "DEFAULT_URL",
    "UNSTORABLE",
    "Change",
    "DeadLetter",
    "EndStatus",
    "Ending",
    "Fetch",
    "FieldChange",
    "Found",
    "History",
    "Hit",
    "Incident",
    "Issue",
    "KeptBack",
    "Outbox",
    "Outcome",
    "Pending",
    "Printed",
    "Range",
    "Run",
    "SaveResult",
    "Seen",
    "Selection",
    "Slice",
    "Snapshot",
    "State",
    "Store",
    "Story",
    "TargetState",
    "Telling",
    "Transaction",
    "Trouble",
    "Waiting",
    "bring_up",
    "partition",
    "state_of",
]
