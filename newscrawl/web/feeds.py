"""Feeds of what a selection of articles has last: Atom, RSS, JSON Feed."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from newscrawl.errors import UsageError
from newscrawl.formats import FEEDS, MEDIA_TYPES, Feed
from newscrawl.web import asking
from newscrawl.web.finding import find
from newscrawl.web.render import asked, tagged
from newscrawl.web.room import TheRoom
from newscrawl.web.words import Speaker

router = APIRouter(prefix="/feeds")

_ENTRIES = 50


def links(parameters: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """Media type and address of each feed, for the articles that `parameters` ask for."""
    query = f"?{urlencode(parameters)}" if parameters else ""
    return [(MEDIA_TYPES[name], f"/feeds/{name}{query}") for name in FEEDS]


@router.get("/{name}", response_class=Response)
def feed(request: Request, room: TheRoom, name: str) -> Response:
    """The last articles in one of the formats; the filters are those of the articles' page."""
    if name not in FEEDS:
        raise HTTPException(404)
    wanted = asking.read(asked(request))
    try:
        found = find(room, wanted, None, _ENTRIES).records
    except UsageError as error:
        raise HTTPException(400, str(error))
    # As `newscrawl feed`: who follows a feed is not told of what is gone, unless that is what is followed.
    records = [one for one in found if one.status != "withdrawn" or wanted.kind == "withdrawn"]
    given = wanted.given()
    title = " · ".join(["newscrawl", *given.values()])
    query = f"?{urlencode(given)}" if given else ""
    about = Feed(
        title=title,
        home=f"{request.base_url}zh/articles{query}",
        address=str(request.url),
        description=Speaker("zh")("latest.title"),
    )
    text = FEEDS[name](about, records)
    return tagged(request, Response(text, media_type=f"{MEDIA_TYPES[name]}; charset=utf-8"))
