"""Why a page could not be had: as the code and message of a reject, and as what came of a visit."""

from __future__ import annotations

from asyncio import CancelledError as TaskCancelled

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.defer import CancelledError
from twisted.python.failure import Failure

from newscrawl.ledger import MISSING_STATUSES, Came
from newscrawl.middlewares.addresses import RefusedAddress
from newscrawl.middlewares.redirects import RedirectedAway
from newscrawl.middlewares.refusals import Blocked, Postponed

# Scrapy raises one exception for all that it ignores; only its words tell what we chose not to ask for.
_OUR_CHOICE = ("robots.txt", "offsite", "others alike have led to nothing")


def explain(failure: Failure) -> tuple[str | None, str]:
    """Code and message; the code is None where the crawl chose not to ask (robots.txt, another host)."""
    error = failure.value
    message = str(error) or type(error).__name__
    if isinstance(error, HttpError):
        status = error.response.status
        return f"http_{status}", f"the server answered with status {status}"
    if isinstance(error, RefusedAddress):
        return "refused_address", message
    if isinstance(error, Blocked):
        return "blocked", message
    if isinstance(error, Postponed):
        return None, message
    if isinstance(error, RedirectedAway):
        return "redirected_away", message
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in message:
        return "too_large", message
    if isinstance(error, IgnoreRequest):
        return None if any(word in message for word in _OUR_CHOICE) else "ignored", message
    return "unreachable", message


def came_of(failure: Failure) -> Came | None:
    """What came of the visit; None where it was put off or cut short, and is still to be made."""
    error = failure.value
    if isinstance(error, Postponed | CancelledError | TaskCancelled):
        return None
    if isinstance(error, HttpError) and error.response.status in MISSING_STATUSES:
        return Came.MISSING
    if isinstance(error, RedirectedAway):
        return Came.AWAY
    return Came.FAILED if explain(failure)[0] else Came.UNASKED
