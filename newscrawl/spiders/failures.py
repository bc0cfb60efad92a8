"""Why a page could not be had, as the code and message of a reject."""

from __future__ import annotations

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.middlewares.addresses import RefusedAddress


def explain(failure: Failure) -> tuple[str | None, str]:
    """Code and message; the code is None where the crawl decided not to ask (robots.txt, another host)."""
    error = failure.value
    if isinstance(error, HttpError):
        status = error.response.status
        return f"http_{status}", f"the server answered with status {status}"
    message = str(error) or type(error).__name__
    if isinstance(error, RefusedAddress):
        return "refused_address", message
    if isinstance(error, DownloadCancelledError):
        return "too_large", message
    if isinstance(error, IgnoreRequest):
        return None, message
    return "unreachable", message
