"""Links into the ledger: each page once, with all the addresses of an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from newscrawl.ledger.visits import Found
from newscrawl.store.checks import printable
from newscrawl.store.models import AddressRow
from newscrawl.store.upsert import table_of

OTHERS = 4
"""How many further addresses of an article are kept; generated ones would be endless."""

CHUNK = 500

_TABLE = table_of(AddressRow)


def note(connection: Connection, site: int, found: Sequence[Found], since: datetime, now: datetime) -> None:
    """Queue what is new, and start pages not read since `since`; keep further addresses of articles.

    What is queued moves up where a better page names it.
    """
    known = {row.key: row for row in _known(connection, site, sorted({link.key for link in found}))}
    rows: dict[str, dict[str, Any]] = {}
    others: dict[str, list[str]] = {}
    again: list[int] = []
    raised: dict[int, int] = {}
    for link in found:
        row = known.get(link.key)
        if row is None and link.key not in rows:
            rows[link.key] = _row(link, site, now)
            continue
        if row is None:
            rows[link.key]["priority"] = max(link.priority, rows[link.key]["priority"])
        if link.start and row is not None and row.state != "leased" and _is_due(row, since):
            again.append(row.id)
        elif row is not None and row.state == "queued" and link.priority > row.priority:
            raised[row.id] = link.priority
        if link.numbered:
            _add_other(others, link, row.url if row else rows[link.key]["url"], row.others if row else None)
    for key, urls in others.items():
        if key in rows:
            rows[key]["others"] = urls
    _update(connection, "others", {known[key].id: urls for key, urls in others.items() if key in known})
    if rows:
        connection.execute(insert(_TABLE), list(rows.values()))
    _update(connection, "priority", raised)
    if again:
        connection.execute(update(_TABLE).where(_TABLE.c.id.in_(again)).values(state="queued"))


def _known(connection: Connection, site: int, keys: Sequence[str]) -> Iterator[Any]:
    columns = (_TABLE.c[name] for name in ("id", "key", "url", "others", "state", "visited", "priority"))
    chosen = select(*columns).where(_TABLE.c.site_id == site)
    for start in range(0, len(keys), CHUNK):
        yield from connection.execute(chosen.where(_TABLE.c.key.in_(keys[start : start + CHUNK])))


def _is_due(row: Any, since: datetime) -> bool:
    return row.visited is None or row.visited < since or row.state in ("rejected", "gone")


def _add_other(others: dict[str, list[str]], link: Found, url: str, stored: list[str] | None) -> None:
    """Note the address of `link` if it is neither the one that is asked, `url`, nor known."""
    urls = others.get(link.key) or list(stored or ())
    if link.url != url and link.url not in urls and len(urls) < OTHERS:
        others[link.key] = [*urls, link.url]


def _update(connection: Connection, name: str, values: Mapping[int, Any]) -> None:
    if values:
        statement = update(_TABLE).where(_TABLE.c.id == bindparam("its_id"))
        rows = [{"its_id": id, "its_value": value} for id, value in values.items()]
        connection.execute(statement.values({name: bindparam("its_value")}), rows)


def _row(link: Found, site: int, now: datetime) -> dict[str, Any]:
    return {
        "site_id": site,
        "key": link.key,
        "kind": link.kind,
        "url": link.url,
        "others": None,
        "text": printable(link.text) or None,
        "date": printable(link.date),
        "parent": link.parent,
        "depth": link.depth,
        "priority": link.priority,
        "state": "queued",
        "attempts": 0,
        "visits": 0,
        "changes": 0,
        "found": now,
    }
