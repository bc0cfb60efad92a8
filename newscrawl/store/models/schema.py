"""Which shape the database has: one row, checked whenever a store is opened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.base import Base

VERSION = 3


class SchemaRow(Base):
    """The only row says by which version of these models the tables were made."""

    __tablename__ = "schema_version"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    created: Mapped[datetime]
