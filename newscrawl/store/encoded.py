"""Articles as lines of JSON, put together from pieces that are JSON already: a record is never made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import compress, islice
from operator import attrgetter

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    String,
    Text,
    and_,
    cast,
    delete,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from newscrawl.model import SCHEMA, Record
from newscrawl.model.line import FIELDS, DataLine, line_of, one_line
from newscrawl.store import read
from newscrawl.store.bulk import put
from newscrawl.store.judge import Wording
from newscrawl.store.models import ArticleRow, EncodedRow, OutletRow, SiteRow, VersionRow
from newscrawl.store.queries import AnyRow, Query, current_version
from newscrawl.store.rows import Values
from newscrawl.store.upsert import chunks

CHUNK = 100
_BEFORE = ("schema", "id", "version", "url", "canonical_url", "site", "fetched_at", "kind")
_BEHIND = ("story", "reprint_of", "content_hash", "extractor", "status")
_KEPT = tuple(name for name in FIELDS if name not in (*_BEFORE, *_BEHIND, "removed", "provenance"))
_BIT = {name: 1 << number for number, name in enumerate(FIELDS)}
_KEPT_BITS = [_BIT[name] for name in _KEPT]
_CHARACTERS = _BIT["characters"]
_COLUMNS = ("article_id", "version", "filled", "odd", "content_hash", "extractor", "data")
_ALWAYS = sum(
    _BIT[name] for name in ("schema", "id", "version", "site", "kind", "content_hash", "extractor", "status")
)
_URL, _CANONICAL, _FETCHED = (_BIT[name] for name in ("url", "canonical_url", "fetched_at"))
_STORY, _REPRINT = _BIT["story"], _BIT["reprint_of"]

# All that JSON escapes in a text, but for what `_quoted` escapes itself.
_CONTROLS = bytes(code for code in range(0x20) if code != 0x0A)

_Chunk = tuple[list[AnyRow], dict[str, Record]]

_kept = attrgetter(*_KEPT)
_encode = msgspec.json.Encoder().encode


class _Before(msgspec.Struct):
    """The fields in front of the kept part."""

    schema: str
    id: str
    version: int
    url: str | None
    canonical_url: str | None
    site: str
    fetched_at: str | None
    kind: str


class _Behind(msgspec.Struct):
    """The fields behind it."""

    story: str | None
    reprint_of: str | None
    content_hash: str
    extractor: str
    status: str


def keep(connection: Connection, wordings: Sequence[Wording]) -> None:
    """Keep the new versions encoded, in place of those before."""
    # Of two versions that one batch brings, the last counts.
    last = {wording.entry: wording for wording in wordings}
    new = {wording.entry for wording in wordings if wording.number == 1}
    put(connection, EncodedRow, _COLUMNS, [_row(one) for entry, one in last.items() if entry in new])
    changed = [_row(one) for entry, one in last.items() if entry not in new]
    put(connection, EncodedRow, _COLUMNS, changed, over=("article_id",))


def forget(connection: Connection, articles: Iterable[int]) -> None:
    """Drop what is kept of article rows whose facts have changed without a new version."""
    for some in chunks(articles, CHUNK):
        connection.execute(delete(EncodedRow).where(EncodedRow.article_id.in_(some)))


def _row(wording: Wording) -> Values:
    record, pieces = wording.record, wording.prepared.pieces
    # No text of a record is empty: what is false, but for a number, is unknown.
    bits = sum(compress(_KEPT_BITS, _kept(record))) | _CHARACTERS
    odd = one_line(pieces.body) is not pieces.body or one_line(pieces.blocks) is not pieces.blocks
    # JSON has no line end of its own outside of texts, where it is escaped.
    data = b"%b\n%b" % (one_line(pieces.first), one_line(pieces.last))
    return (wording.entry.id, wording.number, bits, odd, record.content_hash, record.extractor, data)


def chosen(connection: Connection, *conditions: ColumnElement[bool]) -> Query:
    """Reads what `lines` needs, of articles with current version, site and outlet, for which all holds."""
    original = aliased(ArticleRow)
    # SQLite keeps text as UTF-8, as it goes out: to make characters of it takes longer than to read it.
    raw = LargeBinary if connection.dialect.name == "sqlite" else Text
    return (
        select(
            ArticleRow.key,
            ArticleRow.version,
            ArticleRow.url,
            ArticleRow.canonical_url,
            SiteRow.key.label("site"),
            # Of SQLite the text: an instant made of it would only be written out again.
            type_coerce(ArticleRow.fetched_at, String),
            ArticleRow.kind,
            ArticleRow.story,
            original.key.label("reprint_of"),
            EncodedRow.content_hash,
            EncodedRow.extractor,
            ArticleRow.status,
            VersionRow.published_at,
            EncodedRow.filled,
            EncodedRow.odd,
            EncodedRow.data,
            cast(VersionRow.body, raw),
            # As it is stored, which is as it goes out: without a look inside.
            cast(VersionRow.blocks, raw),
        )
        .select_from(ArticleRow)
        .join(VersionRow, current_version())
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .outerjoin(OutletRow, OutletRow.id == VersionRow.outlet_id)
        .outerjoin(original, original.id == ArticleRow.reprint_of)
        .outerjoin(
            EncodedRow,
            and_(EncodedRow.article_id == ArticleRow.id, EncodedRow.version == ArticleRow.version),
        )
        .where(*conditions)
    )


def lines(connection: Connection, query: Query) -> Iterator[DataLine]:
    """The articles of a query made with `chosen`, in its order, CHUNK at a time.

    Until the last one is given the connection serves nothing else.
    """
    coming = _chunks(connection, query)
    # SQLite needs Python's lock for every row: two threads would only wait for one another.
    for rows, put_together in coming if connection.dialect.name == "sqlite" else _ahead(coming):
        for row in rows:
            yield _line(row) if row.data is not None else line_of(put_together[row.key])


def _chunks(connection: Connection, query: Query) -> Iterator[_Chunk]:
    """Rows, and the records of those that are not kept encoded, by id."""
    rows = iter(connection.execute(query.execution_options(yield_per=CHUNK)))
    while some := list(islice(rows, CHUNK)):
        missing = [row.key for row in some if row.data is None]
        yield some, read.of_keys(connection, missing) if missing else {}


def _ahead(chunks: Iterator[_Chunk]) -> Iterator[_Chunk]:
    """The same, the next one asked for while this one is worked on."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = beside.submit(next, chunks, None)
            yield chunk


def _line(row: AnyRow) -> DataLine:
    (
        key, version, url, canonical_url, site, fetched_at, kind,
        story, reprint_of, content_hash, extractor, status, published_at, bits, odd, data,
        body, blocks,
    ) = row  # fmt: skip
    fetched = _instant(fetched_at)
    before = _encode(_Before(SCHEMA, key, version, url, canonical_url, site, fetched, kind))
    if not before.isascii():
        before = one_line(before)
    behind = _encode(_Behind(story, reprint_of, content_hash, extractor, status))
    bits |= _ALWAYS
    if url is not None:
        bits |= _URL
    if canonical_url is not None:
        bits |= _CANONICAL
    if fetched is not None:
        bits |= _FETCHED
    if story is not None:
        bits |= _STORY
    if reprint_of is not None:
        bits |= _REPRINT
    first, _, last = data.partition(b"\n")
    text = b'%b,%b,"body":%b,"blocks":%b,%b,%b' % (
        before[:-1], first, _quoted(body), _raw(blocks), last, behind[1:],
    )  # fmt: skip
    if odd:
        text = one_line(text)
    return DataLine(text, bits, site, published_at and published_at[:10], extractor)


def _raw(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _quoted(text: str | bytes | None) -> bytes:
    """A text as JSON, as msgspec writes it; of UTF-8 without a look at its characters."""
    if not isinstance(text, bytes):
        return _encode(text)
    if len(text.translate(None, _CONTROLS)) != len(text):
        return _encode(text.decode())
    return b'"%b"' % text.replace(b"\\", rb"\\").replace(b'"', rb"\"").replace(b"\n", rb"\n")


def _instant(value: str | datetime | None) -> str | None:
    """An instant in UTC as records have it: SQLite keeps `2024-03-13 08:00:00.000000`."""
    if isinstance(value, str):
        return f"{value[:10]}T{value[11:19]}{'' if value.endswith('.000000') else value[19:]}+00:00"
    return value.astimezone(UTC).isoformat() if value else None
