"""Which articles tell the same story, and who told it first. Pure; the store looks candidates up and joins.

`assign_story` names a story from one text. `Text.signature` and its `band_keys` find candidates among a
million articles, `Text.likeness` says what two texts share, `choose_first` who published first and why.
"""

from newscrawl.stories.first import Copy, First, choose_first
from newscrawl.stories.likeness import Common, Likeness, Text, least_agreement, prepared, remember
from newscrawl.stories.naming import assign_story, fingerprint
from newscrawl.stories.signature import agreement, band_keys

__all__ = [
    "Common",
    "Copy",
    "First",
    "Likeness",
    "Text",
    "agreement",
    "assign_story",
    "band_keys",
    "choose_first",
    "fingerprint",
    "least_agreement",
    "prepared",
    "remember",
]
