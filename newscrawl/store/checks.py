"""What cannot be stored is found before a batch is written, so that it takes nothing else down with it."""

from __future__ import annotations

import json
from dataclasses import replace

import msgspec
from msgspec import UNSET

from newscrawl.model import Record, Reject
from newscrawl.store.models.versions import BODY
from newscrawl.store.rows import Pieces, Prepared, cut, instant, prepare

UNSTORABLE = "unstorable"
"""Code of the reject that a record becomes which no database would take."""

NUL = rb"\u0000"

EMPTY = b':""'
"""A field that holds an empty text, in JSON as msgspec writes it: inside of a text the quotes are escaped."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Record)


def checked(record: Record) -> Prepared | str:
    """`record` prepared to be stored, or why it cannot be: text that is none, values against the contract."""
    if record.body and len(record.body) > BODY:
        return f"the text has {len(record.body):,} characters; a news story has {BODY:,} at most"
    try:
        pieces = cut(record)
        _decoder.decode(_shortened(pieces))
        for moment in (record.fetched_at, record.published_at, record.modified_at):
            instant(moment)
    except UnicodeEncodeError:
        return "text holds a lone surrogate"
    except (msgspec.ValidationError, ValueError, TypeError) as error:
        return f"against the contract: {error}"
    encoded = pieces.text
    # JSON writes NUL as an escape; a backslash that the text itself holds is doubled, and looks alike.
    if NUL in encoded and NUL in encoded.replace(rb"\\", b""):
        return "text holds a NUL character"
    if EMPTY in encoded and EMPTY in _encoder.encode(replace(record, removed=UNSET, provenance=UNSET)):
        return "against the contract: a field is empty; what is unknown is null"
    return prepare(record, pieces)


def _shortened(pieces: Pieces) -> bytes:
    """The record without its text, where that is one: there is nothing else to be found out about it."""
    if not pieces.body.startswith(b'"'):
        return pieces.text
    return b"%bnull%b" % (pieces.text[: pieces.at], pieces.text[pieces.at + len(pieces.body) :])


def refuse(record: Record, message: str) -> Reject:
    """The reject in place of an unstorable record; its body is the record as JSON, all escapes.

    A text that is too long is left out.
    """
    if record.body and len(record.body) > BODY:
        record = replace(record, body=None, blocks=[])
    body = json.dumps(msgspec.to_builtins(record, enc_hook=repr)).encode()
    return Reject(
        url=printable(record.url),
        site=printable(record.site),
        code=UNSTORABLE,
        message=message,
        fetched_at=None,
        body=body,
    )


def printable(text: str | None) -> str | None:
    """`text` with NUL and lone surrogates made visible, so that any database takes it."""
    if text is None:
        return None
    return text.replace("\0", "�").encode("utf-8", "backslashreplace").decode()
