"""Where the crawl goes: every address of a site, what became of it, and when it is due again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.articles import ADDRESS
from newscrawl.store.models.base import Base, filled, one_of


class AddressRow(Base):
    """One page of one site as the ledger knows it: a list, a feed, or an article with all of its addresses.

    `key` is a digest of what makes the page the same page: the number that the site gives the article, else
    its canonical address. `url` is the address that is asked, `others` are further ones that were linked.
    `text` and `date` are what the list said. `attempts` counts failures in a row, `digest` is that of the
    bytes last read, `article` the id of the record that they gave. `leased_by` is the row id of the run
    that last leased it: not a link, for runs may be forgotten. `visited`, `changed` and `due`: when it
    was last read, when it last differed, and from when on it is asked again (NULL: no more).

    Further pages of a story have no rows: they are fetched anew with its first page.
    """

    __tablename__ = "addresses"
    __table_args__ = (
        UniqueConstraint("site_id", "key"),
        Index("ix_addresses_frontier", "site_id", "state", "priority", "id"),
        filled("kind", 20),
        one_of("state", "queued", "leased", "stored", "rejected", "gone"),
        filled("url", ADDRESS),
        filled("article", 64),
        CheckConstraint("length(key) = 32", name="key_digest"),
        CheckConstraint("attempts >= 0 AND visits >= changes", name="counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    key: Mapped[str]
    kind: Mapped[str]
    url: Mapped[str]
    others: Mapped[list[Any] | None]
    text: Mapped[str | None]
    date: Mapped[str | None]
    parent: Mapped[int | None] = mapped_column(ForeignKey("addresses.id"))
    depth: Mapped[int]
    priority: Mapped[int]
    state: Mapped[str]
    attempts: Mapped[int]
    status: Mapped[int | None]
    etag: Mapped[str | None]
    modified: Mapped[str | None]
    digest: Mapped[str | None]
    article: Mapped[str | None]
    visits: Mapped[int]
    changes: Mapped[int]
    found: Mapped[datetime]
    visited: Mapped[datetime | None]
    changed: Mapped[datetime | None]
    due: Mapped[datetime | None]
    leased_by: Mapped[int | None]
