"""What repeats from page to page of a site is furniture, wherever it stands. Pure: no crawl, no store.

Fingerprints of what clean left in the articles of a site are compared (`sighting`); reprints and the pages of
a serial count once (`units`); what stands in enough of the rest is learned (`rules`) from a bounded sample
(`sample`), and from then on removed (`Furniture`). A line removed wrongly is worse than one that stays.
"""

from newscrawl.furniture.learner import Furniture, Learner
from newscrawl.furniture.rules import SAFE, learn
from newscrawl.furniture.sighting import sight, texts_of

__all__ = ["SAFE", "Furniture", "Learner", "learn", "sight", "texts_of"]
