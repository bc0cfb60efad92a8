"""What the stages share: one pure function a page, and what becomes of a page that it refuses."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from newscrawl.errors import Refused
from newscrawl.model import Page, Record, Reject

In = TypeVar("In")
Out = TypeVar("Out")


class Stage(ABC, Generic[In, Out]):
    """Calls one function of the flow. What it refuses goes on as a Reject.

    A Reject passes untouched, and so does a Record, which has been made elsewhere.
    """

    @abstractmethod
    def run(self, item: In) -> Out:
        """The function of this stage. Raises Refused."""

    @abstractmethod
    def page(self, item: In) -> Page:
        """The page that `item` was made from, which is kept if it is refused."""

    def process_item(self, item: In | Record | Reject) -> Out | Record | Reject:
        """One step on, for Scrapy."""
        if isinstance(item, Record | Reject):
            return item
        try:
            return self.run(item)
        except Refused as refusal:
            return reject(self.page(item), refusal.code, str(refusal))


def reject(page: Page, code: str, message: str) -> Reject:
    """The reject of a page: its source as text is kept, as UTF-8."""
    return Reject(
        url=page.url,
        site=None,
        code=code,
        message=message,
        fetched_at=page.fetched_at.isoformat() if page.fetched_at else None,
        body=page.html.encode("utf-8", "replace"),
    )
