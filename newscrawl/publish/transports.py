"""A target → the sender that serves it."""

from __future__ import annotations

from newscrawl.publish.brokers import Broker
from newscrawl.publish.redis_stream import RedisStream
from newscrawl.publish.sender import Sender
from newscrawl.publish.target import Target
from newscrawl.publish.webhook import Patience, Webhook


def sender(
    target: Target, secret: str | None = None, private: bool = False, patience: Patience | None = None
) -> Sender:
    """The sender for `target`; nothing is contacted yet. `secret`, `private` and `patience` are for webhooks.

    Raises: MissingExtra; UsageError.
    """
    if target.kind == "redis":
        return RedisStream(target)
    if target.kind == "webhook":
        return Webhook(target, secret, private, patience)
    return Broker(target)
