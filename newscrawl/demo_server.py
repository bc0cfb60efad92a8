"""The demonstration portal over real HTTP: virtual hosts on one loopback port, answered from files.

Each folder below the root is a host: `root/www.jiangzhou.example/index.html` is what a request for `/` with
`Host: www.jiangzhou.example` gets. Nothing but `127.0.0.1` is listened on. HTML is sent without a charset,
as small regional servers send it, so that reading the bytes is left to whoever fetches them.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import Thread
from types import TracebackType
from urllib.parse import unquote, urlsplit

LOOPBACK = "127.0.0.1"

TYPES: Mapping[str, str] = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".css": "text/css",
    ".js": "application/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}

log = logging.getLogger(__name__)


class DemoPortal:
    """Serves `root` while entered: `with DemoPortal(root) as portal: portal.hosts`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._server: _Server | None = None
        self._thread: Thread | None = None

    def __enter__(self) -> DemoPortal:
        """Listen on a free port; raises FileNotFoundError where `root` is not a folder."""
        self._server = _Server(self._root)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server and self._thread:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
        self._server = self._thread = None

    @property
    def port(self) -> int:
        """The port in use; raises RuntimeError outside of the `with` block."""
        return self._running.server_port

    @property
    def hosts(self) -> dict[str, str]:
        """Each host name and the address that answers for it, as `curl --connect-to` would map them."""
        address = f"{LOOPBACK}:{self.port}"
        return dict.fromkeys(sorted(self._running.roots), address)

    @property
    def _running(self) -> _Server:
        if self._server is None:
            raise RuntimeError("the demonstration portal is not running: use it in a with block")
        return self._server


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, root: Path) -> None:
        self.roots = {folder.name: folder.resolve() for folder in root.iterdir() if folder.is_dir()}
        super().__init__((LOOPBACK, 0), _Handler)

    def server_bind(self) -> None:
        # The standard library would ask the resolver for this machine's name, which can take seconds.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.socket.getsockname()[1]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30
    # Head and body leave in one packet: on a kept-alive connection two small ones wait for a delayed ACK.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        root = self.server.roots.get(_host_name(self.headers.get("Host", "")))
        if root is None:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"no such host\n", "text/plain")
            return
        path = urlsplit(self.path).path
        target = _resolve(root, path)
        if target is not None and target.is_dir() and not path.endswith("/"):
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", {"Location": path + "/"})
            return
        if target is not None and target.is_dir():
            target /= "index.html"
        if target is None or not target.is_file():
            self._send_missing(root)
            return
        self._send_file(target)

    do_HEAD = do_GET  # noqa: N815 - the name is the standard library's

    def _send_file(self, path: Path) -> None:
        body = path.read_bytes()
        modified = int(path.stat().st_mtime)
        headers = {
            "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"',
            "Last-Modified": formatdate(modified, usegmt=True),
        }
        if self._is_fresh(headers["ETag"], modified):
            self._send(HTTPStatus.NOT_MODIFIED, b"", None, headers)
        else:
            self._send(HTTPStatus.OK, body, TYPES.get(path.suffix, "application/octet-stream"), headers)

    def _send_missing(self, root: Path) -> None:
        page = root / "404.html"
        body = page.read_bytes() if page.is_file() else b"not found\n"
        self._send(HTTPStatus.NOT_FOUND, body, "text/html" if page.is_file() else "text/plain")

    def _is_fresh(self, etag: str, modified: int) -> bool:
        """Whether the client's copy is current; If-None-Match outranks the date (RFC 9110, 13.2.2)."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
            return etag in tags or "*" in tags
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return parsedate_to_datetime(since).timestamp() >= modified
        except ValueError:
            return False

    def _send(
        self, status: HTTPStatus, body: bytes, kind: str | None, headers: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if kind is not None:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def version_string(self) -> str:
        return "demo-portal"

    def log_message(self, format: str, *args: object) -> None:
        log.debug(format, *args)


def _host_name(header: str) -> str:
    return header.partition(":")[0].strip().lower()


def _resolve(root: Path, path: str) -> Path | None:
    """The file or folder below `root` that a URL path means, or None where it would lead out of it."""
    parts = [part for part in unquote(path).split("/") if part]
    if any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return None
    target = root.joinpath(*parts).resolve()
    return target if target.is_relative_to(root) else None
