"""Files → pages to extract, in the order given: HTML files, gzipped ones, and web archives."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from newscrawl import archive
from newscrawl.errors import NotAnArticle, NotHtml, Refused, UnreadableInput
from newscrawl.furniture import Furniture
from newscrawl.model import Fetched
from newscrawl.page import MAX_BYTES

_GZIP = b"\x1f\x8b"
_WARC = b"WARC/"
# Archives are the only files that come in Zstandard.
_ZSTD = b"\x28\xb5\x2f\xfd"
_HTML_TYPES = ("", "text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Input:
    """One page to extract, or why there is none. `name`: the path as given; `path#url` in an archive.

    `further`: the story's other pages, in order; `missing`: addresses of those that are not among the inputs;
    `furniture`: what repeats on the pages of its site.
    """

    name: str
    content: Fetched | Refused
    further: tuple[Fetched, ...] = ()
    missing: tuple[str, ...] = ()
    furniture: Furniture | None = None


def read_inputs(
    paths: Iterable[str], urls: Mapping[str, str], fetched_at: datetime | None = None
) -> Iterator[Input]:
    """Every page of every path, read one at a time; a path that yields no page yields its reason.

    `urls` maps a path to the URL it was fetched from, `fetched_at` is when; archives bring their own.
    """
    for path in paths:
        try:
            body = _read_page(path)
        except (OSError, EOFError, zlib.error) as error:
            yield Input(path, UnreadableInput(_reason(error)))
            continue
        if body is None:
            yield from _archive_pages(path)
        else:
            yield Input(path, Fetched(body, url=urls.get(path), fetched_at=fetched_at))


def _read_page(path: str) -> bytes | None:
    """The bytes of an HTML file, cut one byte above the bound of a page; None for a web archive."""
    with Path(path).open("rb") as raw:
        zipped = raw.read(len(_GZIP)) == _GZIP
        raw.seek(0)
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if zipped else raw
        head = stream.read(len(_WARC))
        if head == _WARC or head.startswith(_ZSTD):
            return None
        return head + stream.read(MAX_BYTES + 1 - len(head))


def _archive_pages(path: str) -> Iterator[Input]:
    """The HTML responses of one web archive; where the file is torn, the pages before it and the reason.

    A crawl that found all as it was leaves an archive of robots.txt alone: no page, and no error.
    """
    empty = True
    try:
        for response in archive.responses(path):
            fetched = response.fetched()
            if _content_type(fetched) in _HTML_TYPES:
                empty = False
                yield Input(f"{path}#{fetched.url}", _answered(fetched))
            elif urlsplit(response.url).path == "/robots.txt":
                empty = False
    except UnreadableInput as error:
        yield Input(path, error)
        return
    if empty:
        yield Input(path, NotHtml("the archive holds no HTML response"))


def _answered(fetched: Fetched) -> Fetched | Refused:
    if 200 <= fetched.status < 300:
        return fetched
    return NotAnArticle(f"the server answered with status {fetched.status}")


def _content_type(fetched: Fetched) -> str:
    return fetched.content_type.partition(";")[0].strip().lower()


def _reason(error: OSError | EOFError | zlib.error) -> str:
    return getattr(error, "strerror", None) or str(error)
