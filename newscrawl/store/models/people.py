"""Who is credited: names, and the roles they have in a version of an article."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.base import Base, filled, one_of


class PersonRow(Base):
    """A name as credited. One row is one name: whether two 王伟 are one man, a byline does not say."""

    __tablename__ = "people"
    __table_args__ = (filled("name", 255),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class CreditRow(Base):
    """One person in one role of one version; `desk` tells reporters from editors, `position` keeps order."""

    __tablename__ = "credits"
    __table_args__ = (
        ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.number"]),
        one_of("desk", "reporter", "editor"),
        filled("role", 100),
        filled("org", 255),
        CheckConstraint("position >= 0", name="position_counts"),
        {"sqlite_with_rowid": False},
    )

    article_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    desk: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str]
    org: Mapped[str | None]
