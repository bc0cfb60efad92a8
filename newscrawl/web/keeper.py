"""Keeping the search index up while the room is open: all that is ever written, and no page waits for it."""

from __future__ import annotations

import logging
import threading
from types import TracebackType

from newscrawl.errors import NewscrawlError, StorageAway
from newscrawl.store import Store

log = logging.getLogger(__name__)

_EVERY = 2.0
_AT_ONCE = 200


class Keeper:
    """A thread that takes new articles into the search index, as `newscrawl find` does before it searches.

    Where the database may not be written, search stays as it is, and pages say how far it is behind. One that
    is away is waited for.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="search index", daemon=True)

    def __enter__(self) -> Keeper:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._keep()
            except StorageAway as error:
                log.warning("the search index waits: %s", error)
                self._ended.wait(_EVERY)
            except NewscrawlError as error:
                log.warning("the search index is not kept up: %s", error)
                return

    def _keep(self) -> None:
        with Store(self._url) as store:
            while not self._ended.is_set():
                if not store.index(_AT_ONCE):
                    self._ended.wait(_EVERY)
