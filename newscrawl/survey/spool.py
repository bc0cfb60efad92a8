"""Pages set aside on disk: those that will be joined to pages which come earlier or later."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from types import TracebackType

from newscrawl.errors import Refused
from newscrawl.inputs import Input
from newscrawl.model import Fetched
from newscrawl.survey.look import address_of, digest

_IN_MEMORY = 32 * 1024 * 1024
_NEVER = datetime.min.replace(tzinfo=UTC)


class Spool:
    """Pages by canonical address, in a temporary file once they are many. Of two, the later one counts."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile[bytes](max_size=_IN_MEMORY)
        self._places: dict[str, tuple[datetime, int, int, int]] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._file.close()

    def keeping(self, pages: Iterable[Input], families: Mapping[str, frozenset[str]]) -> Iterator[Input]:
        """The pages, unchanged; those that belong to one of the families are kept as they pass."""
        wanted = families.keys() | {other for others in families.values() for other in others}
        for page in pages:
            if wanted and not isinstance(page.content, Refused):
                address = address_of(page.content)
                if address in wanted:
                    self.add(address, page.content)
            yield page

    def get(self, address: str) -> Fetched | None:
        """The page at a canonical address, or None."""
        place = self._places.get(address)
        if place is None:
            return None
        _, _, offset, size = place
        self._file.seek(offset)
        found: Fetched = pickle.loads(self._file.read(size))
        return found

    def add(self, address: str, fetched: Fetched) -> None:
        """Keep a page, unless a later one of this address is kept."""
        known = self._places.get(address)
        # By content where the times are equal: which one stands first in the inputs is to be no matter.
        rank = (fetched.fetched_at or _NEVER, digest(fetched))
        if known is not None and rank <= known[:2]:
            return
        packed = pickle.dumps(fetched)
        offset = self._file.seek(0, 2)
        self._file.write(packed)
        self._places[address] = (*rank, offset, len(packed))
