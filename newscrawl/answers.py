"""Page → the line that `newscrawl extract` prints for it. Whatever the page does, there is a line."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import msgspec

from newscrawl.discover.links import links
from newscrawl.discover.parts import may_have_parts, parts
from newscrawl.errors import NotAnArticle, Refused
from newscrawl.export import encode
from newscrawl.extract import extract_page
from newscrawl.inputs import Input
from newscrawl.model import Page, Record
from newscrawl.page import parse

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one page, as JSON: its `name`, and either its `record` or its `error` with its code.

    `read`: the input was a page, be it an article or not.
    """

    name: bytes
    read: bool
    record: bytes | None = None
    error: bytes | None = None
    code: str | None = None

    @property
    def line(self) -> bytes:
        """One line without its newline."""
        if self.record is not None:
            return b'{"input":%b,"record":%b}' % (self.name, self.record)
        return b'{"input":%b,"error":%b}' % (self.name, self.error or b"null")


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
    record = read(page, missing=evidence)[1]
    return Answer(_json(page.name), read=True, record=encode(record, evidence))


def read(page: Input, *, missing: bool) -> tuple[Page, Record]:
    """The page with its further ones, and its record with evidence. Raises a subclass of Refused.

    `missing`: look for further pages that are linked and not among the inputs.
    """
    if isinstance(page.content, Refused):
        raise page.content
    first = parse(page.content)
    lost = page.missing or (_missing(first) if missing and not page.further else ())
    if page.further or lost:
        first = first.with_further([parse(part) for part in page.further], lost)
    return first, extract_page(first, page.furniture)


def _missing(first: Page) -> tuple[str, ...]:
    """Further pages that a page links to, none of which is among the inputs."""
    if first.url is None or not may_have_parts(first.html):
        return ()
    return tuple(parts(links(first), first.url))


def _error(page: Input, code: str, message: str, *, read: bool) -> Answer:
    told = b'{"code":%b,"message":%b}' % (_json(code), _json(message))
    return Answer(_json(page.name), read, error=told, code=code)


def _json(text: str) -> bytes:
    """As JSON; the name of a file may hold bytes that are no UTF-8, and those are escaped."""
    return msgspec.json.encode(text.encode("utf-8", "backslashreplace").decode())
