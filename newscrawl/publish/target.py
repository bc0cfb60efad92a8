"""Where events go: what the address of a target says."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit, urlunsplit

from newscrawl.errors import UsageError

KINDS = {
    "redis": "redis", "rediss": "redis", "http": "webhook", "https": "webhook", "nats": "nats", "tls": "nats",
    "kafka": "kafka", "amqp": "rabbit", "amqps": "rabbit",
}  # fmt: skip
"""Which transport serves an address, by its scheme."""

_FORMS = {
    "redis": "redis://HOST:6379/0?stream=NAME",
    "webhook": "https://HOST/PATH",
    "nats": "nats://HOST:4222/SUBJECT?stream=NAME",
    "kafka": "kafka://HOST:9092/TOPIC",
    "rabbit": "amqp://USER@HOST/VHOST?queue=NAME",
}
_OURS = {"redis": ("stream", "maxlen"), "nats": ("stream",), "rabbit": ("queue",)}
DEFAULT = "newscrawl"


@dataclass(frozen=True, slots=True)
class Target:
    """`name`: what its position is kept under. `url`: for the transport, without our own parameters;
    `shown`: without a password. `channel`: stream, subject, topic or queue; `stream`: of NATS JetStream."""

    name: str
    kind: str
    url: str
    shown: str
    channel: str
    stream: str = DEFAULT
    keep: int | None = None


def read_target(address: str, name: str | None = None) -> Target:
    """The target at `address`, called `name` (None: the address without password and parameters).

    Raises UsageError for an address that no transport serves.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError as error:
        raise UsageError(f"no address of a target: {address!r} ({error})")
    kind = KINDS.get(parts.scheme)
    if kind is None or not host:
        raise UsageError(f"no address of a target: {address!r}; write one of {', '.join(_FORMS.values())}")
    asked = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    ours = {key: asked.pop(key) for key in _OURS.get(kind, ()) if key in asked}
    # A webhook's parameters are the receiver's own; they stay as they were written.
    query = parts.query if kind == "webhook" else urlencode(asked)
    url = urlunsplit(parts._replace(query=query))
    # Kafka's may name several hosts.
    shown = urlunsplit(SplitResult(parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    path = parts.path.strip("/")
    channel = {"redis": ours.get("stream"), "rabbit": ours.get("queue")}.get(kind, path) or DEFAULT
    if kind in ("nats", "kafka"):
        url = urlunsplit(parts._replace(path="", query=query))
    label = shown if kind in ("webhook", "nats", "kafka") else f"{shown}#{channel}"
    return Target(
        name or label, kind, url, label, channel, ours.get("stream", DEFAULT), _number(ours.get("maxlen"))
    )


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdigit() or not int(text):
        raise UsageError(f"maxlen={text}: how many events a stream keeps is a whole number above 0")
    return int(text)
