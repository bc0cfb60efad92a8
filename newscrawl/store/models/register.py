"""The outlet register as the database has it, for those who query it: outlets, their names, their regions."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.base import Base, filled


class RegisterOutletRow(Base):
    """An outlet of the register: `region` is the GB/T 2260 code of its home, NULL if national or abroad.

    `outlets.key` names these, and may name one that a later register has dropped.
    """

    __tablename__ = "register_outlets"
    __table_args__ = (
        filled("key", 255),
        filled("name", 255),
        filled("kind", 20),
        CheckConstraint("length(region) = 6", name="region_code"),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    region: Mapped[str | None] = mapped_column(index=True)


class RegisterNameRow(Base):
    """A name by which an outlet is known: its own, a former one, or an alias."""

    __tablename__ = "register_names"
    __table_args__ = (filled("name", 255),)

    name: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(ForeignKey("register_outlets.key"), index=True)


class RegisterRow(Base):
    """The only row holds the digest of the register that the tables were filled from."""

    __tablename__ = "register"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("length(digest) = 32", name="digest_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str]
