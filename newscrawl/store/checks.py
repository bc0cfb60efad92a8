"""What cannot be stored is found before a batch is written, so that it takes nothing else down with it."""

from __future__ import annotations

import json

import msgspec

from newscrawl.model import Record, Reject
from newscrawl.store.rows import instant

UNSTORABLE = "unstorable"
"""Code of the reject that a record becomes which no database would take."""

NUL = rb"\u0000"

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Record)


def fault(record: Record) -> str | None:
    """Why `record` cannot be stored, or None: text that is no text, or values against the contract."""
    try:
        encoded = _encoder.encode(record)
        _decoder.decode(encoded)
        instant(record.fetched_at)
    except UnicodeEncodeError:
        return "text holds a lone surrogate"
    except (msgspec.ValidationError, ValueError, TypeError) as error:
        return f"against the contract: {error}"
    # JSON writes NUL as an escape; a backslash that the text itself holds is doubled, and looks alike.
    if NUL in encoded and NUL in encoded.replace(rb"\\", b""):
        return "text holds a NUL character"
    return None


def refuse(record: Record, message: str) -> Reject:
    """The reject in place of an unstorable record; its body is the record as JSON, all escapes."""
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
