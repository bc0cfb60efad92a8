"""Serves an invented site over loopback, with validators, and counts what it is asked for."""

from __future__ import annotations

import time
import zlib
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Protocol


class Pages(Protocol):
    """A site: a page by path, or None."""

    def page(self, path: str) -> str | None: ...


class Server(ThreadingHTTPServer):
    """Says nothing when a client is killed."""

    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Connections break: that is what is tried here."""


class SiteServer:
    """Answers while entered. `asked` counts requests for pages by path, `statuses` all answers."""

    def __init__(self, site: Pages) -> None:
        self.asked: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self.first = self.last = 0.0
        self._site = site
        self._lock = Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                status, body = server.answer(self.path, self.headers.get("If-None-Match"))
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("ETag", _etag(self.path))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._http = Server(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        """`IP:port`."""
        return f"127.0.0.1:{self._http.server_address[1]}"

    @property
    def total(self) -> int:
        """Requests for pages so far."""
        return self.asked.total()

    def forget(self) -> None:
        """Begin counting anew."""
        with self._lock:
            self.asked, self.statuses = Counter(), Counter()
            self.first = self.last = 0.0

    def answer(self, path: str, known: str | None) -> tuple[int, bytes]:
        """Status and body for one request, which is counted."""
        page = self._site.page(path)
        status = 404 if page is None else 304 if known == _etag(path) else 200
        with self._lock:
            self.last = time.monotonic()
            self.first = self.first or self.last
            self.statuses[status] += 1
            if page is not None:
                self.asked[path] += 1
        return status, page.encode() if page is not None and status == 200 else b""

    def __enter__(self) -> SiteServer:
        Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()


def _etag(path: str) -> str:
    return f'"{zlib.crc32(path.encode()):08x}"'
