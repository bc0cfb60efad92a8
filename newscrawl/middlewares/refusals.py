"""Why a request is not answered with a page: raised by middlewares, read by the spiders."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class Blocked(IgnoreRequest):
    """The site refuses crawlers: a wall, a captcha, a script that has to be run. Reported, never evaded."""


class Postponed(IgnoreRequest):
    """Not now: no failure, but a request to be kept for a later run, in `seconds` at the earliest."""

    def __init__(self, message: str, seconds: float = 0.0) -> None:
        super().__init__(message)
        self.seconds = seconds


class Held(IgnoreRequest):
    """The host was put on hold while the request waited for its turn; it goes back to the queue."""
