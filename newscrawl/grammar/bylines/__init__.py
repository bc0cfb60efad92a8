"""How Chinese pages credit people: text → Reading (a Credit, its place in the text, whose credit it is)."""

from newscrawl.grammar.bylines.editors import read_editors
from newscrawl.grammar.bylines.leads import read_lead
from newscrawl.grammar.bylines.lexer import may_credit
from newscrawl.grammar.bylines.lines import is_byline, read_credits
from newscrawl.grammar.bylines.photos import split_photo_credit
from newscrawl.grammar.bylines.phrase import Reading
from newscrawl.grammar.bylines.signatures import read_signature
from newscrawl.grammar.bylines.slots import read_bulleted, read_origin, read_signed, read_slot
from newscrawl.grammar.bylines.tails import read_tail, split_byline_tail

__all__ = [
    "Reading", "is_byline", "may_credit", "read_bulleted", "read_credits", "read_editors", "read_lead",
    "read_origin", "read_signature", "read_signed", "read_slot", "read_tail", "split_byline_tail",
    "split_photo_credit",
]  # fmt: skip
