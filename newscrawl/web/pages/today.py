"""Today: what came in, and which sites need a look first."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from newscrawl.store.health import Incident
from newscrawl.web import feeds, health
from newscrawl.web.asking import Asked
from newscrawl.web.finding import find
from newscrawl.web.plots import bars, tiles
from newscrawl.web.render import BEIJING, page, place_of
from newscrawl.web.room import Room, TheRoom
from newscrawl.web.words import Speaker

router = APIRouter()

_LATEST = 12
_RUNS = 31


@router.get("/", response_class=Response)
def today(request: Request, room: TheRoom, day: str = "") -> Response:
    """The day asked for, else the last one on which anything changed."""
    place = place_of(request)
    now = datetime.now(BEIJING).date()
    chosen = _day(day) or room.reader.last_day()
    sites = look(room, Speaker(place.language))
    found = room.recall(room.reader.day, chosen) if chosen else None
    links = {name: place.to(f"/outlets/{name}") for name, _ in found.outlets} if found else {}
    return page(
        request,
        "today.html",
        day=found,
        chosen=bool(day),
        is_today=chosen == now,
        look=[site for site in sites if site.health in ("look", "bad")],
        sites=len(sites),
        tiles=tiles(found.provinces) if found else [],
        outlets=bars(found.outlets, links) if found else [],
        latest=find(room, Asked(), None, _LATEST).records if found else [],
        feeds=feeds.links(),
    )


def look(room: Room, t: Speaker, site: str | None = None, runs: int = _RUNS) -> list[health.Seen]:
    """The sites, those that need a look first."""
    names = {name: t(f"field.{name}") for name in health.WATCHED}
    states = room.recall(room.reader.sites, runs, site)
    wrong: defaultdict[str, list[Incident]] = defaultdict(list)
    for one in room.recall(room.reader.incidents):
        wrong[one.site].append(one)
    return sorted((health.judge(one, wrong[one.id], names) for one in states), key=health.urgency)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
