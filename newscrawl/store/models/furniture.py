"""What is known of a site's furniture, and the sample of its articles that tells."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.model import Fixture
from newscrawl.store.models.base import Base, allowed, one_of


class FurnitureRow(Base):
    """A line or picture that is no part of the stories of its site, in `stories` of the `of` looked at.

    `mark` is its fingerprint, `text` how it reads (cut), or the address of the picture.
    """

    __tablename__ = "furniture"
    __table_args__ = (
        one_of("position", *allowed(Fixture, "position")),
        CheckConstraint("stories BETWEEN 1 AND of_stories", name="stories_counted"),
        CheckConstraint("first_seen <= last_seen", name="seen_in_order"),
        {"sqlite_with_rowid": False},
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True, autoincrement=False)
    mark: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    text: Mapped[str]
    position: Mapped[str]
    stories: Mapped[int]
    of_stories: Mapped[int]
    first_seen: Mapped[date]
    last_seen: Mapped[date]


class SightingRow(Base):
    """One article of the sample that furniture is learned from: fingerprints of its lines, no text."""

    __tablename__ = "sightings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True, autoincrement=False)
    page: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seen: Mapped[list[Any]]
