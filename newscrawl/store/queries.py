"""What several reads share: their types, and how an article meets its current version."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, and_

from newscrawl.store.models import ArticleRow, VersionRow

Query: TypeAlias = Select[*tuple[Any, ...]]
AnyRow: TypeAlias = Row[*tuple[Any, ...]]


def current_version() -> ColumnElement[bool]:
    """Joins an article to the version that says what it says now."""
    return and_(VersionRow.article_id == ArticleRow.id, VersionRow.number == ArticleRow.version)
