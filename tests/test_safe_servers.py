"""Servers that never come to an end, over real connections: each request ends, and other hosts go on."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

from tests.crawling import Answer, WebServer
from tests.visiting import visit

NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def endless_head() -> Iterator[bytes]:
    yield OK
    while True:
        yield b"X-Header: said again and again\r\n" * 500


def endless_interim() -> Iterator[bytes]:
    while True:
        yield b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 500


def endless_body() -> Iterator[bytes]:
    yield OK + b"\r\n"
    while True:
        yield b"x" * 65536


def endless_chunks() -> Iterator[bytes]:
    yield OK + b"Transfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"1\r\nx\r\n" * 10_000


def trickling_body() -> Iterator[bytes]:
    yield OK + b"\r\n"
    while True:
        time.sleep(0.3)
        yield b"x"


class Raw:
    """Answers every page with what `answer` yields, for as long as anybody listens."""

    def __init__(self, answer, address: str) -> None:
        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                if self.request.recv(4096).startswith(b"GET /robots.txt"):
                    self.request.sendall(NO_ROBOTS)
                    return
                try:
                    for piece in answer():
                        self.request.sendall(piece)
                except OSError:  # they have hung up, as they should
                    return

        self._server = socketserver.ThreadingTCPServer((address, 0), Handler)
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    def __enter__(self) -> Raw:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


OUTCOMES = {
    endless_head: {"DownloadFailedError"},
    endless_interim: {"DownloadFailedError"},
    endless_body: {"DownloadTimeoutError", "DownloadCancelledError"},
    endless_chunks: {"DownloadTimeoutError", "DownloadCancelledError"},  # the bound on time, or that on size
    trickling_body: {"DownloadTimeoutError"},
}


def test_what_has_no_end_is_ended_and_other_hosts_go_on():
    with ExitStack() as stack:
        servers = [
            stack.enter_context(Raw(answer, f"127.0.1.{number}")) for number, answer in enumerate(OUTCOMES, 1)
        ]
        other = stack.enter_context(WebServer({f"/{number}": Answer("<p>") for number in range(20)}))
        hosts = {f"{answer.__name__.replace('_', '-')}.example": answer for answer in OUTCOMES}
        targets = {host: server.address for host, server in zip(hosts, servers, strict=True)}
        pages = [f"http://yi.example/{number}" for number in range(20)]
        urls = [f"http://{host}/" for host in hosts] + pages
        targets["yi.example"] = other.address
        seen = visit(urls, targets, RETRY_TIMES=0, DOWNLOAD_TIMEOUT=8)
    assert {seen.found[url] for url in pages} == {200}
    for host, answer in hosts.items():
        assert seen.found[f"http://{host}/"] in OUTCOMES[answer], host
    assert seen.peak_mb < 200
