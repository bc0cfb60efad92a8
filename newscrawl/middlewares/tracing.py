"""Traces of runs by OpenTelemetry: a span for the run, below it one for each answer and each page read.

NEWSCRAWL_TRACE=1 switches them on (extra `trace`). Where they go, OpenTelemetry's own variables say:
OTEL_EXPORTER_OTLP_ENDPOINT (http://localhost:4318 unless given), OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER.
"""

from __future__ import annotations

import asyncio
import os
from time import time_ns
from typing import TYPE_CHECKING, Any, Final

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from newscrawl import __version__
from newscrawl.errors import MissingExtra
from newscrawl.model import Reject

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

CAME: Final = "newscrawl.came"
"""Where a request keeps when its answer came, in nanoseconds since 1970."""


class Tracing:
    """Extension: `run`, `download` and `page` spans; a page ends when its record waits to be stored."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where nothing is to be traced; MissingExtra."""
        if not crawler.settings.getbool("NEWSCRAWL_TRACE"):
            raise NotConfigured
        self._provider = _provider()
        self._tracer = self._provider.get_tracer("newscrawl", __version__)
        self._root: Any = None
        crawler.signals.connect(self._on_opened, signals.spider_opened)
        crawler.signals.connect(self._on_response, signals.response_received)
        crawler.signals.connect(self._on_item, signals.item_scraped)
        crawler.signals.connect(self._on_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Tracing:
        """Needs no other component."""
        return cls(crawler)

    def _on_opened(self, spider: Spider) -> None:
        self._root = self._tracer.start_span("run", attributes={"newscrawl.site": spider.name})

    def _on_response(self, response: Response, request: Request) -> None:
        now = time_ns()
        request.meta[CAME] = now
        facts: dict[str, str | int] = {"url.full": response.url, "http.response.status_code": response.status}
        self._span("download", facts, now - round(response.meta.get("download_latency", 0) * 1e9), now)

    def _on_item(self, item: object, response: Response | None) -> None:
        came = response.meta.get(CAME) if response is not None else None
        if response is None or came is None:
            return
        outcome = f"rejected: {item.code}" if isinstance(item, Reject) else "article"
        self._span("page", {"url.full": response.url, "newscrawl.outcome": outcome}, came, time_ns())

    async def _on_closed(self, reason: str) -> None:
        """Send what is left; the receiver may be slow or gone, so the reactor does not wait for it."""
        self._root.set_attribute("newscrawl.finish_reason", reason)
        self._root.end()
        await asyncio.to_thread(self._provider.shutdown)

    def _span(self, name: str, facts: dict[str, str | int], began: int, ended: int) -> None:
        from opentelemetry.trace import set_span_in_context

        below = set_span_in_context(self._root)
        self._tracer.start_span(name, context=below, attributes=facts, start_time=began).end(ended)


def _provider() -> TracerProvider:
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ModuleNotFoundError:
        raise MissingExtra('NEWSCRAWL_TRACE needs OpenTelemetry: pip install "newscrawl[trace]"')
    name = os.environ.get("OTEL_SERVICE_NAME", "newscrawl")
    resource = Resource.create({"service.name": name, "service.version": __version__})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider
