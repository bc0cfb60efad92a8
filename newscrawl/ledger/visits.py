"""What passes between a crawl and its ledger: links found, leases to visit them, what came of a visit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

ARTICLE = "article"
"""The kind of pages that yield records; all other kinds are read for their links."""


@dataclass(frozen=True, slots=True)
class Found:
    """A link to a page of the site. Pages of the same `key` are one page, whatever their addresses.

    `numbered` says that the key is the number which the site gives the article, so that a further address is
    another way to it; `start` marks a page from which every run begins. `parent` is the ledger's id of the
    page that links, `text` and `date` are what it says about the link.
    """

    key: str
    kind: str
    url: str
    text: str = ""
    date: str | None = None
    parent: int | None = None
    depth: int = 0
    priority: int = 0
    numbered: bool = False
    start: bool = False


@dataclass(frozen=True, slots=True)
class Lease:
    """An address to be visited by this run, with the validators of its last answer.

    `article` is the id of the record that it gave before.
    """

    id: int
    kind: str
    url: str
    text: str | None = None
    date: str | None = None
    depth: int = 0
    priority: int = 0
    etag: str | None = None
    modified: str | None = None
    article: str | None = None


class Came(StrEnum):
    """What came of a visit."""

    READ = "read"
    SAME = "same"  # 304: as at the last visit
    COPY = "copy"  # leads to a page that this run has read under its own address
    MISSING = "missing"  # 404, 410
    HOME = "home"  # redirected to where the site begins, as many sites do with what they withdrew
    AWAY = "away"  # redirected to something that is not followed
    FAILED = "failed"  # no answer, or one that says nothing about the page
    UNASKED = "unasked"  # forbidden by robots.txt, or outside the site


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: the lease that it ends, and the answer. `size` is in bytes, and `digest` of them.

    `at`: when the answer had come, `elapsed` ms before which it began. It stands in the file `file` of the
    archive from byte `start` on. `issue`: the day of the e-paper's issue in which the article stands.
    """

    lease: Lease
    came: Came
    status: int | None = None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    at: datetime | None = None
    size: int | None = None
    elapsed: int | None = None
    file: str | None = None
    start: int | None = None
    issue: date | None = None


def key_of(identity: str) -> str:
    """32 hexadecimal digits for what makes a page the same page."""
    return hashlib.blake2b(identity.encode("utf-8", "replace"), digest_size=16).hexdigest()
