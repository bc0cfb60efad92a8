"""Heads of answers within bounds: Twisted bounds each line of them, and reads lines without end."""

from __future__ import annotations

from typing import Final

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol

# Browsers take 256 KB and less; also bounds `100 Continue` said over and over.
MAX_HEAD: Final = 256 * 1024


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's, hanging up on whoever does not come to the body."""

    _head = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Bytes from the server."""
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        self._head = self._head + len(data) if self._in_head() else 0
        if self._head > MAX_HEAD and self.transport is not None:
            self.transport.abortConnection()

    def _in_head(self) -> bool:
        return self._parser is not None and self._parser.state in (STATUS, HEADER)


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes BoundedProtocols, for a connection pool."""

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802
        """The protocol of a new connection."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
