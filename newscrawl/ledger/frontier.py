"""The ledger as a running crawl sees it: a window of leases ahead, and what has not been written behind."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from newscrawl.ledger.journal import Note
from newscrawl.ledger.visits import ARTICLE, Found, Lease, Visit
from newscrawl.model import Leaf, Record, Reject

Item = Record | Reject

WINDOW = 1000
"""How many leases are held: the rest of the queue stays in the database, however long it is."""

SHARED = 16
"""How many where several workers share a site: none is to take what others could do."""

ASK = 1.0
"""Seconds after which it is asked again whether other workers have left something."""

VISITS = 128
LINKS = 2000
"""How many visits and links are held back before they are written: beyond, nothing is handed out."""


@dataclass(frozen=True, slots=True)
class Delta:
    """What one transaction writes: items with the visits they came from, other visits, links, and what was
    read of e-papers.

    `want` is how many leases it takes in exchange; `over` says that the run ends and gives all leases back.
    """

    items: Sequence[tuple[Item, Visit | None]] = ()
    visits: Sequence[Visit] = ()
    found: Sequence[Found] = ()
    want: int = 0
    over: bool = False
    leaves: Sequence[Leaf] = ()

    def __bool__(self) -> bool:
        return bool(self.items or self.visits or self.found or self.want or self.over or self.leaves)


def _nothing() -> None:
    """A crawl without a ledger, as in `scrapy shell`."""


def _forgotten(note: Note) -> None:
    """Likewise."""


@dataclass(slots=True)
class Frontier:
    """Hands out leases, and collects what came of them until it is written.

    `limit` bounds the articles handed out, `window` the leases held. `write_now` and `write_soon` ask for a
    transaction, `note` keeps what waits for one where a kill does not reach it, `filled` is told that there
    may be something to hand out, or that nothing is left.
    """

    limit: int | None = None
    write_now: Callable[[], None] = _nothing
    write_soon: Callable[[], None] = _nothing
    note: Callable[[Note], None] = _forgotten
    filled: Callable[[], None] = _nothing
    window: int = WINDOW
    handed: int = 0
    _articles: int = 0
    _window: list[tuple[int, int, Lease]] = field(default_factory=list)
    _more: int = 0
    _others: bool = False
    _asked: float = 0.0
    _writing: bool = False
    _in_writing: int = 0
    _found: dict[tuple[str, str], Found] = field(default_factory=dict)
    _unnoted: list[Found] = field(default_factory=list)
    _leaves: list[Leaf] = field(default_factory=list)
    _unnoted_leaves: list[Leaf] = field(default_factory=list)
    _visits: list[Visit] = field(default_factory=list)
    _expected: dict[str, Visit] = field(default_factory=dict)

    def add(self, found: Found) -> None:
        """A link of a page that was read."""
        known = self._found.get((found.key, found.url))
        if known is None or found.start or found.priority > known.priority:
            self._found[found.key, found.url] = found
            self._unnoted.append(found)
        if len(self._found) >= LINKS:
            self.write_now()

    def turn(self, leaf: Leaf) -> None:
        """What the page of an edition says of its issue, before the visit to it is over."""
        self._leaves.append(leaf)
        self._unnoted_leaves.append(leaf)

    def next(self) -> Lease | None:
        """What to visit next, the highest priority first; None if nothing is at hand."""
        if self._limited:
            return None
        if len(self._visits) + len(self._expected) + self._in_writing >= VISITS:
            # The database is slower than the site.
            self.write_now()
            return None
        if len(self._window) < self.window // 2 and (
            self._more or (not self._window and bool(self._found or self._visits or self._must_ask))
        ):
            self.write_now()
        if not self._window:
            return None
        lease = heapq.heappop(self._window)[2]
        self.handed += 1
        self._articles += lease.kind == ARTICLE
        return lease

    def finish(self, visit: Visit) -> None:
        """A visit that yields no item is over."""
        self._visits.append(visit)
        self._note(visit)
        if len(self._visits) >= VISITS:
            self.write_now()
        else:
            self.write_soon()

    def expect(self, url: str, visit: Visit) -> None:
        """A visit yields the item of this address; it is over when that is written."""
        self._expected[url] = visit

    def collect(self, item: Item) -> None:
        """An item has come that will be written, with the visit that yields it and the links of its page."""
        self._note(self._expected.get(item.url or ""), item)

    def take(self, items: Iterable[Item], over: bool = False) -> Delta:
        """Everything that is to be written now, `items` with the visits they came from.

        If there is anything, `refill` tells that it has been written.
        """
        if over:
            self._window.clear()
        if self._unnoted or self._unnoted_leaves:
            # Their page may be noted in the next journal alone, and this transaction not written.
            self._note(None)
        pairs = [(item, self._expected.pop(item.url or "", None)) for item in items]
        room = self.window - len(self._window)
        # Without a queue, what the links of this transaction add is all that there can be.
        hopeful = self._more or self._others or self._found or self._visits or pairs
        wanted = room if room > self.window // 2 and hopeful else 0
        self._in_writing = len(self._visits) + sum(visit is not None for _, visit in pairs)
        found = list(self._found.values())
        delta = Delta(pairs, self._visits, found, 0 if over else wanted, over, self._leaves)
        self._visits, self._found, self._unnoted = [], {}, []
        self._leaves, self._unnoted_leaves = [], []
        self._writing = bool(delta)
        return delta

    def refill(self, leases: Iterable[Lease], more: int, others: bool = False) -> None:
        """Leases of a transaction; `more`: how many others are queued, `others`: other workers have some."""
        for lease in leases:
            heapq.heappush(self._window, (-lease.priority, lease.id, lease))
        self._more, self._writing, self._in_writing = more, False, 0
        self._others, self._asked = others, monotonic()
        self.filled()

    @property
    def queued(self) -> int:
        """How many pages wait to be visited, as far as they are counted."""
        return len(self._window) + self._more

    @property
    def pending(self) -> bool:
        """Whether there is, or may still turn up, something to hand out."""
        waits = self._window or self._more or self._others or self._writing or self._unwritten
        return not self._limited and bool(waits)

    @property
    def _must_ask(self) -> bool:
        return self._others and not self._writing and monotonic() - self._asked > ASK

    def _note(self, visit: Visit | None, item: Item | None = None) -> None:
        record, reject = (item, None) if isinstance(item, Record) else (None, item)
        self.note(Note(self._unnoted, visit, record, reject, self._unnoted_leaves))
        self._unnoted, self._unnoted_leaves = [], []

    @property
    def _limited(self) -> bool:
        return self.limit is not None and self._articles >= self.limit

    @property
    def _unwritten(self) -> bool:
        """Links, and visits that may have put another address of their article into the queue."""
        return bool(self._found or self._visits or self._expected)
