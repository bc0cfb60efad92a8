"""Asking the demonstration portal for a page as a client that connects to it instead of the named host."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from newscrawl.demo_server import DemoPortal


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    portal: DemoPortal, url: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> Answer:
    """One request over a connection of its own; the path goes out exactly as written in `url`."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=10)
    try:
        target = url.split(parts.netloc, 1)[1] or "/"
        connection.request(method, target, headers={"Host": parts.netloc, **(headers or {})})
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()
