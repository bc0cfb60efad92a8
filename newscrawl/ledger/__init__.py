"""The ledger: every address of a site, its state and its next visit, kept in the store's own transactions."""

from newscrawl.ledger.frontier import ASK, SHARED, WINDOW, Delta, Frontier
from newscrawl.ledger.journal import Journal
from newscrawl.ledger.ledger import Committed, begin, commit, recover
from newscrawl.ledger.states import MISSING_STATUSES
from newscrawl.ledger.visits import Came, Found, Lease, Visit, key_of

__all__ = [
    "ASK", "MISSING_STATUSES", "SHARED", "WINDOW", "Came", "Committed", "Delta", "Found", "Frontier",
    "Journal", "Lease", "Visit", "begin", "commit", "key_of", "recover",
]  # fmt: skip
