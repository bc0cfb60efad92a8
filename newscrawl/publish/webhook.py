"""Events → HTTP POST, signed as Standard Webhooks says, tried again until the receiver answers for each."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Any

from newscrawl.errors import MissingExtra, UsageError
from newscrawl.grammar.waiting import seconds_of
from newscrawl.publish import addresses
from newscrawl.publish.event import CONTENT_TYPE, Event
from newscrawl.publish.sender import Undeliverable, Unreachable
from newscrawl.publish.target import Target

# The receiver, or what stands before it, is busy or down: no event is to blame.
_BUSY = frozenset((408, 425, 429, 502, 503, 504))
# The address, the secret or the receiver's set-up is to blame: every event would fare the same.
_WRONG_DOOR = frozenset((401, 403, 404, 405, 407, 410))


@dataclass(frozen=True, slots=True)
class Patience:
    """How often an event is tried, and how long is waited between: `first` seconds, doubled each time up to
    `longest`, less a random part. A receiver's Retry-After is waited for whole, up to `obeyed` seconds."""

    attempts: int = 8
    first: float = 1.0
    longest: float = 120.0
    obeyed: float = 3600.0
    timeout: float = 30.0

    def pause(self, attempt: int) -> float:
        """Seconds after the failed `attempt`, counted from 1."""
        return float(min(self.first * 2 ** (attempt - 1), self.longest)) * random.uniform(0.5, 1.0)


class Webhook:
    """Posts one event after the other; follows no redirect."""

    batch = 50

    def __init__(
        self, target: Target, secret: str | None, private: bool = False, patience: Patience | None = None
    ) -> None:
        """Raises: MissingExtra; UsageError without a secret, or with one that is none."""
        try:
            import httpx
            import standardwebhooks
        except ModuleNotFoundError:
            raise MissingExtra('webhooks need their libraries: pip install "newscrawl[publish]"')
        if not secret:
            raise UsageError(
                "webhooks are signed: set NEWSCRAWL_WEBHOOK_SECRET to whsec_ and a secret in base64, such as "
                "`openssl rand -base64 32` makes, and give the receiver the same"
            )
        try:
            self._signer = standardwebhooks.Webhook(secret)
        except Exception as error:  # the library lets whatever base64 says through
            raise UsageError(f"NEWSCRAWL_WEBHOOK_SECRET is no secret in base64: {error}")
        self._target, self._private, self._patience = target, private, patience or Patience()
        self._error = httpx.HTTPError
        self._client: Any = httpx.AsyncClient(timeout=self._patience.timeout, trust_env=False)

    async def send(self, events: Sequence[Event]) -> None:
        """Raises: Unreachable; Undeliverable for the first event that the receiver does not take."""
        await asyncio.to_thread(addresses.check, self._target.url, self._private)
        for number, event in enumerate(events):
            try:
                await self._deliver(event)
            except Unreachable as error:
                error.confirmed = number
                raise

    async def _deliver(self, event: Event) -> None:
        attempts = self._patience.attempts
        for attempt in range(1, attempts + 1):
            status, why, after = await self._post(event)
            if status is not None and 200 <= status < 300:
                return
            self._judge(event, status, why, attempt)
            if attempt < attempts:
                await asyncio.sleep(max(after, self._patience.pause(attempt)))
        if status is None or status in _BUSY:
            raise Unreachable(f"{self._target.shown}: {why}, {attempts} times")
        raise Undeliverable(event, why, attempts)

    def _judge(self, event: Event, status: int | None, why: str, attempt: int) -> None:
        """Raise where trying again is in vain."""
        if status is None or status in _BUSY or status >= 500:
            return
        if status in _WRONG_DOOR or 300 <= status < 400:
            raise Unreachable(f"{self._target.shown}: {why}; check address and secret", again=False)
        raise Undeliverable(event, why, attempt)

    async def _post(self, event: Event) -> tuple[int | None, str, float]:
        """Status (None: no answer), what was said, and after how many seconds to come again."""
        now = datetime.now(UTC)
        headers = {
            "content-type": f"{CONTENT_TYPE}; charset=utf-8",
            "webhook-id": event.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(event.id, now, event.body.decode()),
        }
        try:
            async with self._client.stream(
                "POST", self._target.url, content=event.body, headers=headers
            ) as answer:
                # What the receiver writes is not read: it could be without end.
                return answer.status_code, _told(answer.status_code), self._wait(answer.headers)
        except (self._error, OSError) as error:
            return None, str(error) or type(error).__name__, 0.0

    def _wait(self, headers: Any) -> float:
        """Seconds that Retry-After asks for. Raises Unreachable where that is longer than we wait."""
        seconds = seconds_of(headers.get("retry-after")) or 0.0
        if seconds > self._patience.obeyed:
            later = Unreachable(f"{self._target.shown} wants to be asked again in {seconds:.0f} s")
            later.after = seconds
            raise later
        return seconds

    async def __aenter__(self) -> Webhook:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._client.aclose()


def _told(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
