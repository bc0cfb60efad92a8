"""The API and the feeds, described for people."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from newscrawl.web import feeds
from newscrawl.web.render import page
from newscrawl.web.room import TheRoom

router = APIRouter()


@router.get("/api", response_class=Response)
def about(request: Request, room: TheRoom) -> Response:
    """Every operation of the API with its parameters."""
    described = request.app.openapi()["paths"]
    operations = [
        (path, {"parameters": [], **operation["get"], "summary": operation["get"]["description"]})
        for path, operation in described.items()
    ]
    return page(
        request,
        "api.html",
        operations=operations,
        feeds=feeds.links(),
        base=str(request.base_url),
        token=room.settings.token is not None,
    )
