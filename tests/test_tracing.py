"""Traces: what a receiver of OpenTelemetry gets of a run, and what the run is if there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.crawling import FAST, Answer, WebServer, scrapy
from tests.invented import STORY, article_page, paragraphs

HOST = "www.qingling.example"
PATH = "/bdxw/202403/t20240312_301.html"
SITE = {
    "/": Answer(f'<h2>要闻</h2><ul><li><a href="{PATH}">石塘镇第三座廊桥完工通行</a></li></ul>'),
    PATH: Answer(article_page(paragraphs(STORY))),
}


@contextmanager
def receiver() -> Iterator[tuple[str, list[ExportTraceServiceRequest]]]:
    """Takes traces as a collector does: its address, and what it was sent."""
    got: list[ExportTraceServiceRequest] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append(ExportTraceServiceRequest.FromString(body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", got
        server.shutdown()


def test_a_run_its_answers_and_its_pages_are_spans(tmp_path: Path) -> None:
    with WebServer(SITE) as server, receiver() as (address, got):
        done = scrapy(
            tmp_path, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST,
            NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}", NEWSCRAWL_TRACE="1",
            OTEL_EXPORTER_OTLP_ENDPOINT=address, OTEL_EXPORTER_OTLP_COMPRESSION="none",
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    spans = [
        span
        for request in got
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    (run,) = [span for span in spans if span.name == "run"]
    assert {span.trace_id for span in spans} == {run.trace_id}
    assert all(span.parent_span_id == run.span_id for span in spans if span is not run)
    seen = {
        (span.name, attribute.value.string_value)
        for span in spans
        for attribute in span.attributes
        if attribute.key == "url.full"
    }
    assert {("download", f"http://{HOST}{PATH}"), ("page", f"http://{HOST}{PATH}")} <= seen
    assert all(
        run.start_time_unix_nano <= span.end_time_unix_nano <= run.end_time_unix_nano for span in spans
    )


def test_a_receiver_that_is_gone_costs_no_page(tmp_path: Path) -> None:
    with WebServer(SITE) as server:
        done = scrapy(
            tmp_path, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST,
            NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}", NEWSCRAWL_TRACE="1",
            OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9", OTEL_EXPORTER_OTLP_TIMEOUT="1",
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").glob("*.jsonl"))) == 1
