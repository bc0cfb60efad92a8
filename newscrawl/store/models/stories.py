"""Which stories there are, who told each first, and by what further copies are found."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.store.models.base import Base, filled


class StoryRow(Base):
    """A story that has more than one copy: the article that is its first, the outlet that published it first
    (NULL: none is named), and what says so. Its copies are the articles with its name in `story`."""

    __tablename__ = "stories"
    __table_args__ = (filled("name", 64), filled("publisher", 255), filled("reason", 1000))

    name: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    publisher: Mapped[str | None]
    reason: Mapped[str]


class StoryTextRow(Base):
    """What is known of an article's text: its MinHash signature, the name that the text alone gives its
    story, and its day (of publication, else of the fetch) as a number, 1 being 1 January of the year 1."""

    __tablename__ = "story_texts"
    __table_args__ = (
        filled("told", 64),
        CheckConstraint("day >= 0", name="day_counts"),
        CheckConstraint("length(signature) = 256", name="signature_length"),
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    told: Mapped[str]
    day: Mapped[int]
    signature: Mapped[bytes]


class StoryBandRow(Base):
    """One article under one key of its signature: those with a key in common may be copies.

    No more than BUCKET articles stand under one key, so that a form that thousands share costs no more than
    any other text. 20 rows an article: a foreign key would double what they cost.
    """

    __tablename__ = "story_bands"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    day: Mapped[int]
