"""How far a crawl is: a line that is redrawn on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.model import Reject

SECONDS_BETWEEN_LINES = 2.0


class CrawlProgress:
    """Counts the pages and articles of one crawl on stderr, while entered."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._pages = self._items = 0
        self._said = time.monotonic()
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task(self._text())

    def watch(self, crawler: Crawler) -> None:
        """Follow a crawl that has not begun."""
        crawler.signals.connect(self._on_response, signals.response_received)
        crawler.signals.connect(self._on_item, signals.item_scraped)

    def __enter__(self) -> CrawlProgress:
        if self._console.is_terminal:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._console.is_terminal:
            self._bar.stop()
        else:
            self._console.print(self._text())

    def _on_response(self) -> None:
        self._pages += 1
        self._show()

    def _on_item(self, item: object) -> None:
        self._items += not isinstance(item, Reject)
        self._show()

    def _show(self) -> None:
        if self._console.is_terminal:
            self._bar.update(self._task, description=self._text())
        elif time.monotonic() - self._said >= SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            self._console.print(self._text())

    def _text(self) -> str:
        return f"crawling: {self._pages} responses, {self._items} articles"
