"""Events → NATS JetStream, Kafka, RabbitMQ, all through FastStream."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any

from newscrawl.errors import MissingExtra
from newscrawl.publish.event import CONTENT_TYPE, Event
from newscrawl.publish.sender import Unreachable
from newscrawl.publish.target import Target

TIMEOUT = 30.0
"""Seconds that a broker may take to confirm an event."""

Publish = Callable[[Event], Awaitable[Any]]


class Broker:
    """Sends through a FastStream broker and waits until each event is confirmed as stored."""

    batch = 200

    def __init__(self, target: Target) -> None:
        """Raises MissingExtra."""
        try:
            import faststream  # noqa: F401
        except ModuleNotFoundError:
            raise MissingExtra('NATS, Kafka and RabbitMQ need FastStream: pip install "newscrawl[brokers]"')
        self._target = target
        self._broker: Any = None
        self._publish: Publish | None = None

    async def send(self, events: Sequence[Event]) -> None:
        """Raises Unreachable."""
        confirmed = 0
        try:
            if self._publish is None:
                async with asyncio.timeout(TIMEOUT):
                    self._broker, self._publish = await _OPENERS[self._target.kind](self._target)
            for event in events:
                async with asyncio.timeout(TIMEOUT):
                    await self._publish(event)
                confirmed += 1
        except Exception as error:  # each client has its own; whatever it is, the event is not confirmed
            await self._drop()
            lost = Unreachable(f"{self._target.shown}: {error or type(error).__name__}")
            lost.confirmed = confirmed
            raise lost

    async def _drop(self) -> None:
        """Leave a broken connection: the next attempt makes a new one."""
        broker, self._broker, self._publish = self._broker, None, None
        if broker is not None:
            try:
                async with asyncio.timeout(TIMEOUT):
                    await broker.stop()
            except Exception:  # it is broken; that is why it is left
                return

    async def __aenter__(self) -> Broker:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._drop()


async def _nats(target: Target) -> tuple[Any, Publish]:
    """JetStream, which stores and confirms; plain NATS would drop what nobody listens for."""
    from faststream.nats import NatsBroker

    # The relay tries again by itself, and says so; the client would do it silently for minutes.
    options: dict[str, Any] = {
        "allow_reconnect": False,
        "max_reconnect_attempts": 1,
        "reconnect_time_wait": 0,
    }
    broker = NatsBroker(target.url, connect_timeout=10, **options)
    await broker.connect()
    jetstream = broker.connection.jetstream()
    names = [info.config.name for info in await jetstream.streams_info()]
    if target.stream not in names:
        await jetstream.add_stream(name=target.stream, subjects=[target.channel])

    async def publish(event: Event) -> None:
        # With the id the server itself drops what comes twice within its window.
        headers = {"content-type": CONTENT_TYPE, "Nats-Msg-Id": event.id}
        await broker.publish(
            event.body, target.channel, headers=headers, stream=target.stream, timeout=TIMEOUT
        )

    return broker, publish


async def _kafka(target: Target) -> tuple[Any, Publish]:
    from faststream.kafka import KafkaBroker

    hosts = target.url.partition("://")[2].strip("/")
    broker = KafkaBroker(hosts.split(","), acks="all", enable_idempotence=True)
    await broker.connect()

    async def publish(event: Event) -> None:
        headers = {"content-type": CONTENT_TYPE, "ce_id": event.id}
        # One article's events go to one partition, where their order holds.
        await broker.publish(event.body, target.channel, key=event.article.encode(), headers=headers)

    return broker, publish


async def _rabbit(target: Target) -> tuple[Any, Publish]:
    from faststream.rabbit import Channel, RabbitBroker, RabbitQueue

    broker = RabbitBroker(target.url, default_channel=Channel(on_return_raises=True))
    await broker.connect()
    queue = RabbitQueue(target.channel, durable=True)
    await broker.declare_queue(queue)

    async def publish(event: Event) -> None:
        await broker.publish(
            event.body, queue, persist=True, message_id=event.id, content_type=CONTENT_TYPE, timeout=TIMEOUT
        )

    return broker, publish


_OPENERS: dict[str, Callable[[Target], Awaitable[tuple[Any, Publish]]]] = {
    "nats": _nats,
    "kafka": _kafka,
    "rabbit": _rabbit,
}
