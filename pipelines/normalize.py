"""Draft → Record."""

from __future__ import annotations

from newscrawl.model import Draft, Page, Record
from newscrawl.normalize import normalize
from pipelines.stage import Stage


class NormalizePipeline(Stage[Draft, Record]):
    """Brings the facts into the form of the contract."""

    def run(self, item: Draft) -> Record:
        """The record, with its evidence."""
        return normalize(item)

    def page(self, item: Draft) -> Page:
        """The page that was cleaned."""
        return item.cleaned.page
