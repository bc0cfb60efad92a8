"""Pages read in processes of their own: extraction on another core, and no page that takes a crawl down."""

from newscrawl.readers.pool import Readers
from newscrawl.readers.wire import Done

__all__ = ["Done", "Readers"]
