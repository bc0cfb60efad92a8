"""Page → Cleaned."""

from __future__ import annotations

from newscrawl.extract import clean_page
from newscrawl.furniture import Furniture
from newscrawl.model import Cleaned, Page
from pipelines.stage import Stage


class CleanPipeline(Stage[Page, Cleaned]):
    """Finds the story on the page, and judges each block of it. `furniture` is what is known of the site."""

    furniture: Furniture | None = None

    def run(self, item: Page) -> Cleaned:
        """Raises NotAnArticle."""
        return clean_page(item, self.furniture)

    def page(self, item: Page) -> Page:
        """The item itself."""
        return item
