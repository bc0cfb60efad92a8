"""No request for an address of which others alike have led to nothing: calendars and mazes have no end."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

# Key of a request's meta: how many pages in a row have named nothing new on the way to it.
BEHIND = "newscrawl_behind"
SPENT = "others alike have led to nothing new"


class Budgets:
    """Asks the spider's `lists` before a request goes out: what waits in a queue is judged when it is due."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Budgets:
        """The guard of one crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises IgnoreRequest."""
        lists = getattr(self._crawler.spider, "lists", None)
        if lists is None or "kind" not in request.cb_kwargs:
            return
        if not lists.budget.is_spent(request.url, request.meta.get(BEHIND, 0)):
            return
        self._crawler.stats.inc_value("newscrawl/trapped")
        raise IgnoreRequest(SPENT)
