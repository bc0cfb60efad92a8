"""What a relay reads and writes: the changes that a target has not confirmed, position, dead letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType

from sqlalchemy import Connection, Engine, delete, exists, func, select, update

from newscrawl.errors import UsageError
from newscrawl.model.line import DataLine, Tombstone, grave, line_of
from newscrawl.store import changes, cursors, read
from newscrawl.store.changes import Change
from newscrawl.store.engine import reading, writing
from newscrawl.store.locks import Lock, take
from newscrawl.store.models import ArticleRow, ChangeRow, DeadLetterRow, QuarantineRow, SiteRow, TargetRow
from newscrawl.store.queries import AnyRow
from newscrawl.store.upsert import table_of, upsert

CUT = 1000
"""Characters of a reason that are kept."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An event that a target would not take. `id` numbers those of the database; None before it is kept."""

    id: int | None
    seq: int
    event: str
    article: str
    version: int
    kind: str
    body: bytes
    reason: str
    attempts: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TargetState:
    """How far a target has come: `waiting` changes are behind `position`; `dead` letters are kept for it."""

    name: str
    url: str
    position: int
    waiting: int
    sent: int
    dead: int
    updated: datetime
    failure: str | None


@dataclass(frozen=True, slots=True)
class Pending:
    """The next changes with their lines (a record at the change's version, or a tombstone).

    `upto`: the last change that was looked at, None if there is none; some are not for others to see.
    """

    changes: Sequence[tuple[Change, DataLine]]
    upto: int | None


class Outbox:
    """The log of changes as one target sees it; opened by `Store.outbox`, one process at a time."""

    def __init__(self, engine: Engine, name: str, url: str, from_now: bool) -> None:
        """Raises: LockHeld while another relay serves the target; StorageError."""
        self._engine, self._name = engine, name
        self._lock: Lock = take(engine, f"publish {name}")
        try:
            with writing(engine) as connection:
                self._id, self._position = _begin(connection, name, url, from_now)
                self.source = f"urn:newscrawl:log:{cursors.identity(connection)}"
        except BaseException:
            self._lock.release()
            raise

    def pending(self, limit: int) -> Pending:
        """Up to `limit` changes behind the position, in order."""
        with reading(self._engine) as connection:
            found = changes.after(connection, self._position, limit)
            if not found:
                return Pending((), None)
            return Pending(_with_lines(connection, found), found[-1].seq)

    def advance(self, seq: int, sent: int) -> None:
        """The target has confirmed `sent` events, and all changes up to `seq`."""
        with writing(self._engine) as connection:
            self._advance(connection, seq, sent)
        self._position = max(self._position, seq)

    def failed(self, why: str) -> None:
        """The target could not be reached."""
        with writing(self._engine) as connection:
            connection.execute(
                update(TargetRow)
                .where(TargetRow.id == self._id)
                .values(failure=why[:CUT], updated=datetime.now(UTC))
            )

    def bury(self, letter: DeadLetter) -> None:
        """Keep an event that the target would not take, and go on behind it."""
        row = {
            "target_id": self._id, "seq": letter.seq, "event": letter.event, "article": letter.article,
            "version": letter.version, "kind": letter.kind, "body": letter.body,
            "reason": letter.reason[:CUT], "attempts": letter.attempts, "at": datetime.now(UTC),
        }  # fmt: skip
        with writing(self._engine) as connection:
            upsert(connection, DeadLetterRow, [row], ["target_id", "event"])
            self._advance(connection, letter.seq, 0)
        self._position = max(self._position, letter.seq)

    def unbury(self, letter: DeadLetter) -> None:
        """The target has taken a dead letter after all."""
        with writing(self._engine) as connection:
            connection.execute(delete(DeadLetterRow).where(DeadLetterRow.id == letter.id))
            self._advance(connection, 0, 1)

    def close(self) -> None:
        """Let another relay serve the target."""
        self._lock.release()

    def __enter__(self) -> Outbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def _advance(self, connection: Connection, seq: int, sent: int) -> None:
        values = {"sent": TargetRow.sent + sent, "updated": datetime.now(UTC), "failure": None}
        if seq > self._position:
            values["position"] = seq
        connection.execute(update(TargetRow).where(TargetRow.id == self._id).values(**values))


def states(connection: Connection) -> list[TargetState]:
    """All targets, by name."""
    waiting = select(func.count()).where(ChangeRow.seq > TargetRow.position).scalar_subquery()
    dead = select(func.count()).where(DeadLetterRow.target_id == TargetRow.id).scalar_subquery()
    chosen = select(
        TargetRow.name, TargetRow.url, TargetRow.position, waiting, TargetRow.sent, dead, TargetRow.updated,
        TargetRow.failure,
    )  # fmt: skip
    return [TargetState(*row) for row in connection.execute(chosen.order_by(TargetRow.name))]


def dead_letters(connection: Connection, name: str, limit: int) -> list[DeadLetter]:
    """The dead letters of a target, oldest first. Raises UsageError if there is no such target."""
    target = connection.scalar(select(TargetRow.id).where(TargetRow.name == name))
    if target is None:
        raise UsageError(f"no target {name!r}; `newscrawl publish status` lists them")
    columns = [column for column in table_of(DeadLetterRow).c if column.key != "target_id"]
    chosen = select(*columns).where(DeadLetterRow.target_id == target)
    rows = connection.execute(chosen.order_by(DeadLetterRow.seq, DeadLetterRow.id).limit(limit)).mappings()
    return [DeadLetter(**row) for row in rows]


def _begin(connection: Connection, name: str, url: str, from_now: bool) -> tuple[int, int]:
    """Row id and position of a target; a new one begins at the first change, or behind the last one."""
    found = connection.execute(select(TargetRow.id, TargetRow.position).where(TargetRow.name == name)).first()
    if found is not None:
        return found.id, found.position
    position = changes.last(connection) if from_now else 0
    row = {"name": name, "url": url, "position": position, "sent": 0, "updated": datetime.now(UTC)}
    upsert(connection, TargetRow, [row], ["name"])
    id = connection.scalars(select(TargetRow.id).where(TargetRow.name == name)).one()
    return id, position


def _with_lines(connection: Connection, found: Iterable[Change]) -> list[tuple[Change, DataLine]]:
    """The changes that others may see, each with its line."""
    told = list(found)
    heads = _heads(connection, {change.id for change in told})
    hidden = {key for key, head in heads.items() if head.quarantined}
    wanted = {
        (change.id, change.version)
        for change in told
        if change.kind not in ("withdrawn", "quarantined") and change.id not in hidden
    }
    records = read.at_versions(connection, wanted)
    lines: list[tuple[Change, DataLine]] = []
    for change in told:
        head = heads[change.id]
        if change.kind == "withdrawn" or change.kind == "quarantined":
            lines.append(
                (change, grave(Tombstone(change.id, change.version, head.url, head.site, change.kind)))
            )
        elif change.id not in hidden:
            record = records[change.id, change.version]
            told_as = replace(record, status="live" if change.version == 1 else "changed")
            lines.append((change, line_of(told_as)))
    return lines


def _heads(connection: Connection, keys: Iterable[str]) -> dict[str, AnyRow]:
    """Address, site, and whether it is quarantined now, of each article."""
    quarantined = exists().where(QuarantineRow.article_id == ArticleRow.id)
    chosen = (
        select(ArticleRow.key, ArticleRow.url, SiteRow.key.label("site"), quarantined.label("quarantined"))
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .where(ArticleRow.key.in_(set(keys)))
    )
    return {row.key: row for row in connection.execute(chosen)}
