"""The forms of a dataset: which format, how compressed, how split; and a line in each format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import msgspec

from newscrawl.export import tables
from newscrawl.export.manifest import Format
from newscrawl.export.sinks import ENDINGS, Compression
from newscrawl.formats.newsarticle import news_article, news_article_gone
from newscrawl.formats.ninjs import ninjs, ninjs_gone
from newscrawl.model import Record
from newscrawl.model.line import DataLine, Tombstone, one_line

BOM = b"\xef\xbb\xbf"

_SUFFIXES: dict[Format, str] = {
    "jsonl": ".jsonl",
    "csv": ".csv",
    "parquet": ".parquet",
    "ninjs": ".ninjs.jsonl",
    "jsonld": ".jsonld.jsonl",
}

_record = msgspec.json.Decoder(Record).decode
_tombstone = msgspec.json.Decoder(Tombstone).decode


@dataclass(frozen=True, slots=True)
class Form:
    """`split`: bytes of a file at most, before compression (a single line may be longer), or `day`: a file a
    day of publication. `bom`: CSV begins with a byte order mark, by which spreadsheets know UTF-8."""

    format: Format = "jsonl"
    compression: Compression = "none"
    split: int | Literal["day"] | None = None
    bom: bool = False
    evidence: bool = False

    @property
    def suffix(self) -> str:
        """How the names of the files end."""
        return _SUFFIXES[self.format] + ENDINGS[self.compression]

    @property
    def head(self) -> bytes:
        """What each file begins with."""
        if self.format != "csv":
            return b""
        return (BOM if self.bom else b"") + tables.header()

    @property
    def write(self) -> Callable[[DataLine], bytes]:
        """A line in this format, with its line end. Parquet is made from JSON Lines."""
        return {"csv": _csv, "ninjs": _ninjs, "jsonld": _jsonld}.get(self.format, _jsonl)


def _jsonl(line: DataLine) -> bytes:
    return line.data + b"\n"


def _csv(line: DataLine) -> bytes:
    return tables.gone_row(_tombstone(line.data)) if line.gone else tables.row(_record(line.data))


def _ninjs(line: DataLine) -> bytes:
    text = ninjs_gone(_tombstone(line.data)) if line.gone else ninjs(_record(line.data))
    return one_line(text.encode()) + b"\n"


def _jsonld(line: DataLine) -> bytes:
    text = news_article_gone(_tombstone(line.data)) if line.gone else news_article(_record(line.data))
    return one_line(text.encode()) + b"\n"
