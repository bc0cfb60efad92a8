"""Cleaned → Draft."""

from __future__ import annotations

from newscrawl.fields import find_fields
from newscrawl.model import Cleaned, Draft, Page
from pipelines.stage import Stage


class FieldsPipeline(Stage[Cleaned, Draft]):
    """Finds the facts, each with its evidence."""

    def run(self, item: Cleaned) -> Draft:
        """Raises FieldMissing."""
        return find_fields(item)

    def page(self, item: Cleaned) -> Page:
        """The page that was cleaned."""
        return item.page
