"""The issues of e-papers and their editions: what was read, and what is missing.

A row is written once for each day and each edition, however often they are read: a crawl stored twice adds
none. What was read stays read; what was missing is mended by the crawl that finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, cast

from sqlalchemy import Connection, delete, exists, func, or_, select

from newscrawl.grammar.editions import missing_numbers
from newscrawl.model import Leaf
from newscrawl.store.models import ArticleRow, EditionRow, IssueRow, PlacedRow, RunRow, SiteRow
from newscrawl.store.models.articles import ADDRESS
from newscrawl.store.queries import AnyRow, Query
from newscrawl.store.rows import Row
from newscrawl.store.runs import Running
from newscrawl.store.upsert import chunks, insert, table_of, upsert

MOST = 500
"""How many editions of an issue are kept; the thickest papers have two hundred."""

CHUNK = 500

_ISSUES, _EDITIONS = table_of(IssueRow), table_of(EditionRow)

Said = tuple[str | None, str | None, str]
"""Number, name, state."""

EditionState = Literal["read", "named", "missing"]

NAMELESS: Said = (None, None, "read")


@dataclass(frozen=True, slots=True)
class Printed:
    """One edition: `read`, `named` and not read, or `missing`: a number that the others pass over.

    `articles`: how many of it are stored.
    """

    number: str | None
    name: str | None
    url: str | None
    state: EditionState
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue with its editions; `missing`: none of it could be read.

    `listed`: whether the paper's calendar names the day, None where no calendar was read. `run` read it last,
    or asked for it.
    """

    site: str
    day: date
    state: Literal["read", "missing"]
    listed: bool | None
    first_seen: datetime
    last_seen: datetime
    run: str
    editions: tuple[Printed, ...]

    @property
    def lacks(self) -> tuple[Printed, ...]:
        """The editions that were not read."""
        return tuple(each for each in self.editions if each.state != "read")


def file(connection: Connection, running: Running, leaves: Iterable[Leaf], now: datetime) -> None:
    """Write what pages of editions say of their issues."""
    by_day: dict[date, list[Leaf]] = {}
    for leaf in leaves:
        if len(leaf.url) <= ADDRESS:
            by_day.setdefault(leaf.day, []).append(leaf)
    if not by_day:
        return
    _meet(connection, running, "read", dict.fromkeys(by_day), now)
    chosen = select(IssueRow.id, IssueRow.day).where(IssueRow.site_id == running.site_id)
    for days in chunks(by_day, CHUNK):
        for issue, day in connection.execute(chosen.where(IssueRow.day.in_(days))).all():
            _print(connection, issue, by_day[day])


def place(connection: Connection, running: Running, articles: Iterable[tuple[str, date, str]]) -> None:
    """Note in which edition of their issue articles stand; not where two are called alike, or none."""
    asked = {article: (day, name) for article, day, name in articles}
    if not asked:
        return
    days, names = zip(*set(asked.values()), strict=True)
    chosen = (
        select(IssueRow.day, EditionRow.name, func.min(EditionRow.id))
        .join(EditionRow, EditionRow.issue_id == IssueRow.id)
        .where(IssueRow.site_id == running.site_id, IssueRow.day.in_(days), EditionRow.name.in_(names))
        .group_by(IssueRow.day, EditionRow.name)
        .having(func.count() == 1)
    )
    editions = {(day, name): edition for day, name, edition in connection.execute(chosen)}
    known = select(ArticleRow.id, ArticleRow.key).where(ArticleRow.key.in_(asked))
    rows = [
        {"article_id": id, "edition_id": editions[asked[key]]}
        for id, key in connection.execute(known)
        if asked[key] in editions
    ]
    upsert(connection, PlacedRow, rows, ["article_id"])


def miss(connection: Connection, running: Running, asked: Mapping[date, bool | None], now: datetime) -> None:
    """Note that the run has looked for the issues of these days, and for each whether a calendar names it.

    Those of which nothing has been read, now or before, are missing.
    """
    _meet(connection, running, "missing", asked, now)


def merged(known: Mapping[str, Said], leaves: Iterable[Leaf]) -> dict[str, Said]:
    """The editions of an issue by their addresses, once `leaves` have been read too."""
    found = dict(known)
    for leaf in leaves:
        for edition in leaf.named:
            if edition.url in found or len(found) < MOST:
                state = found[edition.url][2] if edition.url in found else "named"
                found[edition.url] = edition.number, edition.name, state
        if leaf.url in found or len(found) < MOST:
            found[leaf.url] = *found.get(leaf.url, NAMELESS)[:2], "read"
    return found


def issues(
    connection: Connection,
    site: str | None,
    since: date | None,
    until: date | None,
    missing: bool,
    run: str | None,
    limit: int,
) -> list[Issue]:
    """The last `limit` issues of a site (None: of all) in these days, both included, newest first.

    `missing`: only those that were not read, or of which an edition was not. `run`: only those that this run
    was the last to read, or to ask for.
    """
    chosen = _issues().order_by(IssueRow.day.desc(), SiteRow.key).limit(limit)
    if site is not None:
        chosen = chosen.where(SiteRow.key == site)
    if since is not None:
        chosen = chosen.where(IssueRow.day >= since)
    if until is not None:
        chosen = chosen.where(IssueRow.day <= until)
    if run is not None:
        chosen = chosen.where(RunRow.key == run)
    if missing:
        lacking = exists().where(EditionRow.issue_id == IssueRow.id, EditionRow.state != "read")
        chosen = chosen.where(or_(IssueRow.state == "missing", lacking))
    rows = connection.execute(chosen).all()
    editions = _editions(connection, [row[0] for row in rows])
    return [_issue(row, editions.get(row[0], ())) for row in rows]


def _meet(
    connection: Connection,
    running: Running,
    state: str,
    days: Mapping[date, bool | None],
    now: datetime,
) -> None:
    """Write the issues of `days`, for each whether it is listed; one that was read stays so."""
    statement = insert(connection, _ISSUES)
    said = statement.excluded
    again = {"last_seen": said.last_seen, "run_id": said.run_id}
    again |= {"state": said.state} if state == "read" else {"listed": said.listed}
    rows = [
        {
            "site_id": running.site_id,
            "day": day,
            "state": state,
            "listed": listed,
            "first_seen": now,
            "last_seen": now,
            "run_id": running.id,
        }
        for day, listed in days.items()
    ]
    if rows:
        connection.execute(
            statement.on_conflict_do_update(index_elements=["site_id", "day"], set_=again), rows
        )


def _print(connection: Connection, issue: int, leaves: Iterable[Leaf]) -> None:
    """Write the editions of one issue, and what its numbering now passes over."""
    chosen = select(EditionRow.url, EditionRow.number, EditionRow.name, EditionRow.state)
    known: dict[str, Said] = {}
    gaps: set[str] = set()
    for url, number, name, state in connection.execute(chosen.where(EditionRow.issue_id == issue)):
        if url is not None:
            known[url] = number, name, state
        elif number is not None:
            gaps.add(number)
    found = merged(known, leaves)
    rows = [_row(issue, url, said) for url, said in found.items() if known.get(url) != said]
    upsert(connection, EditionRow, rows, ["issue_id", "url"])
    passed_over = set(missing_numbers(number for number, _, _ in found.values() if number))
    if mended := gaps - passed_over:
        missing = (_EDITIONS.c.issue_id == issue) & _EDITIONS.c.url.is_(None)
        connection.execute(delete(_EDITIONS).where(missing, _EDITIONS.c.number.in_(mended)))
    if fresh := sorted(passed_over - gaps):
        rows = [_row(issue, None, (number, None, "missing")) for number in fresh]
        connection.execute(insert(connection, _EDITIONS), rows)


def _row(issue: int, url: str | None, said: Said) -> Row:
    return {"issue_id": issue, "url": url, **dict(zip(("number", "name", "state"), said, strict=True))}


def _issues() -> Query:
    row = IssueRow
    return (
        select(
            row.id, SiteRow.key, row.day, row.state, row.listed, row.first_seen, row.last_seen,
            RunRow.key.label("run"),
        )
        .join(SiteRow, SiteRow.id == row.site_id)
        .join(RunRow, RunRow.id == row.run_id)
    )  # fmt: skip


def _issue(row: AnyRow, editions: Sequence[Printed]) -> Issue:
    _, site, day, state, listed, first, last, run = row
    return Issue(site, day, state, listed, first, last, run, tuple(editions))


def _editions(connection: Connection, issues: Iterable[int]) -> dict[int, list[Printed]]:
    """The editions of each issue, by their numbers as far as they have any, then as they were found."""
    row = EditionRow
    found: dict[int, list[Printed]] = {}
    for ids in chunks(issues, CHUNK):
        articles = select(func.count()).where(PlacedRow.edition_id == row.id).scalar_subquery()
        chosen = select(row.issue_id, row.number, row.name, row.url, row.state, articles)
        for issue, number, name, url, state, count in connection.execute(
            chosen.where(row.issue_id.in_(ids)).order_by(row.number.is_(None), row.number, row.id)
        ):
            found.setdefault(issue, []).append(Printed(number, name, url, cast(EditionState, state), count))
    return found
