"""What an article said, as first seen and after each change. A version is written once and never edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.model import Record, Region
from newscrawl.store.models.base import Base, allowed, filled, one_of

# A text longer than this is no news story but a dump: 5 million characters are fifty books.
BODY = 5_000_000

# A CHECK lets NULL pass, so the second half must name every column.
PRECISION = (
    "(published_at IS NULL AND published_precision IS NULL AND published_basis IS NULL)"
    " OR (published_at IS NOT NULL AND published_precision IS NOT NULL AND published_basis IS NOT NULL"
    " AND length(published_at) ="
    " CASE published_precision WHEN 'day' THEN 10 WHEN 'minute' THEN 22 ELSE 25 END)"
)


class VersionRow(Base):
    """One wording of an article, numbered from 1; `run_id` and `seen_at` say when it was first met.

    `facts` is the digest of all that counts as a change. `removed` and `provenance` are its evidence, NULL
    where none came with the record.
    """

    __tablename__ = "versions"
    __table_args__ = (
        one_of("published_precision", *allowed(Record, "published_precision")),
        one_of("published_basis", *allowed(Record, "published_basis")),
        CheckConstraint(PRECISION, name="published_cut_at_precision"),
        CheckConstraint("number >= 1", name="number_counts"),
        CheckConstraint("characters >= 0", name="characters_count"),
        filled("body", BODY),
        CheckConstraint("length(dateline_date) = 10", name="dateline_day"),
        CheckConstraint("length(facts) = 32", name="facts_digest"),
        filled("content_hash", 64),
        filled("title", 1000),
        filled("kicker", 1000),
        filled("subtitle", 2000),
        filled("modified_at", 35),
        filled("source_displayed", 500),
        filled("source_url", 4000),
        filled("dateline_place", 255),
        filled("dateline_agency", 255),
        filled("language", 35),
        filled("extractor", 100),
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    seen_at: Mapped[datetime]
    facts: Mapped[str]
    content_hash: Mapped[str] = mapped_column(index=True)
    title: Mapped[str | None]
    kicker: Mapped[str | None]
    subtitle: Mapped[str | None]
    published_at: Mapped[str | None] = mapped_column(index=True)
    published_precision: Mapped[str | None]
    published_basis: Mapped[str | None]
    modified_at: Mapped[str | None]
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlets.id"), index=True)
    source_displayed: Mapped[str | None]
    source_url: Mapped[str | None]
    source_chain: Mapped[list[Any]]
    dateline_place: Mapped[str | None]
    dateline_date: Mapped[str | None]
    dateline_agency: Mapped[str | None]
    channel: Mapped[list[Any]]
    keywords: Mapped[list[Any]]
    body: Mapped[str | None]
    blocks: Mapped[list[Any]]
    attachments: Mapped[list[Any]]
    page_urls: Mapped[list[Any]]
    language: Mapped[str | None]
    characters: Mapped[int]
    extractor: Mapped[str]
    removed: Mapped[list[Any] | None]
    provenance: Mapped[dict[str, Any] | None]


class ImageRow(Base):
    """A picture of one version, in reading order."""

    __tablename__ = "images"
    __table_args__ = (
        ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.number"]),
        CheckConstraint("position >= 0", name="position_counts"),
        CheckConstraint("url <> ''", name="url_filled"),
        {"sqlite_with_rowid": False},
    )

    article_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    url: Mapped[str]
    caption: Mapped[str | None]
    credit: Mapped[str | None]


class RegionRow(Base):
    """A division that one version is about, most specific first, by its GB/T 2260 code."""

    __tablename__ = "article_regions"
    __table_args__ = (
        ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.number"]),
        one_of("level", *allowed(Region, "level")),
        CheckConstraint("position >= 0", name="position_counts"),
        CheckConstraint("length(adcode) = 6", name="adcode_code"),
        filled("name", 255),
        {"sqlite_with_rowid": False},
    )

    article_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    adcode: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    level: Mapped[str]
