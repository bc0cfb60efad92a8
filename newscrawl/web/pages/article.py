"""One article: the record beside the archived page, its versions, its reprints."""

from __future__ import annotations

import base64
import hashlib

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from msgspec import UNSET

from newscrawl.display import Shown, as_text, body_html, document, facts, show, style
from newscrawl.formats import citation, pinned
from newscrawl.model import Record
from newscrawl.store.history import compare
from newscrawl.web.render import page, place_of, tagged
from newscrawl.web.room import Room, TheRoom

router = APIRouter(prefix="/articles/{id}")

_REPRINTS = 100


@router.get("", response_class=Response)
def article(request: Request, room: TheRoom, id: str) -> Response:
    """The record, with what it stands on."""
    record = _record(room, id)
    site, name = room.reader.site_of(id)
    archived = room.shelves.fetched(site, record.url or "")
    return page(
        request,
        "article.html",
        record=record,
        site=site,
        site_name=name,
        kept_back=room.reader.kept_back(id),
        title=facts.headline(record, "title"),
        kicker=facts.headline(record, "kicker"),
        subtitle=facts.headline(record, "subtitle"),
        body=facts.body(record),
        rows=facts.rows(record),
        text=Markup(body_html(record)),
        removed=[] if record.removed is UNSET else record.removed,
        story=room.reader.story(record.story, _REPRINTS) if record.story else [],
        cited=citation(record),
        pinned=pinned(record),
        frame=place_of(request).to(f"/articles/{id}/page"),
        archived=archived.date if archived else None,
        formats=("newsarticle", "ninjs"),
    )


@router.get("/versions", response_class=Response)
def versions(request: Request, room: TheRoom, id: str, a: int = 0, b: int = 0) -> Response:
    """The versions of the article, and what version `b` changes in `a`; the last change if none is named."""
    known = room.reader.history(id, compared=False)
    if known is None:
        raise HTTPException(404)
    numbered = {version.number: version for version in known.versions}
    right = b or known.versions[-1].number
    left = a or max(1, right - 1)
    if left not in numbered or right not in numbered:
        raise HTTPException(404)
    changes = compare(numbered[left].record, numbered[right].record) if left != right else None
    return page(
        request,
        "versions.html",
        record=known.versions[-1].record,
        versions=known.versions,
        left=left,
        right=right,
        changes=changes,
    )


@router.get("/page", response_class=Response)
def archived_page(request: Request, room: TheRoom, id: str) -> Response:
    """The archived page made harmless, with the places marked that the facts were read from."""
    record = _record(room, id)
    pages = room.shelves.pages(room.reader.site_of(id)[0], record.page_urls or [record.url or ""])
    return framed(request, show(pages, record) if pages else as_text(record))


def framed(request: Request, shown: Shown) -> Response:
    """A stranger's page as a document of its own: no script, no form, nothing loaded, in a sandbox."""
    digest = base64.b64encode(hashlib.sha256(style(shown.facts).encode()).digest()).decode()
    policy = (
        f"sandbox; default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    )
    return tagged(request, HTMLResponse(document(shown), headers={"content-security-policy": policy}))


def _record(room: Room, id: str) -> Record:
    found = room.reader.article(id, evidence=True)
    if found is None:
        raise HTTPException(404)
    return found
