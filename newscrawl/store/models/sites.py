"""Whose pages they are: the sites crawled, and the outlets that articles are credited to."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.base import Base, filled


class SiteRow(Base):
    """A site that is crawled; `key` is the id of its declaration, or the host of an undeclared one."""

    __tablename__ = "sites"
    __table_args__ = (
        filled("key", 255),
        filled("name", 255),
        CheckConstraint("length(region) = 6", name="region_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]
    region: Mapped[str | None]


class OutletRow(Base):
    """An outlet under its canonical name; `key` is its key in the outlet register, once it has one."""

    __tablename__ = "outlets"
    __table_args__ = (filled("name", 255), filled("key", 255))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    key: Mapped[str | None] = mapped_column(index=True)
