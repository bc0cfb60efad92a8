"""Page → the line that `newscrawl extract` prints for it. Whatever the page does, there is a line."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import msgspec

from newscrawl.errors import NotAnArticle, Refused
from newscrawl.export import encode
from newscrawl.extract import extract
from newscrawl.inputs import Input

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of JSON without its newline. `read`: the input was a page, be it an article or not."""

    line: bytes
    read: bool


def answer(page: Input, *, evidence: bool = False) -> Answer:
    """Extract one page: a record, or an error with code and message. Never raises."""
    try:
        return _record(page, evidence)
    except Refused as refusal:
        return _error(page, refusal.code, str(refusal), read=isinstance(refusal, NotAnArticle))
    except Exception as error:  # a bug that one page finds must not cost the others their records
        log.exception("%s: a bug in newscrawl, please report it", page.name)
        return _error(page, "internal", f"{type(error).__name__}: {error}", read=False)


def lost(page: Input) -> Answer:
    """The answer for a page whose process died over it."""
    return _error(page, "internal", "the process died (killed, or out of memory)", read=False)


def _record(page: Input, evidence: bool) -> Answer:
    fetched = page.content
    if isinstance(fetched, Refused):
        raise fetched
    record = extract(
        fetched.body, fetched.url, content_type=fetched.content_type, fetched_at=fetched.fetched_at
    )
    return Answer(b'{"input":%b,"record":%b}' % (_json(page.name), encode(record, evidence)), read=True)


def _error(page: Input, code: str, message: str, *, read: bool) -> Answer:
    line = b'{"input":%b,"error":{"code":%b,"message":%b}}' % (_json(page.name), _json(code), _json(message))
    return Answer(line, read)


def _json(text: str) -> bytes:
    """As JSON; the name of a file may hold bytes that are no UTF-8, and those are escaped."""
    return msgspec.json.encode(text.encode("utf-8", "backslashreplace").decode())
