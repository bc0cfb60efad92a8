"""Runs `scrapy crawl` as a user does, against web servers on loopback that keep what they were asked."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from newscrawl.store import Store

ROOT = Path(__file__).resolve().parents[1]
SCRAPY = (sys.executable, "-m", "scrapy")
# Nobody's network is to be spared here: the servers are ours.
FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0")
# Settings, and what has every process compile all that it imports anew.
_FROM_OUTSIDE = ("NEWSCRAWL_", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True)
class Answer:
    """What a server says to one address. An exception closes the connection without a word."""

    body: str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    host: str
    path: str
    agent: str
    at: float = 0.0  # seconds, monotonic
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case


class WebServer:
    """Answers from a mapping of `host/path`, or the path alone; of a list, the next answer each time."""

    def __init__(self, site: Mapping[str, Answer | list[Answer]], address: str = "127.0.0.1") -> None:
        self.asked: list[Asked] = []
        self._site = site
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # headers and body are written one after the other

            def do_GET(self) -> None:
                host = self.headers.get("Host", "")
                agent = self.headers.get("User-Agent", "")
                headers = {name.lower(): value for name, value in self.headers.items()}
                server.asked.append(Asked(host, self.path, agent, time.monotonic(), headers))
                answer = server._answer(host, self.path)
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                self.send_response(answer.status)
                for name, value in {"Content-Type": "text/html", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer((address, 0), Handler)
        self._http.daemon_threads = True

    @property
    def address(self) -> str:
        """`IP:port`."""
        host, port = self._http.server_address[:2]
        return f"{host!s}:{port}"

    def paths(self, host: str | None = None) -> list[str]:
        """What was asked for, in order, of one host or of all."""
        return [asked.path for asked in self.asked if host is None or asked.host == host]

    def __enter__(self) -> WebServer:
        Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def _answer(self, host: str, path: str) -> Answer:
        answer = self._site.get(host + path) or self._site.get(path) or Answer("not found", 404)
        if isinstance(answer, list):
            return answer.pop(0) if len(answer) > 1 else answer[0]
        return answer


@cache
def _empty_database() -> bytes:
    """A database with its tables and nothing in them: to make them takes a crawl a seventh of its start."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "crawl.db")
        Store(f"sqlite:///{path}").close()
        return path.read_bytes()


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    """The environment of a crawl whose database and exports stay in `tmp_path`."""
    database = tmp_path / "crawl.db"
    if tmp_path.is_dir() and not database.exists():
        database.write_bytes(_empty_database())
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(_FROM_OUTSIDE)},
        "NEWSCRAWL_DATABASE_URL": f"sqlite:///{database}",
        "NEWSCRAWL_OUT": str(tmp_path / "out"),
        "NEWSCRAWL_LOG": "text",
        **more,
    }


def scrapy(tmp_path: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`scrapy ARGS` to its end; `more` are environment variables."""
    command = [*SCRAPY, *args]
    env = environment(tmp_path, **more)
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
    )
