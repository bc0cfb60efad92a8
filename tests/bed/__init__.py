"""The bed: pages built as many families of Chinese news sites build theirs, with the answers that are right.

A page is an .html file that opens with its answers in TOML between two lines of `+++`; the story that it
tells stands in stories.toml. In the page

    {{title}}           the title
    {{2}}               the second paragraph
    {{story}} {{2-}}    all paragraphs, or from the second on, each as <p>…</p>
    {{2-4|<td>%</td>}}  the second to the fourth, each in the place of the % sign
    {{@rank}}           what stands around it: a piece of furniture.toml

Answers: `first` and `last` replace a paragraph that the page changes (a dateline, a signature), `body` replaces
them all; lines of `optional` may stay or go; `absent` texts must not be in the body. `published` is None
where the page does not say.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_MACRO = re.compile(r"\{\{(?P<what>@?[\w-]+)(?:\|(?P<frame>[^}]*))?\}\}")


@dataclass(frozen=True, slots=True)
class Case:
    """One page and what must come out of it."""

    name: str
    html: bytes
    url: str | None
    title: str
    body: tuple[str, ...]
    published: str | None = None
    source: str | None = None
    reporters: frozenset[str] = frozenset()
    editors: frozenset[str] = frozenset()
    optional: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    fetched_at: datetime | None = None
    encoding: str = "utf-8"


@cache
def cases() -> tuple[Case, ...]:
    """Every page of the bed, by name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.html")))


@cache
def stories() -> dict[str, Any]:
    """Title and paragraphs of the stories by name."""
    return tomllib.loads((FOLDER / "stories.toml").read_text("utf-8"))


@cache
def furniture() -> dict[str, Any]:
    """Navigation, rankings, lists of other stories, comments and footers by name."""
    return tomllib.loads((FOLDER / "furniture.toml").read_text("utf-8"))


def _read(path: Path) -> Case:
    _, head, page = path.read_text("utf-8").split("+++\n", 2)
    answers = tomllib.loads(head)
    story = stories()[answers["story"]]
    title, encoding = answers.get("title", story["title"]), answers.get("encoding", "utf-8")
    html = _MACRO.sub(lambda match: _expand(match, title, story["paragraphs"]), page)
    return Case(
        name=path.stem,
        html=html.encode(encoding),
        url=answers.get("url"),
        title=title,
        body=_body(answers, story["paragraphs"]),
        published=answers.get("published"),
        source=answers.get("source"),
        reporters=frozenset(answers.get("reporters", ())),
        editors=frozenset(answers.get("editors", ())),
        optional=tuple(answers.get("optional", ())),
        absent=tuple(answers.get("absent", ())),
        fetched_at=answers.get("fetched_at"),
        encoding=encoding,
    )


def _expand(match: re.Match[str], title: str, paragraphs: list[str]) -> str:
    what, frame = match["what"], match["frame"]
    if what.startswith("@"):
        return str(furniture()[what[1:]]["html"])
    if what == "title":
        return title
    first, dash, last = ("1", "-", "") if what == "story" else what.partition("-")
    chosen = paragraphs[int(first) - 1 : (int(last) if last else None) if dash else int(first)]
    return "\n".join(text if not dash else (frame or "<p>%</p>").replace("%", text, 1) for text in chosen)


def _body(answers: dict[str, Any], paragraphs: list[str]) -> tuple[str, ...]:
    body = list(answers.get("body", paragraphs))
    if "first" in answers:
        body[0] = answers["first"]
    if "last" in answers:
        body[-1] = answers["last"]
    return tuple(body)
