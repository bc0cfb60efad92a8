"""The application: every page and address of the room, behind its guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from newscrawl import __version__
from newscrawl.errors import StorageError
from newscrawl.store.reader import Reader
from newscrawl.web import api, feeds
from newscrawl.web.guard import Guard
from newscrawl.web.keeper import Keeper
from newscrawl.web.pages import about, article, articles, people, sites, today
from newscrawl.web.render import STATIC, page, place_of
from newscrawl.web.room import Room, Settings
from newscrawl.web.shelves import Shelves
from newscrawl.web.words import LANGUAGES, Speaker, preferred

_AT_ONCE = 6
_SECTIONS = (today, articles, article, sites, people, about)


def create_app(settings: Settings, *, keeps: bool = True) -> FastAPI:
    """The room on one database, which is opened now and closed when the server stops.

    `keeps`: a thread of it keeps the search index up.

    Raises: UsageError, MissingExtra, StorageError as Reader does.
    """
    reader = Reader(settings.database_url)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # More threads than that only take the interpreter from each other, and all answers come later.
        current_default_thread_limiter().total_tokens = _AT_ONCE
        with Keeper(settings.database_url) if keeps else nullcontext():
            yield
        reader.close()

    app = FastAPI(
        title="newscrawl",
        version=__version__,
        # Their pages load scripts of others.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=lifespan,
    )
    app.state.room = Room(reader, Shelves(settings.archive), settings)
    for section in _SECTIONS:
        for language in LANGUAGES:
            app.include_router(section.router, prefix=f"/{language}", include_in_schema=False)
    app.include_router(feeds.router, include_in_schema=False)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.get("/", include_in_schema=False)(_home)
    for error, answer in _ANSWERS.items():
        app.add_exception_handler(error, answer)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    app.add_middleware(Guard, names=settings.names, token=settings.token)
    return app


def _home(request: Request) -> Response:
    """To the room in the reader's language."""
    language = preferred(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{language}/", 302, {"vary": "accept-language"})


async def _refused(request: Request, error: Exception) -> Response:
    """What the application says no to: 404 for an address that leads nowhere."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    said = str(error.detail) if isinstance(error, HTTPException) else ""
    if isinstance(error, RequestValidationError):
        said = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
    return _say(request, status, said)


async def _no_database(request: Request, error: Exception) -> Response:
    return _say(request, 503, str(error))


async def _broken(request: Request, error: Exception) -> Response:
    return _say(request, 500, "")


_ANSWERS: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    HTTPException: _refused,
    RequestValidationError: _refused,
    StorageError: _no_database,
    Exception: _broken,
}


def _say(request: Request, status: int, said: str) -> Response:
    first = request.url.path.split("/")[1]
    if first == "api":
        return JSONResponse({"error": {"status": status, "message": said}}, status)
    if first not in LANGUAGES:
        return PlainTextResponse(f"{said or status}\n", status)
    t = Speaker(place_of(request).language)
    why = t(f"error.{status}.why") if status in (400, 404, 500) else said
    return page(request, "error.html", status, title=t.or_itself("error", str(status)), message=why)
