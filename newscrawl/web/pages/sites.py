"""Sites: how they do, over time; their runs, quarantine, and the pages that were refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response

from newscrawl.display import show
from newscrawl.errors import Refused
from newscrawl.knowledge.regions import division
from newscrawl.model import Fetched
from newscrawl.page import parse
from newscrawl.store import Issue, Run
from newscrawl.web import health
from newscrawl.web.pages.article import framed
from newscrawl.web.pages.today import look
from newscrawl.web.plots import Line, line
from newscrawl.web.render import page, percent, place_of
from newscrawl.web.room import TheRoom
from newscrawl.web.words import Speaker

router = APIRouter(prefix="/sites")

_LARGEST = 2**63 - 1
"""Of the numbers that databases know."""

Number = Annotated[int, Path(le=_LARGEST)]

_RUNS = 40
_ISSUES = 93
_SHOWN = 50
_WIDTH, _HEIGHT = 260.0, 72.0


@dataclass(frozen=True, slots=True)
class Plot:
    """One value over the runs of a site: its line, the last value, and what that says to who sees no line."""

    name: str
    line: Line
    now: str
    said: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A row of the list: a site with the line of its new articles."""

    seen: health.Seen
    spark: Line | None

    def __getattr__(self, name: str) -> object:
        """What is known of the site."""
        return getattr(self.seen, name)


@router.get("", response_class=Response)
def sites(request: Request, room: TheRoom) -> Response:
    """All sites, those that need a look first."""
    found = look(room, Speaker(place_of(request).language))
    shown = [Overview(site, line(_over(site.state.runs, _new), 120, 26)) for site in found]
    return page(request, "sites.html", sites=shown)


@router.get("/{site}", response_class=Response)
def site(
    request: Request,
    room: TheRoom,
    site: str,
    code: str = "",
    before: Annotated[int | None, Query(le=_LARGEST)] = None,
) -> Response:
    """One site: plots, runs, quarantine, refused pages."""
    place = place_of(request)
    t = Speaker(place.language)
    found = look(room, t, site, _RUNS)
    if not found:
        raise HTTPException(404)
    refusals = room.reader.refusals(site, code or None, before, _SHOWN)
    more = len(refusals) == _SHOWN
    home = division(found[0].state.region) if found[0].state.region else None
    return page(
        request,
        "site.html",
        site=found[0],
        region=home.region.name if home else None,
        plots=list(_plots(found[0].state.runs, t)),
        rejected=health.rejected,
        kept=room.reader.kept_back_of(site, _SHOWN),
        months=_months(room.reader.issues(site, _ISSUES)),
        codes=room.reader.codes(site),
        code=code,
        refusals=refusals,
        next=place.to(f"/sites/{site}", code=code, before=refusals[-1].number) if more else None,
    )


@router.get("/{site}/rejects/{number}", response_class=Response)
def reject(request: Request, room: TheRoom, site: str, number: Number) -> Response:
    """One refused page with its reason."""
    found = room.reader.refusal(site, number)
    if found is None:
        raise HTTPException(404)
    frame = place_of(request).to(f"/sites/{site}/rejects/{number}/page")
    return page(request, "reject.html", reject=found, empty=not found.body, site=site, frame=frame)


@router.get("/{site}/rejects/{number}/page", response_class=Response)
def rejected_page(request: Request, room: TheRoom, site: str, number: Number) -> Response:
    """The refused page itself, made harmless."""
    found = room.reader.refusal(site, number)
    if found is None:
        raise HTTPException(404)
    try:
        pages = [parse(Fetched(found.body, found.url))]
    except Refused:
        pages = []
    return framed(request, show(pages, None))


def _plots(runs: Sequence[Run], t: Speaker) -> Iterator[Plot]:
    """The lines of a site: how much, and how much of it was found."""
    counted = {"new": _new, "pages": _pages, "rejected": health.rejected}
    for name, value in counted.items():
        values = _over(runs, value)
        if drawn := line(values, _WIDTH, _HEIGHT):
            yield Plot(name, drawn, f"{values[-1]:,.0f}", _said(t, t(f"plot.{name}"), values, "{:,.0f}"))
    for name in health.WATCHED:
        shares = [health.filled(run, name) for run in reversed(runs) if run.status != "running"]
        if drawn := line(shares, _WIDTH, _HEIGHT, top=1.0):
            known = [share for share in shares if share is not None]
            said = _said(t, t("plot.share", field=t(f"field.{name}")), known, "{:.0%}")
            yield Plot(name, drawn, percent(known[-1]), said)


def _months(issues: Sequence[Issue]) -> dict[str, list[Issue]]:
    """Issues by their months, the last month first, the days in order."""
    months: dict[str, list[Issue]] = {}
    for issue in issues:
        months.setdefault(f"{issue.day:%Y-%m}", []).insert(0, issue)
    return months


def _over(runs: Sequence[Run], value: Callable[[Run], int]) -> list[float]:
    """A value in every finished run, oldest first."""
    return [float(value(run)) for run in reversed(runs) if run.status != "running"]


def _said(t: Speaker, name: str, values: Sequence[float], form: str) -> str:
    first, last = form.format(values[0]), form.format(values[-1])
    return t("plot.said", name=name, first=first, last=last, count=len(values))


def _new(run: Run) -> int:
    return run.counters.get("articles/new", 0)


def _pages(run: Run) -> int:
    return run.counters.get("pages", 0)
