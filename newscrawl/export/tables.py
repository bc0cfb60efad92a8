"""Records → CSV for spreadsheets: one line a record, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from newscrawl.model import Credit, Record
from newscrawl.model.line import Tombstone

COLUMNS = (
    "id", "version", "status", "site", "url", "title", "kicker", "subtitle", "published_at",
    "published_precision", "modified_at", "source", "source_displayed", "outlet", "reporters", "editors",
    "dateline_place", "dateline_date", "regions", "region_names", "channel", "keywords", "body", "characters",
    "pictures", "story", "reprint_of", "fetched_at", "extractor",
)  # fmt: skip

CELL = 32_767
"""UTF-16 units that a cell may hold; spreadsheets spill longer ones into their neighbours."""

PARAGRAPH = " ¶ "
"""Stands for the line ends of a text: a record is one line, whoever counts."""

# A spreadsheet takes a cell that begins so for a formula; the wide forms do it where input is Chinese.
_LIVE = tuple("=+-@＝＋－＠")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BREAKS = re.compile("(?:(?<!\\s)\\s+)?[\n\r\x0b\x0c\x85\u2028\u2029]\\s*")


def header() -> bytes:
    """The first line."""
    return _row(COLUMNS)


def row(record: Record) -> bytes:
    """The record as one line. Lists are joined with `; `, line ends become PARAGRAPH, and what begins like a
    formula gets a `'` in front, which spreadsheets do not show."""
    source, dateline = record.source, record.dateline
    cells = (
        record.id, record.version, record.status, record.site, record.url, record.title, record.kicker,
        record.subtitle, record.published_at, record.published_precision, record.modified_at,
        source.name if source else None, source.displayed if source else None,
        source.outlet if source else None, _people(record.reporters), _people(record.editors),
        dateline.place if dateline else None, dateline.date if dateline else None,
        _list(region.adcode for region in record.regions), _list(region.name for region in record.regions),
        _list(record.channel), _list(record.keywords), record.body, record.characters, len(record.images),
        record.story, record.reprint_of, record.fetched_at, record.extractor,
    )  # fmt: skip
    return _row(cells)


def gone_row(tombstone: Tombstone) -> bytes:
    """The line of an article that is no more: its status says why."""
    known = {name: getattr(tombstone, name) for name in ("id", "version", "status", "site", "url")}
    return _row([known.get(name) for name in COLUMNS])


def safe(value: str | int | None) -> str:
    """A cell that shows `value`, on one line, without characters that are not seen, and that nothing runs."""
    if value is None:
        return ""
    text = _BREAKS.sub(PARAGRAPH, _UNSEEN.sub("", str(value)).strip())
    if text.lstrip(" \t'\"").startswith(_LIVE) and not isinstance(value, int):
        text = f"'{text}"
    return _cut(text)


def _cut(text: str) -> str:
    if len(text) <= CELL // 2 or len(text.encode("utf-16-le")) // 2 <= CELL:
        return text
    cut = text.encode("utf-16-le")[: (CELL - 1) * 2].decode("utf-16-le", "ignore")
    return cut + "…"


def _row(cells: Sequence[str | int | None]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow([safe(cell) for cell in cells])
    return out.getvalue().encode()


def _people(credits: Iterable[Credit]) -> str:
    return _list(f"{credit.name}（{credit.role}）" for credit in credits)


def _list(values: Iterable[str]) -> str:
    return "; ".join(values)
