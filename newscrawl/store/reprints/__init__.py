"""Which articles are copies of one another: found when an article is stored, at a cost that does not grow.

`join` decides before a batch is written, `keep` writes what was decided once the articles have their row ids.
"""

from newscrawl.store.reprints.comparing import compare
from newscrawl.store.reprints.joining import Joining, join
from newscrawl.store.reprints.keeping import keep
from newscrawl.store.reprints.stories import Story, Telling, story

__all__ = ["Joining", "Story", "Telling", "compare", "join", "keep", "story"]
