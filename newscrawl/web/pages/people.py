"""Reporters and outlets: who writes for whom, about where."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from newscrawl.store.reader import Profile
from newscrawl.web.asking import Asked
from newscrawl.web.finding import find
from newscrawl.web.plots import Bar, bars
from newscrawl.web.render import Place, page, place_of
from newscrawl.web.room import TheRoom

router = APIRouter()

_MOST = 30
_LATEST = 10


@router.get("/people", response_class=Response)
def people(request: Request, room: TheRoom, name: str = "") -> Response:
    """The most credited reporters and the largest outlets; with `name`, reporters called so."""
    place, asked = place_of(request), name.strip()[:50]
    return page(
        request,
        "people.html",
        asked=asked,
        matches=room.reader.reporters_beginning(asked, 60) if asked else [],
        reporters=_linked(place, "/people/", room.recall(room.reader.busiest_reporters, _MOST)),
        outlets=_linked(place, "/outlets/", room.recall(room.reader.largest_outlets, _MOST)),
    )


@router.get("/people/{name}", response_class=Response)
def reporter(request: Request, room: TheRoom, name: str) -> Response:
    """One reporter."""
    return _profile(request, room, "people", room.recall(room.reader.reporter, name), Asked(reporter=name))


@router.get("/outlets/{name}", response_class=Response)
def outlet(request: Request, room: TheRoom, name: str) -> Response:
    """One outlet."""
    return _profile(request, room, "outlets", room.recall(room.reader.outlet, name), Asked(outlet=name))


def _profile(request: Request, room: TheRoom, kind: str, who: Profile | None, theirs: Asked) -> Response:
    if who is None:
        raise HTTPException(404)
    place = place_of(request)
    return page(
        request,
        "profile.html",
        kind=kind,
        who=who,
        outlets=_linked(place, "/outlets/", who.outlets),
        people=_linked(place, "/people/", who.people),
        sites=_linked(place, "/sites/", who.sites),
        places=bars(
            [(name, count) for _, name, count in who.places],
            {name: place.to("/articles", region=code) for code, name, _ in who.places},
        ),
        latest=find(room, theirs, None, _LATEST).records,
        more=place.to("/articles", **theirs.given()),
    )


def _linked(place: Place, path: str, counted: list[tuple[str, int]]) -> list[Bar]:
    return bars(counted, {name: place.to(f"{path}{name}") for name, _ in counted})
