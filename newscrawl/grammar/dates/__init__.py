"""How Chinese pages write dates: text → Mention (as written) → Stamp (a day, a clock time if given)."""

from newscrawl.grammar.dates.fallback import read_foreign
from newscrawl.grammar.dates.labels import Label, label_before, labelled_value
from newscrawl.grammar.dates.machine import read_machine, read_url
from newscrawl.grammar.dates.mentions import iter_mentions, read_mentions
from newscrawl.grammar.dates.settle import day_of, settle
from newscrawl.grammar.dates.values import BEIJING, Calendar, Clock, Mention, Stamp
from newscrawl.grammar.dates.years import year_of, years_in

__all__ = [
    "BEIJING", "Calendar", "Clock", "Label", "Mention", "Stamp", "day_of", "iter_mentions", "label_before",
    "labelled_value", "read_foreign", "read_machine", "read_mentions", "read_url", "settle", "year_of",
    "years_in",
]  # fmt: skip
