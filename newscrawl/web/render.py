"""Templates, and what they need: words of the page's language, addresses, dates, numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from newscrawl import __version__
from newscrawl.formats.feed import is_web
from newscrawl.model import Credit
from newscrawl.web.words import Language, Speaker

STATIC = Path(__file__).with_name("static")
# Regional news is dated in Beijing's time, whatever the zone of the machine.
BEIJING = timezone(timedelta(hours=8))
_START = 120
_DAY = len("2024-01-31")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its language, and its address without that."""

    language: Language
    path: str
    query: str = ""

    def to(self, path: str, **query: object) -> str:
        """The address of another page in the same language; a query that is None or empty is left out."""
        written = f"/{self.language}{_written(path)}"
        if not query:
            return written
        asked = urlencode({name: value for name, value in query.items() if value not in (None, "", False)})
        return f"{written}?{asked}" if asked else written

    @property
    def other(self) -> str:
        """This page in the other language."""
        language = "en" if self.language == "zh" else "zh"
        return f"/{language}{quote(self.path, safe='/')}{'?' + self.query if self.query else ''}"


@lru_cache(maxsize=4096)
def _written(path: str) -> str:
    # The same outlets, people and sites are linked again and again.
    return quote(path, safe="/")


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page in the language of its address, with an ETag; 304 where the reader has it already."""
    place = place_of(request)
    html = (
        environment()
        .get_template(template)
        .render(t=Speaker(place.language), place=place, lang=place.language, link=place.to, **values)
    )
    return tagged(request, HTMLResponse(html, status))


def place_of(request: Request) -> Place:
    """Where the request points: its language is the first step of its path."""
    first, _, rest = request.url.path.lstrip("/").partition("/")
    return Place("en" if first == "en" else "zh", f"/{rest}", request.url.query)


def tagged(request: Request, response: Response, said: Mapping[str, str] | None = None) -> Response:
    """The response under a tag of its content, or 304 for a reader who shows that tag.

    `said`: headers that are a part of the answer; its tag changes with them.
    """
    if response.status_code != 200:
        return response
    said = said or {}
    response.headers.update(said)
    content = b"\n".join([bytes(response.body), *(f"{each}".encode() for each in said.items())])
    tag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    held = (each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(","))
    if tag in held:
        return Response(status_code=304, headers={"etag": tag, **said})
    response.headers["etag"] = tag
    return response


@cache
def environment() -> Environment:
    """The templates; what comes from pages is escaped, and an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("newscrawl.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "number": number, "moment": moment, "instant": instant, "clock": clock, "span": span, "start": start,
        "is_web": is_web, "percent": percent, "people": people,
    }  # fmt: skip
    made.globals |= {"version": __version__, "asset": asset}
    return made


@cache
def asset(name: str) -> str:
    """The address of a file of ours, which changes with its content."""
    digest = hashlib.blake2b(STATIC.joinpath(name).read_bytes(), digest_size=6).hexdigest()
    return f"/static/{name}?{digest}"


def number(value: int) -> str:
    """1234567 → 1,234,567."""
    return f"{value:,}"


def percent(share: float | None) -> str:
    """0.956 → 96 %; nothing known is a dash."""
    return "–" if share is None else f"{100 * share:.0f} %"


def moment(iso: str | None) -> str:
    """A day, or a time of Beijing to the minute: never a clock for a bare day; "" if unknown."""
    return iso if iso and len(iso) <= _DAY else instant(iso) if iso else ""


def clock(at: datetime | None) -> str:
    """An instant in Beijing's time."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at else "–"


def instant(iso: str) -> str:
    """An instant that is written in ISO 8601, in Beijing's time."""
    return clock(datetime.fromisoformat(iso))


def span(length: timedelta) -> str:
    """75 seconds → 1:15; below a minute in seconds."""
    seconds = length.total_seconds()
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def start(text: str | None, length: int = _START) -> str:
    """How a text begins."""
    line = " ".join((text or "")[: 4 * length].split())
    return line if len(line) <= length else f"{line[:length]}…"


def people(credits: Iterable[Credit]) -> list[tuple[str, str]]:
    """Each person once, with all roles: [("邹明", "摄影、记者")]."""
    roles: dict[str, list[str]] = {}
    for credit in credits:
        roles.setdefault(credit.name, []).append(credit.role)
    return [(name, "、".join(dict.fromkeys(theirs))) for name, theirs in roles.items()]


def asked(request: Request) -> Mapping[str, str]:
    """What the address asks for: names with the last value of each, white space around it cut."""
    return {name: value.strip() for name, value in request.query_params.items() if value.strip()}
