"""Record → Record with its story."""

from __future__ import annotations

from newscrawl.model import Record, Reject
from newscrawl.stories import assign_story


class StoriesPipeline:
    """Names the story that the article tells; which copy is the first, the store knows."""

    def process_item(self, item: Record | Reject) -> Record | Reject:
        """One step on, for Scrapy; a record that was made elsewhere has its story."""
        return item if isinstance(item, Reject) or item.story else assign_story(item)
