"""A stage with a defect, for the crawl that shows what becomes of a page on which a stage breaks."""

from __future__ import annotations

from newscrawl.model import Page


class Breaking:
    """Breaks on the page whose address ends in `_1.html`."""

    def process_item(self, item: Page) -> Page:
        """The item, or the defect."""
        assert not (item.url or "").endswith("_1.html"), "a defect of ours"
        return item
