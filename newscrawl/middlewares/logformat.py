"""Log lines about items: an item is a whole page, so a line names its address only."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure


class AddressOnly(LogFormatter):
    """Scrapy's log lines with the item's address in place of the item."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """An item has passed the pipelines."""
        return {"level": logging.DEBUG, "msg": "Stored: %(url)s", "args": {"url": _address(item)}}

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """A pipeline has dropped an item and says why."""
        args = {"url": _address(item), "exception": exception}
        return {"level": logging.INFO, "msg": "Dropped: %(url)s (%(exception)s)", "args": args}

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """A pipeline has failed on an item; the traceback follows."""
        return {"level": logging.ERROR, "msg": "Failed on: %(url)s", "args": {"url": _address(item)}}


def _address(item: Any) -> str:
    return getattr(item, "url", None) or type(item).__name__
