"""Page → Cleaned."""

from __future__ import annotations

from newscrawl.extract import clean_page
from newscrawl.model import Cleaned, Page
from pipelines.stage import Stage


class CleanPipeline(Stage[Page, Cleaned]):
    """Finds the story on the page, and judges each block of it."""

    def run(self, item: Page) -> Cleaned:
        """Raises NotAnArticle."""
        return clean_page(item)

    def page(self, item: Page) -> Page:
        """The item itself."""
        return item
