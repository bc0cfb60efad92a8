"""How leases travel with Scrapy's requests, and what an answer says about a visit."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from scrapy.http import Response

from newscrawl.ledger import Came, Lease, Visit
from newscrawl.middlewares.archiver import ARCHIVED
from newscrawl.middlewares.replay import FETCHED_AT

# The key of a request's meta that holds the lease under which a page is asked.
LEASE = "newscrawl_lease"

# Longer validators are no validators, and would only fill the ledger.
_MAX_VALIDATOR = 200


def conditions(lease: Lease) -> dict[str, str]:
    """The headers that let a server answer 304 where the page is as it was."""
    headers = {}
    if lease.etag:
        headers["If-None-Match"] = lease.etag
    if lease.modified:
        headers["If-Modified-Since"] = lease.modified
    return headers


def visit_of(lease: Lease, came: Came, response: Response | None, issue: date | None = None) -> Visit:
    """The visit that ends `lease`, with what the answer says (None: there was none), for an article of an
    e-paper with the day of its issue."""
    if response is None:
        return Visit(lease, came)
    file, start = response.meta.get(ARCHIVED) or (None, None)
    return Visit(
        lease,
        came,
        status=response.status,
        etag=_validator(response, "ETag"),
        modified=_validator(response, "Last-Modified"),
        digest=hashlib.blake2b(response.body, digest_size=16).hexdigest(),
        at=response.meta.get(FETCHED_AT) or datetime.now(UTC),
        size=len(response.body),
        elapsed=_milliseconds(response.meta.get("download_latency")),
        file=file,
        start=start,
        issue=issue,
    )


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(1000 * seconds)


def _validator(response: Response, name: str) -> str | None:
    value = (response.headers.get(name) or b"").decode("latin-1")
    return value if value.isprintable() and 0 < len(value) <= _MAX_VALIDATOR else None
