"""Record → Record with its story."""

from __future__ import annotations

from newscrawl.model import Record, Reject
from newscrawl.stories import assign_story


class StoriesPipeline:
    """Names the story that the article tells; which copy is the first, the store knows."""

    def process_item(self, item: Record | Reject) -> Record | Reject:
        """One step on, for Scrapy."""
        return item if isinstance(item, Reject) else assign_story(item)
