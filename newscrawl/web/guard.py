"""What stands before every page: under which names we answer, who may read, and what a browser may do."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))

# Of our own origin one script file, style files and frames; of others nothing. Pages of strangers come with
# a policy of their own, which is stricter still.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "frame-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-cache",
}
# Our own files are asked for under the digest of their content.
KEPT = "private, max-age=31536000, immutable"


class Guard:
    """Answers only requests for one of `names` (empty: any), and with `token` only those that show it.

    A page elsewhere whose host name is made to point at this machine would otherwise read the room through
    its visitor's browser. The token comes as `Authorization: Bearer`, or as the password of a browser.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str] = (), token: str | None = None) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in names)
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: refused here, or answered by the application under our headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        app = self._refusal(scope, headers) or self._app

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                if (
                    scope["path"].startswith("/static/")
                    and scope["query_string"]
                    and message["status"] == 200
                ):
                    answered["cache-control"] = KEPT
                _complete(answered)
            await send(message)

        await app(scope, receive, sending)

    def _refusal(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        if self._names and _host(headers.get("host", "")) not in self._names:
            return PlainTextResponse("not served under this name: newscrawl serve --name NAME\n", 421)
        if self._token is not None and not shows(headers.get("authorization", ""), self._token):
            asks = {"www-authenticate": 'Basic realm="newscrawl: any name, the token as password", Bearer'}
            return PlainTextResponse("the token is needed\n", 401, asks)
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            return PlainTextResponse("an address holds no NUL, nor does anything that is stored\n", 400)
        return None


def shows(authorization: str, token: str) -> bool:
    """Whether an Authorization header shows `token`; how long that takes tells nothing about it."""
    kind, _, given = authorization.partition(" ")
    if kind.lower() == "basic":
        try:
            given = base64.b64decode(given.strip(), validate=True).decode("utf-8").partition(":")[2]
        except ValueError:
            given = ""
    elif kind.lower() != "bearer":
        given = ""
    return hmac.compare_digest(given.strip().encode("utf-8", "replace"), token.encode())


def _complete(headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


def _host(header: str) -> str:
    """The name in a Host header, without its port."""
    name = header.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0]
