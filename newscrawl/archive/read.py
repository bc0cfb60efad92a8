"""Raw responses kept as WARC files, and reading them back: one by one, or by URL."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newscrawl.errors import UnreadableInput
from newscrawl.model import Fetched, Hints

# One byte more is read, so that whoever parses the body can tell that it is too large.
MAX_BODY = 32 * 1024 * 1024
# The field under which a record says what the crawl knew of the page before it was fetched, as JSON.
HINTS = "X-Newscrawl-Hints"
NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class Archived:
    """One response of an archive: header names in lower case, at most MAX_BODY + 1 bytes of decoded body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    date: datetime
    hints: Hints = NO_HINTS

    def fetched(self) -> Fetched:
        """The response as the stages take it."""
        kind = self.headers.get("content-type", "")
        return Fetched(self.body, self.url, kind, self.date, self.status, self.hints)


def responses(path: str | Path) -> Iterator[Archived]:
    """Every HTTP response of a WARC file (plain, gzip or zstd), in the order of the file.

    Raises UnreadableInput where the file is missing, holds no WARC records, or ends in the middle of one
    (after what stands before it has been given out).
    """
    for record in _records(path):
        yield _archived(path, record)


class Index:
    """Responses by URL over some WARC files. Only offsets are kept in memory; bodies are read when asked for.

    Where a URL occurs more than once, the last response counts. Raises UnreadableInput as `responses` does.
    """

    def __init__(self, paths: Iterable[str | Path]) -> None:
        self._places: dict[str, tuple[Path, int]] = {}
        for path in map(Path, paths):
            self._add(path)

    def __len__(self) -> int:
        return len(self._places)

    def get(self, url: str) -> Archived | None:
        """The response that `url` got, or None if the archives hold none."""
        place = self._places.get(url)
        if place is None:
            return None
        return read_at(*place)

    def _add(self, path: Path) -> None:
        url, offset = "", 0
        for record in _records(path):
            url, offset, size = _url(record), record.stream_pos, record.content_length
            if record.consume() < size:
                raise _torn(path, url)
            self._places[url] = (path, offset)
        if offset and not _stands_at(path, offset, url):
            raise UnreadableInput(f"{path}: compressed as a whole; replay needs every record by itself")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one response of a file stands."""

    url: str
    offset: int
    date: datetime
    status: int


def scan(path: Path) -> Iterator[Place]:
    """The place of every response in a file. Raises UnreadableInput as `responses` does."""
    for record in _records(path):
        url, offset = _url(record), record.stream_pos
        try:
            record.parse_http()
            status = record.http_headers.status_code if record.http_headers is not None else None
            size = record.content_length
            whole = record.consume() >= size
        except OSError as error:
            raise UnreadableInput(f"{path}: the record of {url} is damaged ({error})") from error
        if status is None or not whole:
            raise _torn(path, url)
        yield Place(url, offset, record.record_date, status)


def read_at(path: Path, offset: int) -> Archived:
    """The response whose record begins at `offset`. Raises UnreadableInput."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            return next(_archived(path, record) for record in _iterate(path, stream))
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror}") from error


def _records(path: str | Path) -> Iterator[WarcRecord]:
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below; an unreadable path is said apart
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror}") from error
    with stream:
        yield from _iterate(path, stream)


def _iterate(path: str | Path, stream: BinaryIO) -> Iterator[WarcRecord]:
    """Response records of one file. A record is only good until the next one is asked for."""
    count = 0
    # Headers are parsed in _archived: a record with broken ones would otherwise end the iteration.
    records = iter(ArchiveIterator(stream, parse_http=False))
    while True:
        try:
            record = next(records)
        except StopIteration:
            break
        except OSError as error:
            raise UnreadableInput(f"{path}: damaged behind record {count} ({error})") from error
        count += 1
        if "Content-Length" not in record.headers:
            raise _torn(path, _url(record))
        if record.record_type == WarcRecordType.response and record.is_http:
            yield record
    if not count:
        raise UnreadableInput(f"{path}: holds no WARC records")


def _stands_at(path: Path, offset: int, url: str) -> bool:
    """Whether the record of `url` can be read from `offset` on, without what stands before it."""
    with path.open("rb") as stream:
        stream.seek(offset)
        try:
            return any(_url(record) == url for record in _iterate(path, stream))
        except UnreadableInput:
            return False


def _archived(path: str | Path, record: WarcRecord) -> Archived:
    url = _url(record)
    try:
        record.parse_http()
        size = record.content_length
        raw = record.reader.read(min(size, MAX_BODY + 1))
    except OSError as error:
        raise UnreadableInput(f"{path}: the record of {url} is damaged ({error})") from error
    status = record.http_headers.status_code if record.http_headers is not None else None
    if status is None or len(raw) < min(size, MAX_BODY + 1):
        raise _torn(path, url)
    headers = {name.lower(): value for name, value in record.http_headers.items()}
    return Archived(url, status, headers, _decoded(raw, headers), record.record_date, _hints(record))


def _hints(record: WarcRecord) -> Hints:
    """What our own writer noted of the page; none in the archives of others."""
    try:
        noted = json.loads(record.headers.get(HINTS) or "{}")
    except ValueError:
        return NO_HINTS
    return Hints(noted.get("published"), noted.get("title"), tuple(noted.get("channel") or ()))


def _torn(path: str | Path, url: str) -> UnreadableInput:
    return UnreadableInput(f"{path}: torn in the middle of the record of {url or 'an unknown address'}")


def _url(record: WarcRecord) -> str:
    # Some writers put the address into angle brackets, as the examples of WARC 1.0 do.
    return (record.headers.get("WARC-Target-URI") or "").strip("<>")


def _decoded(raw: bytes, headers: Mapping[str, str]) -> bytes:
    """The body without its transfer and content codings; as it is where a header lies about them."""
    for coding in _codings(headers, "transfer-encoding") + _codings(headers, "content-encoding"):
        decode = _DECODERS.get(coding)
        if decode is None:
            continue
        try:
            raw = decode(raw)
        except (OSError, zlib.error):
            # Many archives keep bodies decoded beside headers that still name the coding.
            continue
    return raw


def _codings(headers: Mapping[str, str], name: str) -> list[str]:
    """The codings of one header, outermost (the last applied) first."""
    return [coding.strip().lower() for coding in reversed(headers.get(name, "").split(","))]


def _inflated(raw: bytes) -> bytes:
    """Deflate, with the zlib header that HTTP asks for or without it, as many servers send it."""
    wrapped = len(raw) > 1 and raw[0] & 0x0F == 8 and int.from_bytes(raw[:2], "big") % 31 == 0
    return zlib.decompressobj(15 if wrapped else -15).decompress(raw, MAX_BODY + 1)


_DECODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "chunked": lambda raw: ChunkedReader(BytesIO(raw)).read(MAX_BODY + 1),
    "gzip": lambda raw: GzipReader(BytesIO(raw)).read(MAX_BODY + 1),
    "x-gzip": lambda raw: GzipReader(BytesIO(raw)).read(MAX_BODY + 1),
    "deflate": _inflated,
    "br": lambda raw: BrotliReader(BytesIO(raw)).read(MAX_BODY + 1),
    "zstd": lambda raw: ZstdReader(BytesIO(raw)).read(MAX_BODY + 1),
}
