"""The log of changes: what an export, a publisher or a feed follows by the number it has read up to.

A change is written in the transaction that makes it, so there is none without the other. Whoever has seen
number N never finds a smaller one later: SQLite lets one transaction write at a time, and in PostgreSQL
numbers are given out at the end of a transaction, under a lock that is held until it is committed. Numbers
are left out where a transaction came to nothing.

A fetch that finds an article as it was is no change, although `fetched_at` moves on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import Connection, func, select

from newscrawl.errors import UsageError
from newscrawl.store.bulk import put
from newscrawl.store.engine import alone
from newscrawl.store.models import ArticleRow, ChangeRow, RunRow
from newscrawl.store.models.changes import ChangeKind

COLUMNS = ("article_id", "version", "kind", "at", "run_id")
NUMBERING = 0x6E756D62
"""The PostgreSQL advisory lock under which numbers are given out."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its number, the record's id, the article's version after it, and what happened.

    `new` and `changed`: there is a new version. `withdrawn`: the page is gone; `restored`: it is there again.
    `regrouped`: `story` or `reprint_of` differs. `relabelled`: `source.outlet` has been learned.
    `quarantined`: the article is kept back from now on; `released`: no more. `run` is None where no crawl
    did it.
    """

    seq: int
    id: str
    version: int
    kind: ChangeKind
    at: datetime
    run: str | None


@dataclass(slots=True)
class Log:
    """What one transaction changes; written at its end."""

    run: int | None = None
    _rows: dict[tuple[int, int, ChangeKind], None] = field(default_factory=dict)

    def note(self, article: int, version: int, kind: ChangeKind) -> None:
        """Article row `article`, now at `version`, has changed."""
        self._rows[article, version, kind] = None

    def note_all(self, articles: Iterable[tuple[int, int]], kind: ChangeKind) -> None:
        """As `note`, for pairs of row id and version."""
        for article, version in articles:
            self.note(article, version, kind)

    def absorb(self, other: Log) -> None:
        """Take over what a part of the transaction has noted."""
        self._rows |= other._rows

    def write(self, connection: Connection) -> None:
        """Number the changes. Nothing else may be written before the transaction ends: others wait."""
        told = {article for article, _, kind in self._rows if kind != "regrouped"}
        now = datetime.now(UTC)
        rows = [
            (article, version, kind, now, self.run)
            for article, version, kind in self._rows
            # Whoever reads the article anew, reads its story too.
            if kind != "regrouped" or article not in told
        ]
        if not rows:
            return
        alone(connection, NUMBERING)
        put(connection, ChangeRow, COLUMNS, rows)


def after(connection: Connection, cursor: int, limit: int) -> list[Change]:
    """The first `limit` changes with a number above `cursor`, in order.

    Raises UsageError for a cursor that this log has never given out.
    """
    chosen = (
        select(
            ChangeRow.seq,
            ArticleRow.key,
            ChangeRow.version,
            ChangeRow.kind,
            ChangeRow.at,
            RunRow.key.label("run"),
        )
        .join(ArticleRow, ArticleRow.id == ChangeRow.article_id)
        .outerjoin(RunRow, RunRow.id == ChangeRow.run_id)
        .where(ChangeRow.seq > cursor)
        .order_by(ChangeRow.seq)
        .limit(limit)
    )
    found = [
        Change(seq, key, version, cast(ChangeKind, kind), at, run)
        for seq, key, version, kind, at, run in connection.execute(chosen)
    ]
    if not found and cursor > (newest := last(connection)):
        raise UsageError(
            f"change {cursor} is beyond the last one, {newest}: that cursor is of another database, or of a "
            "later state of this one; begin again from 0"
        )
    return found


def last(connection: Connection) -> int:
    """The number of the last change; 0 where there is none."""
    return connection.scalar(select(func.max(ChangeRow.seq))) or 0
