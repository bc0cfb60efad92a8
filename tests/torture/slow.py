"""`python -m tests.torture slow`: a server that sends a byte a second, beside one that does not."""

from __future__ import annotations

import socketserver
import threading
import time

from tests.crawling import Answer, WebServer
from tests.visiting import visit

PAGES, SLOW_PAGES = 300, 4
SECONDS, SHARE = 60.0, 0.9
_DELAY = 0.05


class Trickle:
    """Sends the headers at once and then a byte a second; keeps how long each connection lasted."""

    def __init__(self, address: str) -> None:
        self.lasted: list[float] = []
        trickle = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                began = time.monotonic()
                if self.request.recv(4096).startswith(b"GET /robots.txt"):
                    self.request.sendall(
                        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    )
                    return
                try:
                    self.request.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n"
                    )
                    while True:
                        self.request.sendall(b"x")
                        time.sleep(1)
                except OSError:
                    trickle.lasted.append(time.monotonic() - began)

        self._server = socketserver.ThreadingTCPServer((address, 0), Handler)
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    def __enter__(self) -> Trickle:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def rate(slow: str | None) -> float:
    """Pages a second of the fast host, alone or beside the slow one at an address."""
    fast = [f"http://fast.example/{number}" for number in range(PAGES)]
    trickling = [f"http://slow.example/{number}" for number in range(SLOW_PAGES)] if slow else []
    # By turns, as two hosts of one site come up in a crawl.
    urls = [url for number in range(PAGES) for url in (*trickling[number : number + 1], fast[number])]
    with WebServer({f"/{number}": Answer("<p>") for number in range(PAGES)}, "127.0.0.3") as server:
        targets = {"fast.example": server.address, **({"slow.example": slow} if slow else {})}
        settings = {"DOWNLOAD_DELAY": _DELAY, "DOWNLOAD_DELAY_JITTER": 0, "RETRY_TIMES": 0}
        visit(urls, targets, timeout=200, **settings)
        times = [asked.at for asked in server.asked if asked.path != "/robots.txt"]
    return (len(times) - 1) / (times[-1] - times[0])


def main() -> int:
    """0 if slow connections were dropped in time and the fast host kept its rate."""
    alone = rate(None)
    with Trickle("127.0.0.2") as trickle:
        beside = rate(trickle.address)
        time.sleep(2)  # a closed connection is noticed with the next byte
    longest = max(trickle.lasted)
    held = beside >= SHARE * alone and longest <= SECONDS
    print(
        f"alone {alone:.1f} pages/s, beside {beside:.1f} ({beside / alone:.0%}); slow connections dropped after "
        f"{longest:.0f} s at most: {'held' if held else 'FAILED'}"
    )
    return 0 if held else 1
