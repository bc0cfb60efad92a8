"""Articles: search, filters, paging."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from newscrawl.errors import UsageError
from newscrawl.knowledge.regions import division
from newscrawl.web import asking, feeds
from newscrawl.web.finding import NOTHING, Found, find
from newscrawl.web.places import tree
from newscrawl.web.render import Place, asked, number, page, place_of
from newscrawl.web.room import TheRoom
from newscrawl.web.words import Speaker

router = APIRouter()

PAGE = 20
_OUTLETS = 200
EXPORTS = ("jsonl", "csv", "ninjs", "jsonld")


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition that is asked for, and the address without it."""

    name: str
    text: str
    link: str


@router.get("/articles", response_class=Response)
def articles(request: Request, room: TheRoom) -> Response:
    """The articles asked for, the best or newest first."""
    place, parameters = place_of(request), asked(request)
    t, wanted = Speaker(place.language), asking.read(parameters)
    after = parameters.get("after")
    problem, found = "", NOTHING
    try:
        found = find(room, wanted, after, PAGE)
    except UsageError as error:
        problem = t("filter.wrong", what=str(error))
    given = wanted.given()
    return page(
        request,
        "articles.html",
        status=400 if problem else 200,
        asked=wanted,
        problem=problem,
        records=found.records,
        titles=found.titles,
        passages=found.passages,
        unindexed=found.unindexed,
        found=_said(t, found),
        chips=list(_chips(place, given)),
        tree=tree(wanted.region),
        everywhere=place.to("/articles", **(given | {"region": ""})),
        outlets=room.reader.outlet_names(_OUTLETS),
        sites=[(id, name or id) for id, name in room.reader.site_names()],
        exports=EXPORTS,
        export_query=urlencode(given),
        feeds=feeds.links({name: value for name, value in given.items() if name != "q"}),
        first=place.to("/articles", **given) if after else None,
        next=place.to("/articles", **given, after=found.next) if found.next else None,
    )


def _said(t: Speaker, found: Found) -> str:
    if found.count == 1:
        return t("found.one")
    return t("found.exact" if found.exact else "found.more", count=number(found.count))


def _chips(place: Place, given: Mapping[str, str]) -> Iterator[Chip]:
    for name, value in given.items():
        rest = {other: text for other, text in given.items() if other != name}
        text = value
        if name == "region" and (known := division(value)):
            text = known.region.name
        elif name == "kind":
            text = Speaker(place.language).or_itself("kind", value)
        yield Chip(name, text, place.to("/articles", **rest))
