"""The queries of the pages as JSON, described by /api/v1/openapi.json."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Annotated, Any, Literal
from urllib.parse import quote

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import Response, StreamingResponse

from newscrawl.errors import UsageError
from newscrawl.export import Form, encode
from newscrawl.formats import citation, news_article, ninjs, pinned
from newscrawl.model import Record
from newscrawl.model.line import line_of
from newscrawl.store.reader import Profile
from newscrawl.web.asking import Asked
from newscrawl.web.finding import everything, find
from newscrawl.web.health import Seen
from newscrawl.web.pages.today import look
from newscrawl.web.render import tagged
from newscrawl.web.room import Room, TheRoom
from newscrawl.web.words import Speaker

router = APIRouter(prefix="/api/v1")

_PAGE = 50
_MOST = 500
_ONE = {
    "newsarticle": "application/ld+json",
    "ninjs": "application/json",
    "citation": "text/plain; charset=utf-8",
}

Words = Annotated[str, Query(description="words that title or text must hold", max_length=200)]
Region = Annotated[str, Query(description="GB/T 2260 code: 510000 is a province, 511700 a city in it")]
Outlet = Annotated[str, Query(description="name or key of the source", max_length=200)]
Reporter = Annotated[str, Query(description="whole name of a reporter", max_length=200)]
Site = Annotated[str, Query(description="id of a site", max_length=200)]
Since = Annotated[str, Query(description="first day of publication, 2024-01-31")]
Until = Annotated[str, Query(description="last day of publication")]
Kind = Annotated[str, Query(description="first (no reprints), changed, withdrawn")]
After = Annotated[str | None, Query(description="`next` of the part before")]
Limit = Annotated[int, Query(description="articles in one part", ge=1, le=_MOST)]
Evidence = Annotated[bool, Query(description="add what was removed, and where each field comes from")]

Id = Annotated[str, Path(description="id of an article")]
Story = Annotated[str, Path(description="`story` of an article")]
Day = Annotated[date, Path(description="a day, 2024-01-31")]
Name = Annotated[str, Path(description="whole name of a reporter, or name or key of an outlet")]
Format = Annotated[
    str,
    Query(description="newsarticle (schema.org), ninjs or citation (GB/T 7714—2015); else the record itself"),
]
Exported = Annotated[
    Literal["jsonl", "csv", "ninjs", "jsonld"], Query(description="jsonl, csv, ninjs, jsonld")
]

_RECORD = {"type": "object", "description": "a record as `newscrawl schema` describes it"}
_PART = {
    "type": "object",
    "required": ["articles", "next"],
    "properties": {
        "articles": {"type": "array", "items": _RECORD},
        "count": {"type": "integer"},
        "exact": {"type": "boolean", "description": "false: there are at least `count`"},
        "next": {
            "type": ["string", "null"],
            "description": "give it as `after`; null: this was the last part",
        },
    },
}

_OBJECT = {"type": "object"}
_LIST = {"type": "array", "items": {"type": "object"}}


_KEPT_BACK = "newscrawl-kept-back"
"""A header, and no field: the record of an article that is kept back is what it would be in an export."""
_ITS_HEADER = {
    _KEPT_BACK: {
        "description": "the monitor that keeps the article back as suspicious; absent where none does",
        "schema": {"type": "string"},
    }
}


def _told(
    schema: dict[str, Any], kind: str = "application/json", headers: dict[str, Any] | None = None
) -> dict[int | str, dict[str, Any]]:
    """How OpenAPI is told what an operation answers."""
    return {200: {"description": "found", "content": {kind: {"schema": schema}}, "headers": headers or {}}}


def filters(
    q: Words = "",
    region: Region = "",
    outlet: Outlet = "",
    reporter: Reporter = "",
    site: Site = "",
    since: Since = "",
    until: Until = "",
    kind: Kind = "",
) -> Asked:
    """What is asked for, as the pages read it."""
    return Asked(q.strip(), region, outlet, reporter, site, since, until, kind)


Filters = Annotated[Asked, Depends(filters)]


@router.get("/articles", responses=_told(_PART), response_class=Response)
def articles(
    request: Request, room: TheRoom, asked: Filters, after: After = None, limit: Limit = _PAGE
) -> Response:
    """Articles, the newest first; with `q` the best first. In parts: give `next` as `after`."""
    try:
        found = find(room, asked, after, limit)
    except UsageError as error:
        raise HTTPException(400, str(error))
    body = b'{"articles":[%b],"count":%d,"exact":%b,"next":%b}' % (
        b",".join(map(encode, found.records)),
        found.count,
        b"true" if found.exact else b"false",
        msgspec.json.encode(found.next),
    )
    return _answer(request, body)


@router.get("/articles/{id}", responses=_told(_RECORD, headers=_ITS_HEADER), response_class=Response)
def article(
    request: Request, room: TheRoom, id: Id, evidence: Evidence = False, format: Format = ""
) -> Response:
    """One article as it now stands, also one that is kept back: a header says so."""
    if format and format not in _ONE:
        raise HTTPException(400, f"no format {format!r}; there are {', '.join(_ONE)}")
    found = room.reader.article(id, evidence)
    if found is None:
        raise HTTPException(404, f"no article {id!r}")
    said = _kept_back(room, id)
    if format:
        return _answer(request, _written(found, format, bool(said)).encode(), _ONE[format], said)
    return _answer(request, encode(found, evidence), headers=said)


@router.get("/articles/{id}/versions", responses=_told(_OBJECT, headers=_ITS_HEADER), response_class=Response)
def versions(request: Request, room: TheRoom, id: Id) -> Response:
    """An article with its versions, the first one first, and what each changed."""
    found = room.reader.history(id)
    if found is None:
        raise HTTPException(404, f"no article {id!r}")
    return _answer(request, msgspec.json.encode(found), headers=_kept_back(room, found.id))


@router.get("/stories/{story}", responses=_told(_LIST), response_class=Response)
def story(request: Request, room: TheRoom, story: Story) -> Response:
    """The articles that tell one story, the first publisher's first."""
    found = room.reader.story(story, _MOST)
    if not found:
        raise HTTPException(404, f"no story {story!r}")
    return _answer(request, b"[%b]" % b",".join(map(encode, found)))


@router.get("/sites", responses=_told(_LIST), response_class=Response)
def sites(request: Request, room: TheRoom) -> Response:
    """The sites with their health and last runs, those that need a look first."""
    return _answer(request, msgspec.json.encode([_site(seen) for seen in look(room, Speaker("en"))]))


@router.get("/days/{day}", responses=_told(_OBJECT), response_class=Response)
def one_day(request: Request, room: TheRoom, day: Day) -> Response:
    """What came in on a day of Beijing's time."""
    return _answer(request, msgspec.json.encode(room.recall(room.reader.day, day)))


@router.get("/reporters/{name}", responses=_told(_OBJECT), response_class=Response)
def reporter(request: Request, room: TheRoom, name: Name) -> Response:
    """For whom a reporter writes, with whom, and about where."""
    return _profile(request, room.reader.reporter(name), name)


@router.get("/outlets/{name}", responses=_told(_OBJECT), response_class=Response)
def outlet(request: Request, room: TheRoom, name: Name) -> Response:
    """Who writes for an outlet, and about where."""
    return _profile(request, room.reader.outlet(name), name)


@router.get("/export", responses=_told(_RECORD, "application/jsonl"), response_class=Response)
def export(room: TheRoom, asked: Filters, format: Exported = "jsonl") -> Response:
    """All articles asked for, however many, as `newscrawl export` writes them."""
    form = Form(format)
    try:
        records = everything(room, asked)
    except UsageError as error:
        raise HTTPException(400, str(error))
    lines = chain([form.head], (form.write(line_of(record)) for record in records))
    headers = {"content-disposition": f'attachment; filename="newscrawl{form.suffix}"'}
    kind = "text/csv; charset=utf-8" if format == "csv" else "application/jsonl"
    return StreamingResponse(lines, media_type=kind, headers=headers)


def _profile(request: Request, found: Profile | None, name: str) -> Response:
    if found is None:
        raise HTTPException(404, f"no article credits {name!r}")
    return _answer(request, msgspec.json.encode(found))


def _site(seen: Seen) -> dict[str, Any]:
    state = msgspec.to_builtins(seen.state)
    reasons = [{"reason": one.name, **one.values} for one in seen.reasons]
    return {**state, "health": seen.health, "reasons": reasons}


def _written(record: Record, format: str, kept_back: bool) -> str:
    if format == "citation":
        return "".join(f"{line}\n" for line in (citation(record), pinned(record)) if line)
    return ninjs(record, kept_back) if format == "ninjs" else news_article(record)


def _kept_back(room: Room, id: str) -> dict[str, str]:
    kept = room.reader.kept_back(id)
    return {_KEPT_BACK: quote(kept.monitor)} if kept else {}


def _answer(
    request: Request, body: bytes, kind: str = "application/json", headers: Mapping[str, str] | None = None
) -> Response:
    return tagged(request, Response(body, media_type=kind), headers or {})
