"""The JSON-LD objects of a page, read from its source: small pages of facts for search engines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from newscrawl.model import Page

_MARK = "ld+json"
_MOST_SCRIPTS = 6
_LONGEST = 200_000
_MOST_NODES = 500
_TRAILING_COMMA = re.compile(r",\s{0,40}([}\]])")


def jsonld_objects(page: Page) -> Iterator[dict[str, Any]]:
    """Every JSON object in the page's JSON-LD scripts, outer ones first; unreadable scripts give nothing."""
    left = _MOST_NODES
    for source in _scripts(page.html):
        level = [_load(source)]
        while level and left > 0:
            left -= len(level)
            yield from (value for value in level if isinstance(value, dict))
            level = [child for value in level for child in _children(value)]


def _scripts(html: str) -> Iterator[str]:
    """The text of the first few JSON-LD scripts of reasonable size."""
    position = 0
    for _ in range(_MOST_SCRIPTS):
        position = html.find(_MARK, position)
        start = html.find(">", position) + 1
        end = html.find("</script", start)
        if position < 0 or start <= 0 or end < 0:
            return
        if end - start <= _LONGEST:
            yield html[start:end]
        position = end


def _load(source: str) -> Any:
    """The value of a script; hand-written ones end lists with a comma or break lines inside strings."""
    for text in (source, _TRAILING_COMMA.sub(r"\1", source)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _children(value: Any) -> list[Any]:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [child for child in children if isinstance(child, dict | list)]
