"""Record → a name for the story it tells, from its text alone: what is known without a store.

A reprint keeps most sentences and edits a few, above all the first and the last. So the fingerprint is
taken from the long sentences between: each is hashed, and the smallest hash names the story. That is a
MinHash with one permutation: two texts that share the fraction J of their long sentences agree with
probability J. One sentence in eight edited, and about four reprints in five are still recognized; two
articles that share one sentence of background are taken for one story once in fifteen times. A store
compares the texts themselves (`signature`, `likeness`) and settles which name a story keeps.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace

from newscrawl.model import Record

SENTENCES = 8
"""How many sentences, the longest ones, speak for a text."""

LONG = 12
"""Characters that make a sentence long enough to be nobody else's."""

SHORT_TEXT = 20
"""Characters below which a whole text is too little to be recognized by."""

_END = re.compile(r"[。！？!?；;\n]")
_NOT_SAID = re.compile(r"[\W_]+")
# The signs left out stand for letters (℃, ㎡) or end sentences.
_SAID = re.compile(r"[\w\u2100-\u214f\u3300-\u33ff。！？!?；;\n]+")


def assign_story(record: Record) -> Record:
    """The record with `story` set: "s-" and 16 hex digits, or None where there is too little text."""
    return replace(record, story=fingerprint(record.body or ""))


def fingerprint(body: str) -> str | None:
    """The name of the story that `body` tells, whatever its spaces, punctuation and letter widths."""
    said = _said(body)
    spoken = [sentence for sentence in said if len(sentence) >= LONG]
    if len(spoken) > SENTENCES // 2:
        # Bylines, datelines and editors' notes are glued to the ends: there copies differ first.
        spoken = spoken[1:-1]
    if not spoken:
        spoken = ["".join(said)]
        if len(spoken[0]) < SHORT_TEXT:
            return None
    longest = sorted(set(spoken), key=lambda sentence: (-len(sentence), sentence))[:SENTENCES]
    return f"s-{min(map(_hash, longest))}"


def _said(body: str) -> list[str]:
    """The letters and digits of each sentence."""
    text = _END.sub("\n", "".join(_SAID.findall(body.replace("_", ""))))
    # Without punctuation hardly a text is left whose widths must be made equal.
    if not unicodedata.is_normalized("NFKC", text):
        plain = unicodedata.normalize("NFKC", text).split("\n")
        text = "\n".join(_NOT_SAID.sub("", sentence) for sentence in plain)
    return text.lower().split("\n")


def _hash(sentence: str) -> str:
    # Half characters out of a script's escapes can stand in a text; the store will refuse it, not this.
    return hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
