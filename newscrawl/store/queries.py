"""What several reads share: their types, and how an article meets its current version."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, and_, tuple_

from newscrawl.store.models import ArticleRow, CreditRow, ImageRow, RegionRow, VersionRow

Query: TypeAlias = Select[*tuple[Any, ...]]
AnyRow: TypeAlias = Row[*tuple[Any, ...]]


def of_versions(
    model: type[CreditRow] | type[ImageRow] | type[RegionRow], versions: Collection[tuple[int, int]]
) -> ColumnElement[bool]:
    """Chooses the parts of `versions`, which are pairs of article row id and number.

    The ids are said apart as well: for pairs alone SQLite would read the whole table.
    """
    articles = sorted({article for article, _ in versions})
    return and_(model.article_id.in_(articles), tuple_(model.article_id, model.version).in_(list(versions)))


def current_version() -> ColumnElement[bool]:
    """Joins an article to the version that says what it says now."""
    return and_(VersionRow.article_id == ArticleRow.id, VersionRow.number == ArticleRow.version)
