"""The fetches that told something: what a page answered when it was not as it had been before."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Integer
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.base import Base, filled, one_of

Told = Literal["new", "changed", "alias", "rejected", "missing", "moved", "failed", "withdrawn", "restored"]

LARGE = BigInteger().with_variant(Integer, "sqlite")


class FetchRow(Base):
    """One answer of an address; those that told nothing new are only counted, in the address and its run.

    `new` and `changed`: it brought `version` of the article. `alias`: the article has this address too.
    `rejected`: no record. `missing` (404, 410), `moved` (redirected to what is no page of it) and `failed`
    (any other answer, or none): the first of such, or with another status. `withdrawn`: from now on the page
    counts as gone. `restored`: it is there again, as it was.

    `size` is in bytes and `digest` of them, as received; `elapsed` ms passed until the answer began. The
    record of the answer begins at byte `start` of the WARC file `file` in the site's folder of the archive.
    All are NULL where there is no such thing.
    """

    __tablename__ = "fetches"
    __table_args__ = (
        ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.number"]),
        one_of("outcome", *get_args(Told)),
        CheckConstraint("(version IS NOT NULL) = (outcome IN ('new', 'changed'))", name="version_brought"),
        CheckConstraint("version IS NULL OR article_id IS NOT NULL", name="version_of_article"),
        CheckConstraint("size >= 0 AND elapsed >= 0 AND start >= 0", name="counts"),
        CheckConstraint("(file IS NULL) = (start IS NULL)", name="archived_whole"),
        filled("digest", 64),
        filled("file", 255),
        {"sqlite_with_rowid": False},
    )

    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    outcome: Mapped[str]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), index=True)
    version: Mapped[int | None]
    status: Mapped[int | None]
    size: Mapped[int | None]
    digest: Mapped[str | None]
    elapsed: Mapped[int | None]
    file: Mapped[str | None]
    start: Mapped[int | None] = mapped_column(LARGE)
